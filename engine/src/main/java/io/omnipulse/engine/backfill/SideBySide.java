package io.omnipulse.engine.backfill;

import io.omnipulse.engine.runtime.HistoryPartition;
import io.omnipulse.engine.runtime.TopicScan;
import io.omnipulse.schemas.AvroSerdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Two histories, read side by side: one partition after the other, since a series is in the same
 * one of both, and in each some rows at a time, so that a history of any length can be compared.
 */
public final class SideBySide {
    /** Rows of both that are held at once; those of one minute are not parted. */
    private static final long ROWS_AT_ONCE = 100_000;

    private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();

    private final Map<String, String> kafka;
    private final String live;
    private final String twin;

    /**
     * @param kafka settings of Kafka's clients and of the registry, by Kafka's names
     * @param live the topic of the one history
     * @param twin the topic of the other
     */
    public SideBySide(Map<String, String> kafka, String live, String twin) {
        this.kafka = kafka;
        this.live = live;
        this.twin = twin;
    }

    /**
     * Compares the two.
     *
     * @param toMs the last end that matters
     * @param to what compares
     * @param progress told what is being read
     */
    public void read(long toMs, Comparison to, Consumer<String> progress) {
        try (TopicScan scan = new TopicScan(kafka);
                Deserializer<SpecificRecord> rows =
                        AvroSerdes.deserializer(new HashMap<>(kafka), false)) {
            int ofLive = scan.partitions(live).size();
            int ofTwin = scan.partitions(twin).size();
            int count = Math.max(ofLive, ofTwin);
            for (int i = 0; i < count; i++) {
                String where = "comparing partition " + (i + 1) + " of " + count;
                progress.accept(where);
                compare(
                        partition(scan, new TopicPartition(live, i), i < ofLive, rows),
                        partition(scan, new TopicPartition(twin, i), i < ofTwin, rows),
                        toMs,
                        to,
                        () -> progress.accept(where));
            }
        }
    }

    private static HistoryPartition partition(
            TopicScan scan,
            TopicPartition partition,
            boolean exists,
            Deserializer<SpecificRecord> rows) {
        return exists ? HistoryPartition.of(scan, partition, rows) : HistoryPartition.without(rows);
    }

    private static void compare(
            HistoryPartition live,
            HistoryPartition twin,
            long toMs,
            Comparison to,
            Runnable progress) {
        SortedMap<Long, Long> rows = new TreeMap<>(live.rowsByMinute());
        twin.rowsByMinute().forEach((minute, count) -> rows.merge(minute, count, Long::sum));
        long fromMs = Long.MIN_VALUE;
        for (long borderMs : borders(rows.headMap(toMs + 1), ROWS_AT_ONCE)) {
            to.compare(live.readTo(borderMs), twin.readTo(borderMs), fromMs, borderMs);
            fromMs = borderMs;
            progress.run();
        }
    }

    /**
     * Parts minutes so that each part has so many rows, or is one minute.
     *
     * @param rowsByMinute by the minute's beginning
     * @return the end of each part, in order
     */
    static List<Long> borders(SortedMap<Long, Long> rowsByMinute, long rowsAtOnce) {
        List<Long> borders = new ArrayList<>();
        long rows = 0;
        for (Map.Entry<Long, Long> minute : rowsByMinute.entrySet()) {
            if (rows > 0 && rows + minute.getValue() > rowsAtOnce) {
                borders.add(minute.getKey());
                rows = 0;
            }
            rows += minute.getValue();
        }
        if (rows > 0) {
            borders.add(rowsByMinute.lastKey() + MINUTE_MS);
        }
        return borders;
    }
}
