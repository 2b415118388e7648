package io.omnipulse.engine.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.bytes.ByteReader;
import io.omnipulse.engine.core.bytes.ByteWriter;
import io.omnipulse.engine.core.bytes.Names;
import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.Facts;
import io.omnipulse.engine.core.event.Subject;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.measure.Partials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a journey tells others of a link, and how long it must remember. */
class LinkedJourneyTest {
    private static final Subject CUSTOMER = new Subject(Subject.Kind.CUSTOMER, "c-1");
    private static final Subject VISITOR = new Subject(Subject.Kind.VISITOR, "v-1");
    private static final Rules RULES =
            new Rules(Contributed.HORIZON, Contributed.LOOKBACK, Contributed.WINDOWS, true);

    private final Partials partials = new Partials();
    private final Contributions contributions = new Contributions(partials, Contributed.WINDOWS);
    private final List<Transfer> told = new ArrayList<>();

    @Test
    void a_customer_tells_the_visitor_of_its_first_link_only() {
        // Given
        Journey customer = new Journey(CUSTOMER);
        add(customer, Facts.link("l-2", "10:02", "v-1").event());
        add(customer, Facts.link("l-3", "10:03", "v-1").event());
        told.clear();
        // When
        add(customer, Facts.link("l-1", "10:01", "v-1").event());
        // Then
        assertThat(told)
                .containsExactly(
                        new Transfer.Claim(VISITOR, "c-1", new Link(Facts.ms("10:01"), "l-1")));
    }

    @Test
    void a_visitor_hands_over_what_it_did_and_whatever_comes_later() {
        // Given
        Journey visitor = new Journey(VISITOR);
        Event before = visit("e-1", "10:00");
        Event after = visit("e-2", "10:05");
        add(visitor, before);
        // When
        claim(visitor, "c-1", new Link(Facts.ms("10:01"), "l-1"));
        add(visitor, after);
        // Then
        assertThat(told)
                .containsExactly(
                        new Transfer.Handover(
                                CUSTOMER, "v-1", Facts.ms("10:01"), false, List.of(before)),
                        new Transfer.Further(CUSTOMER, "v-1", Facts.ms("10:01"), after));
    }

    @Test
    void a_visitor_whose_earlier_link_arrives_late_is_withdrawn_from_the_later_one() {
        // Given
        Journey visitor = new Journey(VISITOR);
        claim(visitor, "c-1", new Link(Facts.ms("10:02"), "l-2"));
        told.clear();
        // When
        claim(visitor, "c-2", new Link(Facts.ms("10:01"), "l-1"));
        // Then
        assertThat(told)
                .containsExactly(
                        new Transfer.Withdrawal(CUSTOMER, "v-1"),
                        new Transfer.Handover(
                                new Subject(Subject.Kind.CUSTOMER, "c-2"),
                                "v-1",
                                Facts.ms("10:01"),
                                false,
                                List.of()));
    }

    @Test
    void a_later_link_to_another_customer_changes_nothing() {
        // Given
        Journey visitor = new Journey(VISITOR);
        claim(visitor, "c-1", new Link(Facts.ms("10:01"), "l-1"));
        told.clear();
        // When
        claim(visitor, "c-2", new Link(Facts.ms("10:02"), "l-2"));
        // Then
        assertThat(told).isEmpty();
    }

    @Test
    void a_link_repeated_long_after_changes_nothing_also_of_a_visitor_left_alone() {
        // Given
        Journey visitor = new Journey(VISITOR);
        add(visitor, visit("e-1", "03-02 10:00"));
        claim(visitor, "c-1", new Link(Facts.ms("03-02 10:01"), "l-1"));
        partials.drain((cut, slots) -> {});
        told.clear();
        // When
        claim(visitor, "c-1", new Link(Facts.ms("05-12 10:00"), "l-2"), Facts.ms("05-10 10:00"));
        // Then
        assertThat(told).isEmpty();
        List<Object> contributed = new ArrayList<>();
        partials.drain((cut, slots) -> contributed.add(slots));
        assertThat(contributed).isEmpty();
    }

    @Test
    void what_the_finest_panes_say_is_what_was_known_then_in_either_order() {
        // Given
        Journey first = new Journey(VISITOR);
        add(first, visit("e-1", "10:00"));
        claim(first, "c-1", new Link(Facts.ms("10:01"), "l-1"));
        long eventThenLink = starts();
        Journey second = new Journey(VISITOR);
        claim(second, "c-1", new Link(Facts.ms("10:01"), "l-1"));
        // When
        add(second, visit("e-1", "10:00"));
        // Then
        assertThat(eventThenLink).isOne();
        assertThat(starts()).isOne();
    }

    @Test
    void a_visitor_that_everybody_claims_does_not_grow_without_end() {
        // Given
        Journey visitor = new Journey(VISITOR);
        // When
        for (int i = 0; i < 3 * Journey.TIE_CAP; i++) {
            claim(visitor, "c-" + i, new Link(Facts.ms("10:00") + i, "l"));
        }
        // Then
        assertThat(visitor.ties().owner.claims).hasSize(Journey.TIE_CAP);
        assertThat(visitor.ties().owner.customer()).contains("c-0");
    }

    @Test
    void facts_that_a_link_may_still_move_are_kept_and_once_it_is_settled_they_are_not() {
        // Given
        Journey visitor = new Journey(VISITOR);
        add(visitor, visit("e-1", "03-02 10:00"));
        visitor.fold(Facts.ms("03-20 10:00"), RULES, contributions);
        int keptBefore = visitor.facts().size();
        claim(visitor, "c-1", new Link(Facts.ms("03-20 11:00"), "l-1"));
        // When
        visitor.fold(Facts.ms("03-20 12:00"), RULES, contributions);
        // Then
        assertThat(keptBefore).isOne();
        assertThat(visitor.facts()).isEmpty();
    }

    @Test
    void a_journey_is_folded_once_no_window_after_a_link_can_hold_its_facts() {
        // Given
        Journey visitor = new Journey(VISITOR);
        Event visit = visit("e-1", "03-02 10:00");
        add(visitor, visit);
        // When
        visitor.fold(
                visit.occurredAtMs() + RULES.keptForLinksMs() + Duration.ofMillis(1).toMillis(),
                RULES,
                contributions);
        // Then
        assertThat(visitor.facts()).isEmpty();
    }

    @Test
    void ties_survive_the_store() {
        // Given
        Journey customer = new Journey(CUSTOMER);
        add(customer, Facts.link("l-1", "10:01", "v-1").event());
        customer.take(
                new Transfer.Handover(
                        CUSTOMER, "v-1", Facts.ms("10:01"), true, List.of(visit("e-1", "10:00"))),
                Long.MIN_VALUE,
                RULES,
                contributions,
                listener());
        Journey visitor = new Journey(VISITOR);
        claim(visitor, "c-1", new Link(Facts.ms("10:01"), "l-1"));
        visitor.fold(Facts.ms("03-09 10:00"), RULES, contributions);
        // When
        byte[] storedCustomer = JourneyCodec.encode(customer);
        byte[] storedVisitor = JourneyCodec.encode(visitor);
        // Then
        assertThat(JourneyCodec.encode(JourneyCodec.decode(CUSTOMER, storedCustomer, new Names())))
                .isEqualTo(storedCustomer);
        assertThat(JourneyCodec.encode(JourneyCodec.decode(VISITOR, storedVisitor, new Names())))
                .isEqualTo(storedVisitor);
        assertThat(JourneyCodec.decode(VISITOR, storedVisitor, new Names()).ties().owner.settled)
                .isTrue();
    }

    static List<Transfer> transfers() {
        return List.of(
                new Transfer.Claim(VISITOR, "c-1", new Link(Facts.ms("10:01"), "l-1")),
                new Transfer.Claim(VISITOR, "c-1", null),
                new Transfer.Handover(
                        CUSTOMER,
                        "v-1",
                        Facts.ms("10:01"),
                        true,
                        List.of(visit("e-1", "10:00"), visit("e-2", "10:02"))),
                new Transfer.Further(CUSTOMER, "v-1", Facts.ms("10:01"), visit("e-1", "10:00")),
                new Transfer.Withdrawal(CUSTOMER, "v-1"));
    }

    @ParameterizedTest
    @MethodSource("transfers")
    void transfers_arrive_as_they_were_sent(Transfer sent) {
        // Given
        ByteWriter out = new ByteWriter();
        TransferCodec.write(out, sent);
        // When
        Transfer read = TransferCodec.read(new ByteReader(out.toBytes()));
        // Then
        assertThat(read).isEqualTo(sent);
    }

    /** Sessions begun, by the finest panes, over everything; what was contributed is forgotten. */
    private long starts() {
        long[] sum = new long[1];
        partials.drain(
                (cut, slots) ->
                        slots.forEach(
                                (slot, measures) ->
                                        sum[0] +=
                                                cut.equals(Cut.TOTAL) && slot.window() == null
                                                        ? measures.get(
                                                                MeasureCode.of(
                                                                        Measure.SESSION_STARTS))
                                                        : 0));
        return sum[0];
    }

    private static Event visit(String id, String time) {
        return Facts.web(id, time, Action.PAGE_VIEW).of(Subject.Kind.VISITOR, "v-1").event();
    }

    private void add(Journey journey, Event event) {
        journey.add(event, RULES, contributions, listener());
    }

    private void claim(Journey visitor, String customer, Link link) {
        claim(visitor, customer, link, Long.MIN_VALUE);
    }

    private void claim(Journey visitor, String customer, Link link, long boundaryMs) {
        visitor.take(
                new Transfer.Claim(VISITOR, customer, link),
                boundaryMs,
                RULES,
                contributions,
                listener());
    }

    private JourneyListener listener() {
        return new JourneyListener() {
            @Override
            public void counted(Event event, int change) {}

            @Override
            public void told(Transfer transfer) {
                told.add(transfer);
            }
        };
    }
}
