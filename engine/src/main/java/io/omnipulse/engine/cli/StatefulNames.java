package io.omnipulse.engine.cli;

import io.omnipulse.engine.config.ConfigException;
import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.engine.stream.StateStores;
import io.omnipulse.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an engine's state hangs on and what is published of it, name by name: stores, measures,
 * windows, and what decides when and where something counts; then the KPIs. Two engines with the
 * same names have the same state and the same rows.
 *
 * @param values by name, what it stands for, as text
 */
record StatefulNames(SortedMap<String, String> values) {
    static final String APPLICATION = "application";
    static final String HORIZON = "windows.horizon";
    static final String STORE = "store ";
    static final String MEASURE = "measure ";
    static final String SOURCE = "source ";
    static final String WINDOW = "window ";
    static final String KPI = "kpi ";

    private static final String HEADER = "# names of omnipulse's state, by check-config --names";
    private static final String IS = " = ";

    StatefulNames {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** The names of an engine that is configured so. */
    static StatefulNames of(EngineConfig config, KpiCatalog catalog) {
        SortedMap<String, String> values = new TreeMap<>();
        values.put(APPLICATION, EngineSetup.applicationId(config.version()));
        values.put("home-partitions", Integer.toString(config.homePartitions()));
        values.put("cut-partitions", Integer.toString(EngineSetup.CUT_PARTITIONS));
        values.put("identity", followsLinks(config) ? "followed" : "not followed");
        Map<String, String> settings = config.shown();
        for (String key : List.of(HORIZON, "windows.lookback", "ahead-tolerance")) {
            values.put(key, settings.getOrDefault(key, ""));
        }
        config.sources().forEach(source -> values.put(SOURCE + source, "read"));
        StateStores.logged().forEach(store -> values.put(STORE + store, "kept"));
        for (Window window : config.windows().rolling()) {
            values.put(WINDOW + window.label(), window.panes() + " panes of " + window.paneMs());
        }
        for (Measure measure : Measure.values()) {
            String placing = measure.placing().name().toLowerCase(Locale.ROOT).replace('_', '-');
            values.put(MEASURE + measure.id(), measure.ordinal() + " " + placing);
        }
        catalog.definitions().forEach(kpi -> values.put(KPI + kpi.id(), Definitions.meaning(kpi)));
        return new StatefulNames(values);
    }

    private static boolean followsLinks(EngineConfig config) {
        return config.linksFromEvents() || config.sources().contains(Topics.IDENTITY_LINKS);
    }

    /** As a file keeps them, one a line. */
    String text() {
        return values.entrySet().stream()
                .map(each -> each.getKey() + IS + each.getValue() + "\n")
                .collect(Collectors.joining("", HEADER + "\n", ""));
    }

    /**
     * The names that a file keeps; empty if it is a file of another kind.
     *
     * @throws ConfigException if it cannot be read, or a line of it
     */
    static Optional<StatefulNames> read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new FailedException(
                    ExitCodes.USAGE,
                    file
                            + " cannot be read: "
                            + unreadable.getMessage()
                            + ". Give a file in UTF-8.",
                    unreadable);
        }
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            return Optional.empty();
        }
        SortedMap<String, String> values = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int is = line.indexOf(IS);
            if (is < 0) {
                throw new FailedException(
                        ExitCodes.USAGE,
                        file
                                + ": \""
                                + line
                                + "\" is no name with its value; write the file anew with check-config --names.");
            }
            values.put(line.substring(0, is), line.substring(is + IS.length()));
        }
        return Optional.of(new StatefulNames(values));
    }
}
