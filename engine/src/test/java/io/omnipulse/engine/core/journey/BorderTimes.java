package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.Facts;
import io.omnipulse.engine.core.event.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Random events of few subjects, ids, orders and campaigns, the pauses between them being those at
 * which a rule changes its mind: just at it, just before and just after.
 */
public final class BorderTimes {
    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ZERO,
                    Duration.ofMillis(1),
                    Duration.ofSeconds(10), // engaged, and a pane of 5m
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30), // a session without a name
                    Duration.ofHours(1),
                    Duration.ofHours(24), // a named session
                    Duration.ofHours(48), // a copy
                    Duration.ofDays(7), // a touch
                    Duration.ofDays(30)); // a copy of an order
    private static final Action[] WEB = {
        Action.UNKNOWN,
        Action.IMPRESSION,
        Action.PAGE_VIEW,
        Action.CLICK,
        Action.PRODUCT_VIEW,
        Action.PURCHASE,
        Action.PURCHASE,
        Action.SIGN_UP,
        Action.MENTION
    };

    private BorderTimes() {}

    /** Events of one customer, in the order of their times. */
    static List<Event> events(long seed, int count) {
        return events(seed, count, 1);
    }

    /** Events of some subjects, most of them customers, in the order of their times. */
    public static List<Event> events(long seed, int count, int subjects) {
        Random random = new Random(seed);
        List<Event> events = new ArrayList<>();
        long atMs = Facts.ms("03-02 23:59:50");
        for (int i = 0; i < count; i++) {
            // Long pauses are rare, or nothing would ever meet anything.
            Duration pause =
                    PAUSES.get(
                            Math.min(
                                    random.nextInt(PAUSES.size()),
                                    random.nextInt(PAUSES.size() + 2)));
            atMs += Math.max(0, pause.toMillis() + random.nextInt(3) - 1);
            events.add(event(random, i, subjects).at(atMs).event());
        }
        return events;
    }

    private static Facts event(Random random, int number, int subjects) {
        // One in four may be a copy of another, by id.
        String id = random.nextInt(4) == 0 ? "copy-" + random.nextInt(6) : "e-" + number;
        String order = "o-" + random.nextInt(8);
        Facts facts =
                switch (random.nextInt(10)) {
                    case 0 ->
                            Facts.sale(id, "10:00", order)
                                    .store(random.nextBoolean() ? "lyon" : "paris");
                    case 1 ->
                            Facts.returned(id, "10:00", order)
                                    .amount(300, random.nextBoolean() ? "EUR" : "JPY");
                    case 2 ->
                            Facts.answer(id, "10:00", Action.NPS, random.nextInt(11))
                                    .survey("survey-" + random.nextInt(2));
                    case 3 -> Facts.answer(id, "10:00", Action.CSAT, 1 + random.nextInt(5));
                    default -> web(random, id, order);
                };
        facts.campaign(oneOf(random, null, null, null, "spring", "summer"));
        boolean known = subjects == 1 || random.nextInt(4) > 0;
        Subject.Kind kind = known ? Subject.Kind.CUSTOMER : unknown(facts.event());
        return facts.of(
                kind, kind == Subject.Kind.EVENT ? id : "c-" + (1 + random.nextInt(subjects)));
    }

    /**
     * The kinds of subject that an event can have whose customer is not known; a receipt here has
     * the name of a customer.
     */
    private static Subject.Kind unknown(Event event) {
        return switch (event.type()) {
            case SALE -> Subject.Kind.NATURAL;
            case SURVEY_ANSWER ->
                    event.score() % 2 == 0 ? Subject.Kind.RESPONDENT : Subject.Kind.EVENT;
            default -> Subject.Kind.VISITOR;
        };
    }

    private static Facts web(Random random, String id, String order) {
        Action action = WEB[random.nextInt(WEB.length)];
        Facts facts =
                action == Action.PURCHASE
                        ? Facts.purchase(id, "10:00", order)
                        : Facts.web(id, "10:00", action)
                                .engaged(
                                        oneOf(
                                                random,
                                                Event.ABSENT,
                                                Event.ABSENT,
                                                5_000L,
                                                5_001L,
                                                10_000L));
        return facts.channel(random.nextBoolean() ? "web" : "app")
                .session(oneOf(random, null, null, "n-1", "n-2"));
    }

    @SafeVarargs
    private static <T extends @Nullable Object> T oneOf(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }
}
