package io.omnipulse.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.check.RejectedException;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.house.SameRows;
import io.omnipulse.engine.reference.ReferenceEngine;
import io.omnipulse.engine.runtime.BoundedRun;
import io.omnipulse.engine.stream.EventTranslator;
import io.omnipulse.events.IdentityLink;
import io.omnipulse.events.WebEvent;
import io.omnipulse.schemas.EmbeddedRegistry;
import io.omnipulse.schemas.TopicSpec;
import io.omnipulse.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Links between visitors and customers whose homes are on different partitions: what one journey
 * tells another arrives once, before the marks that speak of it, whatever is killed.
 */
@Timeout(240)
class LinkIT {
    private static final List<String> SOURCES =
            List.of(
                    Topics.WEB_EVENTS,
                    Topics.POS_SALES,
                    Topics.SURVEY_ANSWERS,
                    Topics.IDENTITY_LINKS);

    @Test
    void linked_visitors_count_as_their_customers_also_after_a_kill() throws Exception {
        List<SpecificRecord> events = withLinks(SampleTraffic.of(71).records(), 71);
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(0);
                LiveCluster cluster =
                        LiveCluster.start(
                                registry.url(), 3, TopicSpec.Timestamps.PRODUCER, SOURCES)) {
            Feed feed = new Feed(cluster, Feed.Item.atTheirTime(events));
            MidStream.Left left;
            try (ChildEngine engine = ChildEngine.start(cluster, "victim", Map.of()).awaitUp()) {
                left = new MidStream(cluster, "omnipulse-v1").kill(engine, feed);
            }
            feed.rest();

            LiveEngine.finish(cluster);

            left.isUnfinished();
            Outcome.of(cluster).equalsReference(events, events.size());
        }
    }

    @Test
    void web_events_that_bear_both_ids_link_where_that_is_configured() throws Exception {
        List<SpecificRecord> records = SampleTraffic.of(72).records();
        EventTranslator translator = new EventTranslator(Duration.ofMinutes(5), true);
        List<Event> events = new ArrayList<>();
        for (SpecificRecord record : records) {
            events.add(translate(translator, record));
        }
        try (LiveCluster cluster =
                LiveCluster.start("mock://links", 3, TopicSpec.Timestamps.PRODUCER)) {
            cluster.sendAll(records, SampleTraffic::occurredAtMs);

            new BoundedRun(
                            LiveEngine.settings(
                                    cluster,
                                    LiveEngine.stream(
                                            cluster.sources(), true, Duration.ofSeconds(60), true),
                                    "links",
                                    Map.of()))
                    .toTheEnd((read, of) -> {});

            assertThat(events).filteredOn(event -> event.visitorId() != null).isNotEmpty();
            SameRows.check(
                    LiveEngine.lines(cluster),
                    ReferenceEngine.rows(events, ReferenceEngine.Settings.standard()));
        }
    }

    private static Event translate(EventTranslator translator, SpecificRecord record)
            throws RejectedException {
        return translator.translate(record, Long.MAX_VALUE);
    }

    /** Every third visit is followed by a link to somebody, some of them to two. */
    private static List<SpecificRecord> withLinks(List<SpecificRecord> records, long seed) {
        Random random = new Random(seed);
        List<SpecificRecord> linked = new ArrayList<>(records);
        List<WebEvent> visits =
                records.stream()
                        .filter(WebEvent.class::isInstance)
                        .map(WebEvent.class::cast)
                        .toList();
        List<String> customers =
                visits.stream()
                        .map(WebEvent::getCustomerId)
                        .filter(id -> id != null)
                        .distinct()
                        .toList();
        for (WebEvent visit : visits) {
            if (visit.getVisitorId() != null && random.nextInt(3) == 0) {
                Instant at = visit.getOccurredAt().plusMillis(random.nextInt(3_600_000));
                linked.add(
                        IdentityLink.newBuilder()
                                .setEventId("link-" + linked.size())
                                .setOccurredAt(at)
                                .setVisitorId(visit.getVisitorId())
                                .setCustomerId(customers.get(random.nextInt(customers.size())))
                                .build());
            }
        }
        linked.sort(Comparator.comparingLong(SampleTraffic::occurredAtMs));
        return linked;
    }
}
