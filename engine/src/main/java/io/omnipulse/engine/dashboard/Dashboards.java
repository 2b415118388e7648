package io.omnipulse.engine.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.omnipulse.engine.core.kpi.KpiCatalog;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The dashboards of a catalogue. */
public final class Dashboards {
    private static final ObjectWriter WRITER = writer();

    private Dashboards() {}

    /**
     * The dashboards as Grafana's JSON, by the names of their files. The same catalogue gives the
     * same text.
     */
    public static SortedMap<String, String> of(KpiCatalog catalog) {
        SortedMap<String, String> files = new TreeMap<>();
        for (Dashboard dashboard :
                List.of(
                        CampaignsLive.of(catalog),
                        CustomerVoice.of(catalog),
                        ChannelsAndJourneys.of(catalog),
                        EngineHealth.dashboard())) {
            files.put(dashboard.uid() + ".json", text(dashboard));
        }
        return files;
    }

    private static String text(Dashboard dashboard) {
        try {
            return WRITER.writeValueAsString(dashboard.json()) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts, numbers, lists and maps are JSON", impossible);
        }
    }

    private static ObjectWriter writer() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        return JsonMapper.builder()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build()
                .writer(printer);
    }
}
