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

    /** The lowest watermark of all partitions that rows come from; unknown before the first. */
    public static long watermarkMs(Map<String, String> kafka, String topic) {
        Map<String, Long> watermarks = new HashMap<>();
        try (Deserializer<SpecificRecord> rows =
                AvroSerdes.deserializer(new HashMap<>(kafka), false)) {
            TopicScan.read(
                    kafka,
                    topic,
                    record -> {
                        String key = new String(record.key(), StandardCharsets.UTF_8);
                        if (key.startsWith(KEY_BEGINS) && record.value() != null) {
                            KpiRow row = (KpiRow) rows.deserialize(topic, record.value());
                            watermarks.put(key, row.getWatermark().toEpochMilli());
                        }
                    });
        }
        return watermarks.values().stream()
                .mapToLong(Long::longValue)
                .min()
                .orElse(Watermarks.UNKNOWN);
    }
}
