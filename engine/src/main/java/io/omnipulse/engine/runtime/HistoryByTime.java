package io.omnipulse.engine.runtime;

import io.omnipulse.engine.core.row.RowHistory;
import io.omnipulse.kpi.KpiRow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * {@code kpi-history}, or a twin's, read one stretch of time after the other, so that its rows need
 * not fit into memory. The keys are looked through first: they tell at which offsets the rows of
 * each minute lie. Mutable and confined to one thread.
 */
public final class HistoryByTime {
    private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();

    /** Records between two rows that are rather skipped than read. */
    private static final long FAR = 10_000;

    /** Reads records of a partition, from the first offset to the last. */
    @FunctionalInterface
    interface Records {
        void read(
                TopicPartition partition,
                long first,
                long last,
                Consumer<ConsumerRecord<byte[], byte[]>> to);
    }

    /** Between which offsets rows lie, and how many. */
    private record Extent(long first, long last, long rows) {
        boolean isNear(Extent next) {
            return next.first - last <= FAR;
        }

        Extent with(Extent next) {
            return new Extent(first, Math.max(last, next.last), rows + next.rows);
        }
    }

    private final Records records;
    private final Deserializer<SpecificRecord> rows;
    private final Map<TopicPartition, SortedMap<Long, Deque<Extent>>> minutes = new HashMap<>();
    private RowHistory held = new RowHistory();
    private long readToMs = Long.MIN_VALUE;

    HistoryByTime(Records records, Deserializer<SpecificRecord> rows) {
        this.records = records;
        this.rows = rows;
    }

    /**
     * Looks through a topic.
     *
     * @param scan open for as long as the history is read
     * @param rows reads the rows; stays the caller's
     */
    public static HistoryByTime of(
            TopicScan scan, String topic, Deserializer<SpecificRecord> rows) {
        HistoryByTime result = new HistoryByTime(scan::read, rows);
        scan.read(scan.partitions(topic), result::note);
        return result;
    }

    /** Notes where a row lies; those of a partition in their order. */
    void note(ConsumerRecord<byte[], byte[]> record) {
        Deque<Extent> extents =
                minutes.computeIfAbsent(
                                new TopicPartition(record.topic(), record.partition()),
                                partition -> new TreeMap<>())
                        .computeIfAbsent(
                                minute(HistoryReader.Key.of(record.key()).endMs()),
                                minute -> new ArrayDeque<>(1));
        add(new Extent(record.offset(), record.offset(), 1), extents);
    }

    /** What lies far apart, such as a late correction, is not read with all that is in between. */
    private static void add(Extent next, Deque<Extent> extents) {
        if (!extents.isEmpty() && extents.getLast().isNear(next)) {
            extents.addLast(extents.removeLast().with(next));
        } else {
            extents.addLast(next);
        }
    }

    private static long minute(long endMs) {
        return Math.floorDiv(endMs, MINUTE_MS) * MINUTE_MS;
    }

    /** How many rows end within each minute, by its beginning; corrections count as rows. */
    public SortedMap<Long, Long> rowsByMinute() {
        SortedMap<Long, Long> result = new TreeMap<>();
        minutes.values()
                .forEach(
                        ofPartition ->
                                ofPartition.forEach(
                                        (minute, extents) ->
                                                extents.forEach(
                                                        extent ->
                                                                result.merge(
                                                                        minute,
                                                                        extent.rows,
                                                                        Long::sum))));
        return result;
    }

    /**
     * The rows that end before an instant, and not before the one of the last call; of the rows
     * before those, the last of each series.
     *
     * @param toMs a full minute, later than that of the last call
     */
    public RowHistory readTo(long toMs) {
        long fromMs = readToMs;
        minutes.forEach(
                (partition, ofPartition) ->
                        together(ofPartition.subMap(fromMs, toMs).values())
                                .forEach(
                                        extent ->
                                                records.read(
                                                        partition,
                                                        extent.first,
                                                        extent.last,
                                                        record -> take(record, fromMs, toMs))));
        readToMs = toMs;
        RowHistory result = held;
        held = result.last();
        return result;
    }

    /** The extents of several minutes in the order of their offsets, those that are near as one. */
    private static Collection<Extent> together(Collection<Deque<Extent>> minutes) {
        Deque<Extent> result = new ArrayDeque<>();
        minutes.stream()
                .flatMap(Deque::stream)
                .sorted(Comparator.comparingLong(Extent::first))
                .forEach(extent -> add(extent, result));
        return result;
    }

    private void take(ConsumerRecord<byte[], byte[]> record, long fromMs, long toMs) {
        HistoryReader.Key key = HistoryReader.Key.of(record.key());
        if (key.endMs() >= fromMs && key.endMs() < toMs) {
            HistoryReader.take(
                    key, (KpiRow) rows.deserialize(record.topic(), record.value()), held);
        }
    }
}
