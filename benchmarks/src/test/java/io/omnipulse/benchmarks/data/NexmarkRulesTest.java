package io.omnipulse.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.omnipulse.benchmarks.data.Occurrence.Web;
import io.omnipulse.events.WebAction;
import io.omnipulse.events.WebEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class NexmarkRulesTest {
    private static final int EVENTS = 100_000;
    private static final Workload AUCTIONS = Generator.NEXMARK_Q5.workload(EVENTS, 4, 7);
    private static final Workload CHANNELS = Generator.NEXMARK_Q16.workload(EVENTS, 4, 7);
    private static final int FIRST_ID = 1_000;

    private static Web web(Occurrence event) {
        return (Web) event.what();
    }

    private static boolean isBid(Occurrence event) {
        return web(event).action() != WebAction.IMPRESSION;
    }

    private static double share(List<Occurrence> events, Predicate<Occurrence> which) {
        return (double) events.stream().filter(which).count() / events.size();
    }

    /** A bid, and the newest person and auction when it was made, counted from 0. */
    private record Placed(Occurrence bid, int newestPerson, int newestAuction) {
        int auction() {
            return bid.campaign() - FIRST_ID;
        }

        int bidder() {
            return bid.subject() - FIRST_ID;
        }
    }

    private static List<Placed> bids() {
        List<Placed> bids = new ArrayList<>();
        List<Occurrence> events = Drawn.of(AUCTIONS);
        for (int number = 0; number < events.size(); number++) {
            if (isBid(events.get(number))) {
                int epoch = number / 50;
                bids.add(new Placed(events.get(number), epoch, epoch * 3 + 2));
            }
        }
        return bids;
    }

    @Test
    void the_same_seed_gives_the_same_events_and_another_gives_others() {
        assertThat(Drawn.of(AUCTIONS)).hasSize(EVENTS).isEqualTo(Drawn.of(AUCTIONS));
        assertThat(Drawn.of(Generator.NEXMARK_Q5.workload(EVENTS, 4, 8)))
                .isNotEqualTo(Drawn.of(AUCTIONS));
    }

    @Test
    void of_fifty_events_the_first_is_a_person_three_are_auctions_and_the_others_are_bids() {
        List<Occurrence> events = Drawn.of(AUCTIONS);

        for (int epoch = 0; epoch < EVENTS / 50; epoch++) {
            List<Occurrence> fifty = events.subList(epoch * 50, epoch * 50 + 50);
            assertThat(fifty.get(0).campaign()).isEqualTo(Occurrence.NO_CAMPAIGN);
            assertThat(fifty.get(0).subject()).isEqualTo(FIRST_ID + epoch);
            for (int auction = 0; auction < 3; auction++) {
                assertThat(fifty.get(1 + auction).campaign())
                        .isEqualTo(FIRST_ID + epoch * 3 + auction);
            }
            assertThat(fifty.subList(0, 4)).noneMatch(NexmarkRulesTest::isBid);
            assertThat(fifty.subList(4, 50)).allMatch(NexmarkRulesTest::isBid);
        }
    }

    @Test
    void half_of_the_bids_are_on_the_hot_auction_and_the_others_on_those_in_flight() {
        List<Placed> bids = bids();

        List<Placed> hot =
                bids.stream()
                        .filter(bid -> bid.auction() == bid.newestAuction() / 100 * 100)
                        .toList();
        assertThat((double) hot.size() / bids.size()).isCloseTo(0.505, within(0.01));
        assertThat(bids)
                .filteredOn(bid -> bid.auction() != bid.newestAuction() / 100 * 100)
                .allSatisfy(
                        bid ->
                                assertThat(bid.auction())
                                        .isBetween(
                                                Math.max(0, bid.newestAuction() - 100),
                                                bid.newestAuction() + 10));
    }

    @Test
    void three_of_four_bids_are_by_the_hot_bidder_and_the_others_by_active_people() {
        List<Placed> bids = bids();

        List<Placed> hot =
                bids.stream()
                        .filter(bid -> bid.bidder() == bid.newestPerson() / 100 * 100 + 1)
                        .toList();
        assertThat((double) hot.size() / bids.size()).isCloseTo(0.75, within(0.01));
        assertThat(bids)
                .filteredOn(bid -> bid.bidder() != bid.newestPerson() / 100 * 100 + 1)
                .allSatisfy(
                        bid ->
                                assertThat(bid.bidder())
                                        .isBetween(
                                                Math.max(0, bid.newestPerson() - 999),
                                                bid.newestPerson() + 10));
    }

    @Test
    void three_of_four_auctions_are_of_the_hot_seller() {
        List<Occurrence> events = Drawn.of(AUCTIONS);
        long hot = 0;
        for (int number = 0; number < EVENTS; number++) {
            boolean isAuction = number % 50 >= 1 && number % 50 <= 3;
            int seller = FIRST_ID + number / 50 / 100 * 100;
            hot += isAuction && events.get(number).subject() == seller ? 1 : 0;
        }
        assertThat(hot / (EVENTS * 3 / 50.0)).isCloseTo(0.75, within(0.02));
    }

    @Test
    void half_of_the_bids_come_from_four_channels_and_the_others_from_ten_thousand() {
        List<Occurrence> bids =
                Drawn.of(CHANNELS).stream().filter(NexmarkRulesTest::isBid).toList();
        Set<String> hot = Set.of("Google", "Facebook", "Baidu", "Apple");

        assertThat(share(bids, bid -> hot.contains(bid.channel()))).isCloseTo(0.5, within(0.01));
        assertThat(share(bids, bid -> bid.channel().equals("Baidu")))
                .isCloseTo(0.125, within(0.01));
        assertThat(bids.stream().map(Occurrence::channel).distinct().count())
                .isBetween(9_000L, 10_004L);
        assertThat(bids).allMatch(bid -> bid.campaign() == 0);
    }

    @Test
    void prices_are_even_over_six_decades_so_that_each_rank_has_a_third_of_the_bids() {
        List<Occurrence> bids =
                Drawn.of(AUCTIONS).stream().filter(NexmarkRulesTest::isBid).toList();

        Map<WebAction, Long> ranks = new HashMap<>();
        bids.forEach(bid -> ranks.merge(web(bid).action(), 1L, Long::sum));
        assertThat(ranks)
                .containsOnlyKeys(WebAction.PAGE_VIEW, WebAction.CLICK, WebAction.PURCHASE)
                .allSatisfy(
                        (rank, count) ->
                                assertThat((double) count / bids.size())
                                        .isCloseTo(1 / 3.0, within(0.01)));
        assertThat(bids)
                .filteredOn(bid -> web(bid).action() == WebAction.PURCHASE)
                .allSatisfy(
                        bid ->
                                assertThat(web(bid).amountMinor())
                                        .isBetween(1_000_000L, 100_000_000L));
    }

    @Test
    void a_tenth_of_the_events_is_up_to_three_seconds_late() {
        List<Occurrence> events = Drawn.of(AUCTIONS);

        assertThat(share(events, event -> event.occurredMs() < event.sentMs()))
                .isCloseTo(0.1, within(0.01));
        assertThat(events)
                .allSatisfy(
                        event ->
                                assertThat(event.sentMs() - event.occurredMs())
                                        .isBetween(0L, 2_999L));
    }

    @Test
    void a_person_bears_no_campaign() {
        Occurrence person = Drawn.of(AUCTIONS).get(0);

        assertThat(((WebEvent) EventRecords.of(person)).getCampaign()).isNull();
    }

    @Test
    void strangers_are_refused_since_the_rules_have_none() {
        assertThatThrownBy(
                        () ->
                                new Workload(
                                        Generator.NEXMARK_Q5, 1, 1_000, 100, 0.5, 0, 4, 7, 60_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--new-share must be 0 with nexmark-q5");
    }
}
