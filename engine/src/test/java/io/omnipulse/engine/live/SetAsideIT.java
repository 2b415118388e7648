package io.omnipulse.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.events.SurveyAnswer;
import io.omnipulse.events.SurveyKind;
import io.omnipulse.events.WebAction;
import io.omnipulse.events.WebEvent;
import io.omnipulse.schemas.TopicSpec;
import io.omnipulse.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What breaks a rule, and what comes too late: kept with its bytes, counted by reason, never in the
 * way of the rest.
 */
@Timeout(240)
class SetAsideIT {
    /**
     * Close below what a producer, and a topic, takes by default: a mebibyte with all around it.
     */
    private static final int LARGEST = 1_048_480;

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final long SENT_MS = NOON.toEpochMilli();

    @Test
    void bad_records_go_to_the_dead_letters_with_their_reason_and_the_good_ones_count()
            throws Exception {
        byte[] garbage = "no avro at all".getBytes(StandardCharsets.UTF_8);
        byte[] unknownSchema = {0, 0, 0, 7, 7, 1, 2, 3};
        SpecificRecord good = view("good", NOON, "web");
        try (LiveCluster cluster =
                LiveCluster.start("mock://set-aside", 3, TopicSpec.Timestamps.PRODUCER)) {
            cluster.send(good, SENT_MS);
            cluster.sendRaw(Topics.WEB_EVENTS, 0, SENT_MS, "k", null);
            cluster.sendRaw(Topics.WEB_EVENTS, 1, SENT_MS, "k", garbage);
            cluster.sendRaw(Topics.WEB_EVENTS, 2, SENT_MS, null, unknownSchema);
            cluster.send(view("ahead", NOON.plus(Duration.ofMinutes(6)), "web"), SENT_MS);
            cluster.send(view("long-ago", Instant.EPOCH, "web"), SENT_MS);
            cluster.send(view("reserved", NOON, "*"), SENT_MS);
            cluster.send(view("newline", NOON, "we\nb"), SENT_MS);
            cluster.send(answer("score", 11), SENT_MS);
            cluster.send(view("late", NOON.minus(Duration.ofHours(49)), "web"), SENT_MS);
            cluster.flush();

            LiveEngine.finish(cluster);

            Map<String, Long> reasons =
                    Ledgers.records(cluster, Topics.DEAD_LETTERS).stream()
                            .map(record -> header(record, "omnipulse.reason"))
                            .collect(
                                    Collectors.groupingBy(
                                            Function.identity(), Collectors.counting()));
            assertThat(reasons)
                    .containsOnly(
                            Map.entry("null-value", 1L),
                            Map.entry("bad-magic", 1L),
                            Map.entry("unknown-schema", 1L),
                            Map.entry("bad-time", 2L),
                            Map.entry("reserved-name", 1L),
                            Map.entry("bad-name", 1L),
                            Map.entry("bad-score", 1L));
            assertThat(
                            withReason(Ledgers.records(cluster, Topics.DEAD_LETTERS), "bad-magic")
                                    .value())
                    .isEqualTo(garbage);
            List<ConsumerRecord<byte[], byte[]>> late =
                    Ledgers.records(cluster, Topics.LATE_EVENTS);
            assertThat(late)
                    .singleElement()
                    .satisfies(
                            record -> {
                                assertThat(header(record, "omnipulse.reason"))
                                        .isEqualTo("too-late");
                                assertThat(header(record, "omnipulse.lateness-ms"))
                                        .isEqualTo(Long.toString(Duration.ofHours(49).toMillis()));
                            });
            Outcome outcome = Outcome.of(cluster);
            outcome.equalsReference(List.of(good), 10);
            assertThat(outcome.ledger())
                    .containsOnly(
                            Map.entry("counted", 1L),
                            Map.entry("rejected", 8L),
                            Map.entry("too_late", 1L));
        }
    }

    @Test
    void records_as_large_as_a_topic_takes_are_moved_or_set_aside_like_any() throws Exception {
        byte[] garbage = new byte[LARGEST];
        Arrays.fill(garbage, (byte) 'x');
        WebEvent large = view("large", NOON, "web");
        large.setPage("p".repeat(LARGEST - 60));
        WebEvent late = view("late", NOON.minus(Duration.ofHours(49)), "web");
        late.setPage("p".repeat(LARGEST - 60));
        try (LiveCluster cluster =
                LiveCluster.start("mock://large", 3, TopicSpec.Timestamps.PRODUCER)) {
            for (int partition = 0;
                    partition < 3;
                    partition++) { // on two of them it is not at home
                cluster.send(large, SENT_MS, partition, null);
            }
            cluster.sendRaw(Topics.WEB_EVENTS, 1, SENT_MS, null, garbage);
            cluster.send(late, SENT_MS, 2, null);
            cluster.flush();

            LiveEngine.finish(cluster);

            assertThat(Ledgers.records(cluster, Topics.DEAD_LETTERS))
                    .singleElement()
                    .satisfies(record -> assertThat(record.value()).isEqualTo(garbage));
            assertThat(Ledgers.records(cluster, Topics.LATE_EVENTS)).hasSize(1);
            assertThat(Outcome.of(cluster).ledger())
                    .containsOnly(
                            Map.entry("counted", 1L),
                            Map.entry("duplicate", 2L),
                            Map.entry("rejected", 1L),
                            Map.entry("too_late", 1L));
        }
    }

    private static ConsumerRecord<byte[], byte[]> withReason(
            List<ConsumerRecord<byte[], byte[]>> records, String reason) {
        return records.stream()
                .filter(record -> reason.equals(header(record, "omnipulse.reason")))
                .findFirst()
                .orElseThrow();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static WebEvent view(String id, Instant at, String channel) {
        return new WebEvent(
                id,
                at,
                "visitor",
                null,
                null,
                channel,
                null,
                null,
                null,
                WebAction.PAGE_VIEW,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static SurveyAnswer answer(String id, int score) {
        @Nullable String none = null;
        return new SurveyAnswer(
                id,
                NOON,
                "survey",
                SurveyKind.NPS,
                score,
                none,
                none,
                "web",
                none,
                none,
                none,
                none);
    }
}
