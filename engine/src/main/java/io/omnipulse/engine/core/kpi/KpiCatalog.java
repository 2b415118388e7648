package io.omnipulse.engine.core.kpi;

import io.omnipulse.engine.core.time.Window;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The KPIs that are published, in the order of the catalogue. */
public final class KpiCatalog {
    private final List<KpiDefinition> definitions;
    private final Map<Window, List<KpiDefinition>> byWindow = new EnumMap<>(Window.class);

    /**
     * @throws IllegalArgumentException if two entries have one id
     */
    public KpiCatalog(List<KpiDefinition> definitions) {
        this.definitions = List.copyOf(definitions);
        Map<String, KpiDefinition> byId = new HashMap<>();
        for (KpiDefinition definition : definitions) {
            if (byId.put(definition.id(), definition) != null) {
                throw new IllegalArgumentException(
                        "two KPIs have the id " + definition.id() + "; rename one");
            }
        }
        for (Window window : Window.values()) {
            byWindow.put(
                    window,
                    definitions.stream().filter(kpi -> kpi.windows().contains(window)).toList());
        }
    }

    public List<KpiDefinition> definitions() {
        return definitions;
    }

    /** The KPIs published in a window. */
    public List<KpiDefinition> in(Window window) {
        return byWindow.getOrDefault(window, List.of());
    }
}
