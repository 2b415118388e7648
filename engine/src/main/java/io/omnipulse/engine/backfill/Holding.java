package io.omnipulse.engine.backfill;

import io.omnipulse.engine.runtime.TopicScan;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Which records of some partitions of rows hold, by key, as readers believe them: of the highest
 * application version the last one since the last tombstone.
 */
final class Holding {
    /**
     * Where a row is.
     *
     * @param version of the application that wrote it
     */
    private record Place(int version, int partition, long offset) {}

    private final TopicScan scan;
    private final Collection<TopicPartition> partitions;
    private final Map<String, Place> places = new HashMap<>();

    private Holding(TopicScan scan, Collection<TopicPartition> partitions) {
        this.scan = scan;
        this.partitions = partitions;
    }

    /**
     * @param partitions of one topic; a key is in one of them only
     * @param version of a row's record
     */
    static Holding of(
            TopicScan scan,
            Collection<TopicPartition> partitions,
            ToIntFunction<ConsumerRecord<byte[], byte[]>> version) {
        Holding holding = new Holding(scan, partitions);
        scan.read(partitions, record -> holding.take(record, version));
        return holding;
    }

    private void take(
            ConsumerRecord<byte[], byte[]> record,
            ToIntFunction<ConsumerRecord<byte[], byte[]>> version) {
        String key = key(record);
        if (record.value() == null) {
            places.remove(key);
            return;
        }
        places.merge(
                key,
                new Place(version.applyAsInt(record), record.partition(), record.offset()),
                (before, now) -> before.version > now.version ? before : now);
    }

    static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    Set<String> keys() {
        return places.keySet();
    }

    /** The version of the row that holds under a key; 0 where none does. */
    int version(String key) {
        Place place = places.get(key);
        return place == null ? 0 : place.version;
    }

    /** The highest version of all; 0 where there is no row. */
    int highestVersion() {
        return places.values().stream().mapToInt(Place::version).max().orElse(0);
    }

    /** Reads the records that hold once more. */
    void forEach(Consumer<ConsumerRecord<byte[], byte[]>> to) {
        scan.read(
                partitions,
                record -> {
                    Place place = places.get(key(record));
                    if (place != null
                            && place.partition == record.partition()
                            && place.offset == record.offset()) {
                        to.accept(record);
                    }
                });
    }
}
