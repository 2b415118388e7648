package io.omnipulse.engine.backfill;

import io.omnipulse.engine.runtime.HistoryByTime;
import io.omnipulse.engine.runtime.TopicScan;
import io.omnipulse.schemas.AvroSerdes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Two histories, read side by side, some rows at a time in the order of their ends, so that
 * histories of any length can be compared. A series may be in other partitions of the one than of
 * the other.
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
            progress.accept("looking through the rows of live");
            HistoryByTime ofLive = HistoryByTime.of(scan, live, rows);
            progress.accept("looking through the rows of the twin");
            HistoryByTime ofTwin = HistoryByTime.of(scan, twin, rows);
            SortedMap<Long, Long> count = new TreeMap<>(ofLive.rowsByMinute());
            ofTwin.rowsByMinute().forEach((minute, more) -> count.merge(minute, more, Long::sum));
            long fromMs = Long.MIN_VALUE;
            for (long borderMs : borders(count.headMap(toMs + 1), ROWS_AT_ONCE)) {
                to.compare(ofLive.readTo(borderMs), ofTwin.readTo(borderMs), fromMs, borderMs);
                fromMs = borderMs;
                progress.accept("compared up to " + Instant.ofEpochMilli(borderMs));
            }
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
