package io.omnipulse.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.omnipulse.benchmarks.data.Occurrence.Web;
import io.omnipulse.events.WebAction;
import io.omnipulse.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class YahooRulesTest {
    private static final Workload BACKLOG = Generator.YAHOO.workload(60_000, 4, 7);

    /** A hundred users, with skew and late events: the benchmark's live mode. */
    private static final Workload LIVE =
            new Workload(Generator.YAHOO, 60_000, 100, 100, 0, 60_000, 4, 7, 600_000);

    private static Web web(Occurrence event) {
        return (Web) event.what();
    }

    private static <K> Map<K, Long> counts(List<Occurrence> events, Function<Occurrence, K> by) {
        return events.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
    }

    @Test
    void the_same_seed_gives_the_same_events_and_another_gives_others() {
        assertThat(Drawn.of(BACKLOG)).hasSize(60_000).isEqualTo(Drawn.of(BACKLOG));
        assertThat(Drawn.of(Generator.YAHOO.workload(60_000, 4, 8)))
                .isNotEqualTo(Drawn.of(BACKLOG));
    }

    @Test
    void a_third_each_are_views_clicks_and_purchases_spread_evenly_over_campaigns_and_ad_types() {
        List<Occurrence> events = Drawn.of(BACKLOG);

        assertThat(counts(events, event -> web(event).action()))
                .containsOnlyKeys(WebAction.PAGE_VIEW, WebAction.CLICK, WebAction.PURCHASE)
                .allSatisfy((action, count) -> assertThat(count).isCloseTo(20_000, within(600L)));
        assertThat(counts(events, Occurrence::campaign))
                .hasSize(100)
                .allSatisfy((campaign, count) -> assertThat(count).isCloseTo(600, within(150L)));
        assertThat(counts(events, Occurrence::channel))
                .containsOnlyKeys("banner", "modal", "sponsored-search", "mail", "mobile")
                .allSatisfy((type, count) -> assertThat(count).isCloseTo(12_000, within(600L)));
    }

    @Test
    void a_backlogs_events_are_ten_milliseconds_apart_and_each_by_a_user_of_its_own() {
        List<Occurrence> events = Drawn.of(BACKLOG);

        assertThat(events)
                .allSatisfy(event -> assertThat(event.occurredMs()).isEqualTo(event.sentMs()));
        assertThat(events.get(59_999).sentMs() - events.get(0).sentMs()).isEqualTo(599_990);
        assertThat(counts(events, Occurrence::subject)).hasSize(60_000);
    }

    @Test
    void in_live_mode_a_hundred_users_come_again_and_clocks_are_off_by_up_to_fifty_milliseconds() {
        List<Occurrence> events = Drawn.of(LIVE);

        assertThat(counts(events, Occurrence::subject)).hasSize(100);
        List<Long> skews =
                events.stream()
                        .map(event -> event.sentMs() - event.occurredMs())
                        .filter(skew -> skew < 50)
                        .toList();
        assertThat(events.size() - skews.size()).isLessThan(10); // late ones are one in 100,000
        assertThat(skews).contains(-50L, 0L, 49L).allMatch(skew -> skew >= -50);
    }

    @Test
    void the_workload_is_told_in_the_words_of_its_rules() {
        assertThat(BACKLOG.text())
                .startsWith(
                        "yahoo: 60,000 events, each by a user of its own, 100 campaigns of 10 ads, none late");
        assertThat(LIVE.text())
                .contains("100 users, 0 % of the events by users of their own")
                .contains("one event in 100,000 up to 1m late");
    }

    @Test
    void all_events_are_on_one_topic() {
        assertThat(Drawn.of(BACKLOG).stream().map(EventRecords::topicOf).distinct())
                .containsExactly(Topics.WEB_EVENTS);
    }
}
