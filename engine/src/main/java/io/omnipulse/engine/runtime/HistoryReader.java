package io.omnipulse.engine.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.row.CountedRange;
import io.omnipulse.engine.core.row.RowHistory;
import io.omnipulse.engine.core.row.Stage;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.kpi.KpiRow;
import io.omnipulse.schemas.AvroSerdes;
import io.omnipulse.schemas.Topics;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads {@code kpi-history}, or a twin's, from its beginning to its end, as it is now. */
public final class HistoryReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> kafka;
    private final String topic;

    /**
     * The rows that hold, and what they say of the events counted.
     *
     * @param rows all rows
     * @param events by window, how many events the roll-up over everything held at the ends of its
     *     rows
     */
    public record History(RowHistory rows, Map<Window, SortedMap<Long, Long>> events) {
        /** The ends from the first counted event's to the last's, for each window that has any. */
        public Map<Window, CountedRange> ranges() {
            Map<Window, CountedRange> ranges = new EnumMap<>(Window.class);
            events.forEach(
                    (window, ends) ->
                            CountedRange.of(window, ends)
                                    .ifPresent(range -> ranges.put(window, range)));
            return ranges;
        }
    }

    public HistoryReader(Map<String, String> kafka, String topic) {
        this.kafka = kafka;
        this.topic = topic;
    }

    public History read() {
        History history = new History(new RowHistory(), new EnumMap<>(Window.class));
        try (Deserializer<SpecificRecord> rows =
                AvroSerdes.deserializer(new HashMap<>(kafka), false)) {
            TopicScan.read(kafka, topic, record -> take(record, rows, history));
        }
        return history;
    }

    private static void take(
            ConsumerRecord<byte[], byte[]> record,
            Deserializer<SpecificRecord> rows,
            History history) {
        KpiRow row = (KpiRow) rows.deserialize(record.topic(), record.value());
        Key key = Key.of(record.key());
        boolean holds = take(key, row, history.rows());
        if (!key.cut().equals(Cut.TOTAL)) {
            return;
        }
        if (row == null) {
            eventsOf(key.window(), history).remove(key.endMs());
        } else if (holds) {
            eventsOf(key.window(), history)
                    .put(key.endMs(), row.getMeasures().getOrDefault(Measure.COUNTED.id(), 0L));
        }
    }

    /** Notes a row, or that it was withdrawn; returns whether there is one that holds now. */
    static boolean take(Key key, @Nullable KpiRow row, RowHistory rows) {
        if (row == null) {
            rows.remove(key.cut(), key.window(), key.endMs());
            return false;
        }
        return rows.put(
                key.cut(),
                key.window(),
                key.endMs(),
                Stage.valueOf(row.getStage().name()),
                row.getVersion(),
                row.getRevision(),
                row.getKpis().stream().map(HistoryReader::value).toList());
    }

    private static SortedMap<Long, Long> eventsOf(Window window, History history) {
        return history.events().computeIfAbsent(window, w -> new TreeMap<>());
    }

    private static KpiValue value(io.omnipulse.kpi.KpiValue value) {
        return new KpiValue(
                value.getId(),
                optional(value.getValue()),
                optional(value.getNumerator()),
                optional(value.getDenominator()),
                optional(value.getLower()),
                optional(value.getUpper()),
                value.getN());
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static OptionalLong optional(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Whose row a record is, by its key. */
    record Key(Window window, Cut cut, long endMs) {
        static Key of(byte[] bytes) {
            try {
                JsonNode parts = JSON.readTree(bytes);
                Window window = Window.named(parts.get(0).asText()).orElseThrow();
                return new Key(
                        window,
                        new Cut(parts.get(1).asText(), parts.get(2).asText()),
                        parts.get(parts.size() - 1).asLong());
            } catch (JsonProcessingException broken) {
                throw new IllegalStateException(
                        Topics.KPI_HISTORY
                                + " holds a key that is no row's: "
                                + Arrays.toString(bytes),
                        broken);
            } catch (IOException broken) {
                throw new IllegalStateException(
                        Topics.KPI_HISTORY + " holds a key that cannot be read", broken);
            }
        }
    }
}
