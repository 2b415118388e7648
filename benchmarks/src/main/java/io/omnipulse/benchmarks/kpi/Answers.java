package io.omnipulse.benchmarks.kpi;

import io.omnipulse.benchmarks.harness.TopicReader;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.kpi.KpiRow;
import io.omnipulse.schemas.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** What a program has published, at the checkpoints. */
public final class Answers {
    private final Map<String, String> cluster;
    private final Checkpoints checkpoints;

    /**
     * @param cluster where the brokers and the registry are, by Kafka's names
     */
    public Answers(Map<String, String> cluster, Checkpoints checkpoints) {
        this.cluster = cluster;
        this.checkpoints = checkpoints;
    }

    /**
     * The rivals': the last record of a key holds; a session's row stands under a key of its own.
     */
    public Map<Cell, Totals> ofRival(String topic, String sessionsTopic) {
        Map<Cell, Totals> cells = new HashMap<>();
        for (String part : List.of(topic, sessionsTopic)) {
            Map<Cell, Totals> last = new HashMap<>();
            TopicReader.read(
                    cluster,
                    part,
                    record -> {
                        Cell cell = Cell.ofKey(record.key());
                        if (checkpoints.endsOf(cell.window()).contains(cell.endMs())) {
                            last.put(cell, Totals.fromBytes(record.value()));
                        }
                    });
            last.forEach(
                    (cell, totals) -> cells.computeIfAbsent(cell, c -> new Totals()).add(totals));
        }
        return cells;
    }

    /**
     * The engine's, from its history: a row is written where something differs from the row before,
     * which holds until then.
     */
    public Map<Cell, Totals> ofEngine(String historyTopic) {
        Map<Window, Map<String, NavigableMap<Long, Totals>>> rows = new HashMap<>();
        try (Deserializer<SpecificRecord> values =
                AvroSerdes.deserializer(new HashMap<>(cluster), false)) {
            TopicReader.read(
                    cluster,
                    historyTopic,
                    record -> {
                        KpiRow row = (KpiRow) values.deserialize(record.topic(), record.value());
                        String key = new String(record.key(), StandardCharsets.UTF_8);
                        take(key, Optional.ofNullable(row), rows);
                    });
        }
        Map<Cell, Totals> cells = new HashMap<>();
        rows.forEach(
                (window, byCut) ->
                        byCut.forEach(
                                (cut, ends) -> {
                                    for (long end : checkpoints.endsOf(window)) {
                                        Map.Entry<Long, Totals> holds = ends.floorEntry(end);
                                        if (holds != null) {
                                            cells.put(new Cell(window, cut, end), holds.getValue());
                                        }
                                    }
                                }));
        return cells;
    }

    private void take(
            String key,
            Optional<KpiRow> row,
            Map<Window, Map<String, NavigableMap<Long, Totals>>> rows) {
        // ["5m","campaign","channel",end]; the workload's names need no escapes
        List<String> parts =
                Arrays.stream(key.substring(1, key.length() - 1).split(",", -1))
                        .map(part -> part.replace("\"", ""))
                        .toList();
        Window window = Window.named(parts.get(0)).orElseThrow();
        if (!checkpoints.windows().contains(window)) {
            return;
        }
        NavigableMap<Long, Totals> ends =
                rows.computeIfAbsent(window, w -> new HashMap<>())
                        .computeIfAbsent(
                                Cuts.name(parts.get(1), parts.get(2)), c -> new TreeMap<>());
        long end = Long.parseLong(parts.get(3));
        row.ifPresentOrElse(present -> ends.put(end, totals(present)), () -> ends.remove(end));
    }

    private static Totals totals(KpiRow row) {
        Totals totals = new Totals();
        for (Figure figure : Figure.ofEngine()) {
            totals.add(figure, row.getMeasures().getOrDefault(figure.id(), 0L));
        }
        return totals;
    }
}
