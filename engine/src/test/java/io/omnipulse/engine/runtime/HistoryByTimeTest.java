package io.omnipulse.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.row.RowHistory;
import io.omnipulse.engine.core.row.RowHistory.Series;
import io.omnipulse.kpi.KpiRow;
import io.omnipulse.kpi.KpiValue;
import io.omnipulse.kpi.Stage;
import io.omnipulse.schemas.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds at an end is the same, in however many parts a history is read. */
class HistoryByTimeTest {
    private static final Map<String, Object> REGISTRY =
            Map.of("schema.registry.url", "mock://history-by-time", "auto.register.schemas", true);
    private static final long MINUTE = 60_000;
    private static final int MINUTES = 200;

    /** So that corrections lie far from the rows that they correct. */
    private static final int OFFSETS_APART = 3_000;

    private final Serializer<SpecificRecord> serializer = AvroSerdes.serializer(REGISTRY, false);
    private final Deserializer<SpecificRecord> deserializer =
            AvroSerdes.deserializer(REGISTRY, false);
    private final List<List<ConsumerRecord<byte[], byte[]>>> partitions =
            List.of(new ArrayList<>(), new ArrayList<>());
    private long recordsRead;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void parts_hold_what_the_whole_holds(int seed) {
        // Given
        Random random = new Random(seed);
        write(random);
        RowHistory whole = history().readTo(Long.MAX_VALUE);
        long all = recordsRead;
        recordsRead = 0;
        HistoryByTime parted = history();
        long fromMs = 0;
        int compared = 0;
        while (fromMs < MINUTES * MINUTE) {
            long toMs = fromMs + (1 + random.nextInt(40)) * MINUTE;
            // When
            RowHistory part = parted.readTo(toMs);
            // Then
            for (Series series : whole.series()) {
                for (long endMs = fromMs; endMs < toMs; endMs += MINUTE / 6) {
                    assertThat(part.holding(series, endMs))
                            .as("%s at %d", series, endMs)
                            .isEqualTo(whole.holding(series, endMs));
                    compared++;
                }
                assertThat(part.ends(series).tailSet(fromMs).stream().toList())
                        .isEqualTo(whole.ends(series).subSet(fromMs, toMs).stream().toList());
            }
            fromMs = toMs;
        }
        assertThat(compared).isGreaterThan(1_000);
        assertThat(recordsRead)
                .as("what lies between a row and its late correction is not read with them")
                .isLessThan(all * 3 / 2);
    }

    /** Rows as they come: ends going up, corrections and withdrawals of the last half hour. */
    private void write(Random random) {
        String[] campaigns = {"*", "spring", "\u00fc\"b"};
        for (int minute = 0; minute < MINUTES; minute++) {
            for (int i = 0; i < 12; i++) {
                String campaign = campaigns[random.nextInt(campaigns.length)];
                long endMs = minute * MINUTE + random.nextInt(6) * MINUTE / 6;
                write(campaign, endMs, random.nextInt(3), 0, false);
            }
            for (int i = 0; i < 4; i++) {
                String campaign = campaigns[random.nextInt(campaigns.length)];
                long endMs = Math.max(0, minute - random.nextInt(30)) * MINUTE;
                write(campaign, endMs, random.nextInt(3), 1 + minute, random.nextInt(3) == 0);
            }
        }
    }

    private void write(String campaign, long endMs, int orders, int revision, boolean withdrawn) {
        String key = "[\"5m\",\"" + campaign.replace("\"", "\\\"") + "\",\"*\"," + endMs + "]";
        KpiRow row =
                new KpiRow(
                        campaign,
                        "*",
                        Map.of(),
                        300_000L,
                        Instant.ofEpochMilli(endMs),
                        Map.of(),
                        List.of(
                                new KpiValue(
                                        "orders",
                                        (double) orders,
                                        1L * orders,
                                        null,
                                        null,
                                        null,
                                        1L * orders)),
                        Stage.FINAL,
                        revision,
                        1,
                        Instant.ofEpochMilli(endMs),
                        1.0,
                        Map.of());
        int partition = Math.floorMod(campaign.hashCode(), partitions.size());
        partitions
                .get(partition)
                .add(
                        new ConsumerRecord<>(
                                "kpi-history",
                                partition,
                                partitions.get(partition).size() * (long) OFFSETS_APART,
                                key.getBytes(StandardCharsets.UTF_8),
                                withdrawn ? null : serializer.serialize("kpi-history", row)));
    }

    private HistoryByTime history() {
        HistoryByTime history =
                new HistoryByTime(
                        (partition, first, last, to) -> {
                            int from = (int) (first / OFFSETS_APART);
                            int until = (int) (last / OFFSETS_APART) + 1;
                            recordsRead += until - from;
                            partitions.get(partition.partition()).subList(from, until).forEach(to);
                        },
                        deserializer);
        partitions.forEach(records -> records.forEach(history::note));
        return history;
    }
}
