package io.omnipulse.engine.backfill;

import io.omnipulse.engine.runtime.TopicScan;
import io.omnipulse.engine.stream.Outputs;
import io.omnipulse.kpi.KpiRow;
import io.omnipulse.kpi.Stage;
import io.omnipulse.schemas.AvroSerdes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Moves rows between the topics that readers follow, the twin's, and those in which replaced rows
 * are kept. A key stays in its partition. Each step may be done again from its beginning, whatever
 * part of it was done before.
 */
final class RowMover implements AutoCloseable {
    private final TopicScan scan;
    private final int version;
    private final long fromMs;
    private final long completeToMs;
    private final Outputs twin;
    private final Deserializer<SpecificRecord> deserializer;
    private final Serializer<SpecificRecord> serializer;

    /**
     * @param fromMs the first end of the twin's rows; Long.MIN_VALUE for all
     * @param completeToMs up to where the twin knows that there is nothing where it has no row
     */
    RowMover(Map<String, String> kafka, int version, long fromMs, long completeToMs, Outputs twin) {
        this.scan = new TopicScan(kafka);
        this.version = version;
        this.fromMs = fromMs;
        this.completeToMs = completeToMs;
        this.twin = twin;
        this.deserializer = AvroSerdes.deserializer(new HashMap<>(kafka), false);
        this.serializer = AvroSerdes.serializer(new HashMap<>(kafka), false);
    }

    /** Copies what only the twin has set aside. */
    void copySetAside(Map<TopicPartition, Long> readByOld, TopicPartitions topics, RowWriter writer)
            throws ExecutionException, InterruptedException {
        new SetAside(scan, twin, readByOld).copy(topics, writer);
    }

    /** What moving does, in rows. */
    record Count(long kept, long written, long removed) {
        static final Count NONE = new Count(0, 0, 0);

        Count plus(Count other) {
            return new Count(kept + other.kept, written + other.written, removed + other.removed);
        }
    }

    /** The two topics of rows: the one that readers follow, the twin's, and which of them it is. */
    private record Place(String live, String twin, String kept, boolean history) {}

    private List<Place> places() {
        Outputs live = Outputs.PUBLISHED;
        return List.of(
                new Place(live.history(), twin.history(), keptTopic(live.history()), true),
                new Place(live.values(), twin.values(), keptTopic(live.values()), false));
    }

    /** Where the replaced rows of a topic are kept. */
    String keptTopic(String topic) {
        return twin.prefix() + "replaced-" + topic;
    }

    /**
     * What would be kept, written and removed with the rows as they are now.
     *
     * @throws NotPromotedException if readers would not believe the twin
     */
    Count survey(TopicPartitions topics) throws ExecutionException, InterruptedException {
        Count sum = Count.NONE;
        for (Place place : places()) {
            int partitions = topics.of(place.live);
            for (int partition = 0; partition < partitions; partition++) {
                Holding live = believable(place, partition);
                Replacement change =
                        replacement(place, live, twin(place, partition, partitions, topics));
                long kept = live.keys().stream().filter(key -> givesWay(place, key)).count();
                sum = sum.plus(count(kept, change));
            }
        }
        return sum;
    }

    private static Count count(long kept, Replacement change) {
        return new Count(
                kept, change.written().size() + change.emptied().size(), change.removed().size());
    }

    /**
     * Copies the rows that give way to where they are kept.
     *
     * @throws NotPromotedException if readers would not believe the twin
     */
    long keep(TopicPartitions topics, RowWriter writer, Consumer<String> progress)
            throws ExecutionException, InterruptedException {
        long[] kept = {0};
        for (Place place : places()) {
            for (int partition = 0; partition < topics.of(place.live); partition++) {
                believable(place, partition)
                        .forEach(
                                record -> {
                                    if (givesWay(place, Holding.key(record))) {
                                        copy(record, place.kept, writer);
                                        writer.commitNowAndThen();
                                        kept[0]++;
                                        progress.accept("keeping: " + kept[0] + " rows");
                                    }
                                });
                writer.commit();
            }
        }
        return kept[0];
    }

    /** Puts the twin's rows in the place of live's; the present rows all at once. */
    Count replace(TopicPartitions topics, RowWriter writer, Consumer<String> progress)
            throws ExecutionException, InterruptedException {
        Count sum = Count.NONE;
        for (Place place : places()) {
            int partitions = topics.of(place.live);
            for (int partition = 0; partition < partitions; partition++) {
                Holding ofTwin = twin(place, partition, partitions, topics);
                Replacement change = replacement(place, live(place, partition), ofTwin);
                write(place, partition, ofTwin, change, writer);
                sum = sum.plus(count(0, change));
                progress.accept("replacing: " + sum.written() + " rows");
            }
            writer.commit();
        }
        return sum;
    }

    private void write(
            Place place, int partition, Holding ofTwin, Replacement change, RowWriter writer) {
        ofTwin.forEach(
                record -> {
                    String key = Holding.key(record);
                    String as = change.written().get(key);
                    if (as != null) {
                        byte[] value =
                                as.equals(key) ? record.value() : movedTo(as, record, place.live);
                        writer.put(place.live, partition, as, value);
                        sometimes(place, writer);
                    }
                });
        change.emptied()
                .forEach(key -> writer.put(place.live, partition, key, empty(key, place.live)));
        change.removed()
                .forEach(
                        key -> {
                            writer.put(place.live, partition, key, null);
                            sometimes(place, writer);
                        });
    }

    /**
     * Brings the kept rows back, as they were, and takes away what came in their place. Readers
     * believe a lower version after a tombstone.
     */
    long restore(TopicPartitions topics, RowWriter writer, Consumer<String> progress)
            throws ExecutionException, InterruptedException {
        long[] restored = {0};
        for (Place place : places()) {
            for (int partition = 0; partition < topics.of(place.live); partition++) {
                Holding now = anyVersion(place.live, partition);
                Holding kept = anyVersion(place.kept, partition);
                int target = partition;
                kept.forEach(
                        record -> {
                            String key = Holding.key(record);
                            if (now.version(key) >= version) {
                                writer.put(place.live, target, key, null);
                            }
                            if (now.version(key) >= version || now.version(key) == 0) {
                                copy(record, place.live, writer);
                            }
                            restored[0]++;
                            sometimes(place, writer);
                            progress.accept("bringing back: " + restored[0] + " rows");
                        });
                now.keys().stream()
                        .filter(key -> now.version(key) >= version && kept.version(key) == 0)
                        .forEach(
                                key -> {
                                    writer.put(place.live, target, key, null);
                                    sometimes(place, writer);
                                });
            }
            writer.commit();
        }
        return restored[0];
    }

    /** Readers of the present rows see the change at once, or not yet. */
    private static void sometimes(Place place, RowWriter writer) {
        if (place.history) {
            writer.commitNowAndThen();
        }
    }

    private static void copy(ConsumerRecord<byte[], byte[]> record, String to, RowWriter writer) {
        writer.put(to, record.partition(), record.key(), record.value(), record.headers());
    }

    private boolean givesWay(Place place, String key) {
        return !place.history || Replacement.givesWay(key, fromMs);
    }

    private Replacement replacement(Place place, Holding live, Holding ofTwin) {
        return place.history
                ? Replacement.ofHistory(live.keys(), ofTwin.keys(), fromMs)
                : Replacement.ofValues(live.keys(), ofTwin.keys());
    }

    private Holding live(Place place, int partition) {
        return anyVersion(place.live, partition);
    }

    private Holding anyVersion(String topic, int partition) {
        return Holding.of(
                scan,
                List.of(new TopicPartition(topic, partition)),
                record -> row(record).getVersion());
    }

    /**
     * The engine writes the rows of one partition of its panes to that partition, modulo theirs.
     */
    private Holding twin(Place place, int partition, int partitions, TopicPartitions topics)
            throws ExecutionException, InterruptedException {
        List<TopicPartition> from =
                IntStream.range(0, topics.of(place.twin))
                        .filter(each -> each % partitions == partition)
                        .mapToObj(each -> new TopicPartition(place.twin, each))
                        .toList();
        return Holding.of(scan, from, record -> version);
    }

    private KpiRow row(ConsumerRecord<byte[], byte[]> record) {
        KpiRow row = (KpiRow) deserializer.deserialize(record.topic(), record.value());
        return Objects.requireNonNull(row, "only a tombstone has no row");
    }

    /** What held at the first end as a row of that end; it has never been corrected there. */
    private byte[] movedTo(String key, ConsumerRecord<byte[], byte[]> record, String topic) {
        KpiRow row = row(record);
        row.setWindowEnd(Instant.ofEpochMilli(HistoryKey.of(key).endMs()));
        row.setRevision(0);
        row.setRestated(Map.of());
        return serialized(row, topic);
    }

    private byte[] empty(String text, String topic) {
        HistoryKey key = HistoryKey.of(text);
        return serialized(
                new KpiRow(
                        key.campaign(),
                        key.channel(),
                        key.dimensions(),
                        key.window().lengthMs(),
                        Instant.ofEpochMilli(key.endMs()),
                        Map.of(),
                        List.of(),
                        Stage.FINAL,
                        0,
                        version,
                        Instant.ofEpochMilli(completeToMs),
                        1.0,
                        Map.of()),
                topic);
    }

    private byte[] serialized(KpiRow row, String topic) {
        return Objects.requireNonNull(serializer.serialize(topic, row), "a row has bytes");
    }

    /**
     * The rows of live as long as none has been replaced.
     *
     * @throws NotPromotedException if readers would not believe the twin, since rows of its
     *     version, or of a higher one, are there already
     */
    private Holding believable(Place place, int partition) {
        Holding live = live(place, partition);
        if (live.highestVersion() >= version) {
            throw new NotPromotedException(
                    "topic "
                            + place.live
                            + " holds rows of version "
                            + live.highestVersion()
                            + " already, and readers believe the highest: run the backfill again with --as-version "
                            + (live.highestVersion() + 1)
                            + " or more.");
        }
        return live;
    }

    @Override
    public void close() {
        scan.close();
        deserializer.close();
        serializer.close();
    }
}
