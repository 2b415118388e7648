package io.omnipulse.engine.runtime;

import io.omnipulse.engine.core.progress.Watermarks;
import io.omnipulse.kpi.KpiRow;
import io.omnipulse.schemas.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads from {@code kpi-values}, or a twin's, how far its rows are. */
public final class HeartbeatReader {
    static final String KEY_BEGINS = "[\"heartbeat\",";

    private HeartbeatReader() {}

    /**
     * The lowest watermark of all partitions that rows of the highest application version come
     * from; unknown before the first.
     */
    public static long watermarkMs(Map<String, String> kafka, String topic) {
        return newest(kafka, topic).watermarkMs();
    }

    /** The highest application version that has written there; 0 before the first. */
    public static int version(Map<String, String> kafka, String topic) {
        return newest(kafka, topic).version;
    }

    private static Newest newest(Map<String, String> kafka, String topic) {
        Newest newest = new Newest();
        try (Deserializer<SpecificRecord> rows =
                AvroSerdes.deserializer(new HashMap<>(kafka), false)) {
            TopicScan.read(
                    kafka,
                    topic,
                    record -> {
                        String key = new String(record.key(), StandardCharsets.UTF_8);
                        if (key.startsWith(KEY_BEGINS) && record.value() != null) {
                            newest.take(key, (KpiRow) rows.deserialize(topic, record.value()));
                        } else if (key.startsWith(KEY_BEGINS)) {
                            newest.forget(key);
                        }
                    });
        }
        return newest;
    }

    /** The heartbeats of the highest version. */
    private static final class Newest {
        private final Map<String, KpiRow> heartbeats = new HashMap<>();
        private int version;

        void take(String key, KpiRow heartbeat) {
            heartbeats.merge(
                    key,
                    heartbeat,
                    (before, now) -> before.getVersion() > now.getVersion() ? before : now);
            version = heartbeats.values().stream().mapToInt(KpiRow::getVersion).max().orElse(0);
        }

        void forget(String key) {
            heartbeats.remove(key);
            version = heartbeats.values().stream().mapToInt(KpiRow::getVersion).max().orElse(0);
        }

        long watermarkMs() {
            return heartbeats.values().stream()
                    .filter(heartbeat -> heartbeat.getVersion() == version)
                    .mapToLong(heartbeat -> heartbeat.getWatermark().toEpochMilli())
                    .min()
                    .orElse(Watermarks.UNKNOWN);
        }
    }
}
