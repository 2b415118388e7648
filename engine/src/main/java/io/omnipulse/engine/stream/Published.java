package io.omnipulse.engine.stream;

import io.omnipulse.kpi.KpiRow;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A row on its way out.
 *
 * @param partition the partition of the panes it comes from: rows stay in it, so that one heartbeat
 *     speaks for all of them
 * @param row null to withdraw an earlier one
 */
record Published(int partition, @Nullable KpiRow row) {
    static Serializer<Object> serializer(Serializer<? super KpiRow> rows) {
        return new RowSerializer(rows);
    }

    private record RowSerializer(Serializer<? super KpiRow> rows) implements Serializer<Object> {
        @Override
        public byte @Nullable [] serialize(String topic, Object value) {
            KpiRow row = ((Published) value).row();
            return row == null ? null : rows.serialize(topic, row);
        }
    }
}
