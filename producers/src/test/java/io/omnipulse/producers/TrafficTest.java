package io.omnipulse.producers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.omnipulse.events.Sale;
import io.omnipulse.events.SaleKind;
import io.omnipulse.events.SurveyAnswer;
import io.omnipulse.events.SurveyKind;
import io.omnipulse.events.WebAction;
import io.omnipulse.events.WebEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrafficTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void one_seed_gives_the_same_day_every_time(long seed) {
        assertThat(Traffic.day(seed)).isEqualTo(Traffic.day(seed));
    }

    @Test
    void another_seed_gives_another_day() {
        assertThat(Traffic.day(1)).isNotEqualTo(Traffic.day(2));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void a_day_is_in_the_order_of_time_and_within_the_day(long seed) {
        List<Long> times = Traffic.day(seed).stream().map(Events::occurredAtMs).toList();
        assertThat(times).isSorted().hasSizeBetween(3_000, 5_200);
        assertThat(times.get(times.size() - 1) - times.get(0))
                .isLessThan(Duration.ofDays(1).toMillis());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void a_day_holds_what_the_kpis_are_about(long seed) {
        List<SpecificRecord> day = Traffic.day(seed);
        Set<WebAction> actions = web(day).map(WebEvent::getAction).collect(Collectors.toSet());
        assertThat(actions)
                .contains(
                        WebAction.IMPRESSION,
                        WebAction.CLICK,
                        WebAction.PAGE_VIEW,
                        WebAction.PRODUCT_VIEW,
                        WebAction.SEARCH,
                        WebAction.ADD_TO_CART,
                        WebAction.CHECKOUT,
                        WebAction.PURCHASE,
                        WebAction.SIGN_UP,
                        WebAction.LIKE);
        assertThat(sales(day).map(Sale::getKind)).contains(SaleKind.SALE, SaleKind.RETURN);
        assertThat(sales(day).map(Sale::getCurrency)).contains("EUR", "GBP", "USD");
        assertThat(answers(day).map(SurveyAnswer::getKind).distinct()).hasSize(3);
        assertThat(web(day).filter(event -> event.getSessionId() == null)).isNotEmpty();
        assertThat(web(day).filter(event -> event.getSessionId() != null)).isNotEmpty();
    }

    @Test
    void every_event_id_is_its_own_and_contains_the_start() {
        Traffic traffic =
                Traffic.of(
                        7, Instant.parse("2026-11-22T10:15:00.123Z"), 50, TrafficPlan.standard());
        List<String> ids =
                traffic.during(Duration.ofMinutes(10)).stream().map(TrafficTest::eventId).toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.contains("20261122T101500123Z"));
    }

    @Test
    void names_of_people_orders_carts_and_receipts_contain_the_start() {
        Traffic traffic = Traffic.of(7, MONDAY, 200, TrafficPlan.standard());
        List<SpecificRecord> events = traffic.during(Duration.ofMinutes(10));
        Stream<String> names =
                Stream.of(
                                web(events).map(WebEvent::getVisitorId),
                                web(events).map(WebEvent::getCustomerId),
                                web(events).map(WebEvent::getSessionId),
                                web(events).map(WebEvent::getCartId),
                                web(events).map(WebEvent::getOrderId),
                                sales(events).map(Sale::getReceiptId),
                                answers(events).map(SurveyAnswer::getRespondentId))
                        .flatMap(stream -> stream)
                        .filter(Objects::nonNull);
        assertThat(names).isNotEmpty().allMatch(name -> name.contains(traffic.stamp()));
    }

    @Test
    void customers_seen_on_the_web_buy_at_the_till_also_when_the_producers_play_apart() {
        Duration hour = Duration.ofHours(1);
        List<SpecificRecord> online = played(Set.of(Kind.WEB), 20).during(hour);
        List<SpecificRecord> atTheTill = played(Set.of(Kind.POS), 20).during(hour);
        Set<String> onlineCustomers =
                web(online).map(WebEvent::getCustomerId).collect(Collectors.toSet());
        assertThat(
                        sales(atTheTill)
                                .map(Sale::getCustomerId)
                                .filter(Objects::nonNull)
                                .filter(onlineCustomers::contains))
                .hasSizeGreaterThan(100);
    }

    @Test
    void visitors_come_back() {
        List<SpecificRecord> day = Traffic.day(3);
        Map<String, Set<String>> sessions =
                web(day).filter(
                                event ->
                                        event.getVisitorId() != null
                                                && event.getSessionId() != null)
                        .collect(
                                Collectors.groupingBy(
                                        WebEvent::getVisitorId,
                                        Collectors.mapping(
                                                WebEvent::getSessionId, Collectors.toSet())));
        assertThat(sessions.values().stream().filter(ids -> ids.size() > 1)).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void one_producer_alone_keeps_the_whole_rate(Kind kind) {
        double rate = 40;
        List<SpecificRecord> hours = steady(Set.of(kind), rate).during(Duration.ofHours(2));
        assertThat(hours.size() / 7200.0).isCloseTo(rate, within(rate * 0.06));
    }

    @Test
    void the_first_minute_is_as_busy_as_the_others() {
        double rate = 100;
        List<SpecificRecord> minute = steady(Set.of(Kind.WEB), rate).during(Duration.ofMinutes(1));
        assertThat(minute.size() / 60.0).isCloseTo(rate, within(rate * 0.15));
    }

    @Test
    void the_rate_follows_the_hour_of_the_day_and_its_mean_over_a_week_is_the_rate_asked_for() {
        double rate = 0.5;
        Traffic traffic =
                Traffic.of(11, MONDAY, rate, TrafficPlan.standard().withKinds(Set.of(Kind.WEB)));
        List<SpecificRecord> week = traffic.during(Duration.ofDays(7));
        long night = inHour(week, 3);
        long evening = inHour(week, 20);
        assertThat(week.size() / (7 * 86_400.0)).isCloseTo(rate, within(rate * 0.05));
        assertThat((double) evening / night).isBetween(8.0, 25.0);
    }

    @Test
    void shops_are_quiet_on_sundays() {
        Traffic traffic =
                Traffic.of(11, MONDAY, 0.2, TrafficPlan.standard().withKinds(Set.of(Kind.POS)));
        List<SpecificRecord> week = traffic.during(Duration.ofDays(7));
        assertThat(onDay(week, 6)).isLessThan(onDay(week, 5) / 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void about_three_of_a_hundred_sessions_convert(long seed) {
        List<SpecificRecord> events = conversions(seed, TrafficPlan.standard());
        assertThat(conversion(events, event -> true)).isBetween(0.02, 0.045);
    }

    @Test
    void campaigns_convert_differently() {
        List<SpecificRecord> events = conversions(4, TrafficPlan.standard());
        assertThat(conversionOf(events, "loyalty"))
                .isGreaterThan(1.5 * conversionOf(events, "spring"));
    }

    @Test
    void a_drop_takes_its_share_of_the_purchases_and_nothing_else() {
        Duration hour = Duration.ofHours(1);
        TrafficPlan plan = TrafficPlan.standard().withKinds(Set.of(Kind.WEB)).withSteadyRate();
        TrafficPlan dropped = plan.withDrop(Drop.ofAll(hour, 0.25, hour));
        List<SpecificRecord> before = Traffic.of(5, MONDAY, 60, plan).during(hour.multipliedBy(3));
        List<SpecificRecord> after =
                Traffic.of(5, MONDAY, 60, dropped).during(hour.multipliedBy(3));
        assertThat(others(after)).isEqualTo(others(before));
        assertThat(orders(after, 0)).isEqualTo(orders(before, 0));
        assertThat(orders(after, 1) / (double) orders(before, 1)).isBetween(0.15, 0.35);
        assertThat(orders(after, 2)).isCloseTo(orders(before, 2), within(5L));
    }

    @Test
    void a_drop_of_one_campaign_spares_the_others() {
        TrafficPlan plan = TrafficPlan.standard().withSteadyRate();
        TrafficPlan dropped =
                plan.withDrop(Drop.of("spring", Duration.ZERO, 0, Duration.ofDays(1)));
        List<SpecificRecord> events = conversions(6, dropped);
        assertThat(conversionOf(events, "spring")).isZero();
        assertThat(conversionOf(events, "newsletter")).isGreaterThan(0.02);
    }

    @Test
    void some_orders_are_confirmed_twice_and_some_sales_come_back() {
        List<SpecificRecord> events = conversions(9, TrafficPlan.standard());
        List<String> orders =
                web(events)
                        .filter(event -> event.getAction() == WebAction.PURCHASE)
                        .map(WebEvent::getOrderId)
                        .toList();
        assertThat(orders.size()).isGreaterThan(new HashSet<>(orders).size());
        assertThat(sales(events).filter(sale -> sale.getReturnsReceiptId() != null)).isNotEmpty();
    }

    @Test
    void respondents_answer_within_the_scale_and_some_again() {
        List<SpecificRecord> events = played(Set.of(Kind.SURVEY), 5).during(Duration.ofHours(1));
        Map<SurveyKind, Integer> most =
                Map.of(SurveyKind.NPS, 10, SurveyKind.CSAT, 5, SurveyKind.YES_NO, 1);
        assertThat(answers(events))
                .allMatch(
                        answer ->
                                answer.getScore() <= most.getOrDefault(answer.getKind(), -1)
                                        && answer.getScore() >= 0);
        Map<String, Long> perPerson =
                answers(events)
                        .filter(answer -> answer.getCustomerId() != null)
                        .collect(
                                Collectors.groupingBy(
                                        answer -> answer.getCustomerId() + answer.getSurveyId(),
                                        Collectors.counting()));
        assertThat(perPerson.values().stream().filter(count -> count > 1)).hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, 2_000_000})
    void a_rate_that_cannot_be_played_is_refused(double rate) {
        assertThatThrownBy(() -> Traffic.of(1, MONDAY, rate, TrafficPlan.standard()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be above 0");
    }

    private static Traffic played(Set<Kind> kinds, double rate) {
        return Traffic.of(
                7,
                MONDAY.plus(Duration.ofHours(12)),
                rate,
                TrafficPlan.standard().withKinds(kinds));
    }

    private static Traffic steady(Set<Kind> kinds, double rate) {
        return Traffic.of(
                7, MONDAY, rate, TrafficPlan.standard().withKinds(kinds).withSteadyRate());
    }

    private static List<SpecificRecord> conversions(long seed, TrafficPlan plan) {
        return Traffic.of(seed, MONDAY, 60, plan.withSteadyRate()).during(Duration.ofHours(1));
    }

    private static double conversionOf(List<SpecificRecord> events, String campaign) {
        Set<String> brought =
                web(events)
                        .filter(
                                event ->
                                        campaign.equals(event.getCampaign())
                                                && event.getSessionId() != null)
                        .map(WebEvent::getSessionId)
                        .collect(Collectors.toSet());
        return conversion(events, event -> brought.contains(event.getSessionId()));
    }

    /** Sessions with an order among those with an interaction; only those that bear their name. */
    private static double conversion(List<SpecificRecord> events, Predicate<WebEvent> which) {
        List<WebEvent> interactions =
                web(events)
                        .filter(event -> event.getSessionId() != null)
                        .filter(event -> event.getAction() != WebAction.IMPRESSION)
                        .filter(event -> event.getAction() != WebAction.MENTION)
                        .filter(which)
                        .toList();
        long active = interactions.stream().map(WebEvent::getSessionId).distinct().count();
        long converted =
                interactions.stream()
                        .filter(event -> event.getAction() == WebAction.PURCHASE)
                        .map(WebEvent::getSessionId)
                        .distinct()
                        .count();
        return (double) converted / active;
    }

    private static long orders(List<SpecificRecord> events, int hour) {
        return web(events)
                .filter(event -> event.getAction() == WebAction.PURCHASE)
                .filter(event -> Duration.between(MONDAY, event.getOccurredAt()).toHours() == hour)
                .map(WebEvent::getOrderId)
                .distinct()
                .count();
    }

    private static List<SpecificRecord> others(List<SpecificRecord> events) {
        return events.stream()
                .filter(
                        event ->
                                !(event instanceof WebEvent web)
                                        || web.getAction() != WebAction.PURCHASE)
                .toList();
    }

    private static long inHour(List<SpecificRecord> events, int hour) {
        return events.stream()
                .filter(event -> Events.occurredAtMs(event) / 3_600_000L % 24 == hour)
                .count();
    }

    private static long onDay(List<SpecificRecord> events, int day) {
        long startMs = MONDAY.toEpochMilli();
        return events.stream()
                .filter(event -> (Events.occurredAtMs(event) - startMs) / 86_400_000L == day)
                .count();
    }

    private static String eventId(SpecificRecord event) {
        return (String) event.get(event.getSchema().getField("event_id").pos());
    }

    private static Stream<WebEvent> web(List<SpecificRecord> events) {
        return events.stream().filter(WebEvent.class::isInstance).map(WebEvent.class::cast);
    }

    private static Stream<Sale> sales(List<SpecificRecord> events) {
        return events.stream().filter(Sale.class::isInstance).map(Sale.class::cast);
    }

    private static Stream<SurveyAnswer> answers(List<SpecificRecord> events) {
        return events.stream().filter(SurveyAnswer.class::isInstance).map(SurveyAnswer.class::cast);
    }
}
