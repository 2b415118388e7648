package io.omnipulse.engine.serve;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.kpi.KpiDefinition;
import io.omnipulse.engine.core.kpi.KpiKind;
import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measure.Placing;
import io.omnipulse.engine.core.time.Window;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The present table as metrics.
 *
 * <p>It is a collector of the Prometheus client under Micrometer's registry, not a Micrometer gauge
 * per series. Series come and go with the rows (a stale partition, a campaign that falls out of the
 * exported ones), there may be tens of thousands, and their names are fixed, while Micrometer's
 * convention would rename them. A collector takes one picture of the table per scrape, so nothing
 * is registered, nothing can be forgotten, and the totals of one scrape belong together. Everything
 * else that is measured here goes through Micrometer as usual and appears in the same output.
 */
public final class KpiMetrics implements MultiCollector {
    private final KpiTable table;
    private final AlertTable alerts;
    private final KpiCatalog catalog;
    private final KpiNames names;
    private final ServeSettings settings;

    /**
     * The metrics of what a process knows, in no registry yet.
     *
     * @throws IllegalArgumentException if a KPI of the catalogue cannot be a metric: its name is
     *     taken or misleads
     */
    public KpiMetrics(ReadSide read, KpiCatalog catalog, ServeSettings settings) {
        this.table = read.table();
        this.alerts = read.alerts();
        this.catalog = catalog;
        this.names = new KpiNames(catalog);
        this.settings = settings;
    }

    /** Adds this to what the registry shows. */
    public void bindTo(PrometheusMeterRegistry registry) {
        registry.getPrometheusRegistry().register(this);
    }

    @Override
    public MetricSnapshots collect() {
        Families families = new Families();
        int series = table.isComplete() ? collectPublished(families) : 0;
        AlertMetrics.collectAlerts(alerts, table.now(), families);
        PlatformMetrics.collect(table, alerts, series, families);
        return families.snapshots();
    }

    /** Adds what is published, and tells how many series of KPIs that made. */
    private int collectPublished(Families families) {
        // One picture: what is exported, what is the rest and what they add up to is decided from
        // the same rows.
        List<TableRow> rows =
                table.rows().stream()
                        .filter(
                                row ->
                                        row.key().isCut()
                                                && settings.windows().contains(row.key().window()))
                        .toList();
        ExportedCampaigns exported =
                ExportedCampaigns.of(rows, settings.declared(), settings.exported());
        collectKpis(rows, exported, families);
        int series = families.gaugeCount();
        AlertMetrics.collectWatches(table, exported, families);
        return series;
    }

    private void collectKpis(List<TableRow> rows, ExportedCampaigns exported, Families families) {
        KpiFamilies kpis = new KpiFamilies(names, families);
        for (TableRow row : rows) {
            if (exported.contains(row.key().campaign()) && !table.isStale(row)) {
                Labels labels = labels(row.key().campaign(), row.key());
                row.kpis().forEach(value -> kpis.add(labels, value));
            }
        }
        // While any partition is stale, what is missing may be there all the same: nothing is said
        // of a rest or of a zero.
        if (table.isConfirmed()) {
            addOther(kpis, rows, exported);
            addDeclared(kpis, rows);
        }
    }

    /**
     * What the exported campaigns leave of the roll-up, for measures that add. The series of one
     * scrape add up to the roll-up exactly; rows are published one by one, so for a moment the rest
     * of a count may be a little less than it is, even less than zero.
     */
    private static void addOther(
            KpiFamilies kpis, List<TableRow> rows, ExportedCampaigns exported) {
        if (!exported.hasRest()) {
            return;
        }
        Set<Labels> needed = new HashSet<>();
        Map<Labels, Map<String, Long>> sums = new HashMap<>();
        for (TableRow row : rows) {
            Labels other = labels(ExportedCampaigns.OTHER, row.key());
            if (!exported.contains(row.key().campaign())) {
                needed.add(other);
            } else if (!row.key().campaign().equals(Cut.ALL)) {
                Map<String, Long> sum = sums.computeIfAbsent(other, labels -> new HashMap<>());
                row.kpis()
                        .forEach(
                                value ->
                                        sum.merge(
                                                value.id(),
                                                value.numerator().orElse(0),
                                                Long::sum));
            }
        }
        for (TableRow row : rows) {
            Labels other = labels(ExportedCampaigns.OTHER, row.key());
            if (row.key().campaign().equals(Cut.ALL) && needed.contains(other)) {
                addRest(kpis, row, other, sums.getOrDefault(other, Map.of()));
            }
        }
    }

    private static void addRest(
            KpiFamilies kpis, TableRow total, Labels labels, Map<String, Long> exported) {
        for (KpiValue value : total.kpis()) {
            OptionalLong numerator = value.numerator();
            if (numerator.isPresent()
                    && kpis.definition(value.id()).filter(KpiMetrics::adds).isPresent()) {
                long rest = numerator.getAsLong() - exported.getOrDefault(value.id(), 0L);
                kpis.addAmount(labels, value.id(), rest);
            }
        }
    }

    /** Whether the values of several campaigns add up to the value of all of them. */
    private static boolean adds(KpiDefinition definition) {
        return !definition.kind().divides()
                && definition.numerator().terms().stream()
                        .allMatch(term -> term.measure().placing() != Placing.DISTINCT);
    }

    /**
     * A declared campaign without a row has had no event, which is a count of 0, and better than no
     * answer on the day it starts.
     */
    private void addDeclared(KpiFamilies kpis, List<TableRow> rows) {
        Set<RowKey> present = new HashSet<>();
        rows.forEach(row -> present.add(row.key()));
        for (String campaign : settings.declared()) {
            for (Window window : settings.windows()) {
                RowKey key = new RowKey(window, campaign, Cut.ALL, Collections.emptySortedMap());
                if (!present.contains(key)) {
                    catalog.in(window).stream()
                            .filter(definition -> definition.kind() == KpiKind.COUNT)
                            .forEach(
                                    definition ->
                                            kpis.addAmount(
                                                    labels(campaign, key), definition.id(), 0));
                }
            }
        }
    }

    private static Labels labels(String campaign, RowKey key) {
        return Labels.of(
                "campaign", campaign, "channel", key.channel(), "window", key.window().label());
    }
}
