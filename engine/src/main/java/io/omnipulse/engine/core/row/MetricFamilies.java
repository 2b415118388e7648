package io.omnipulse.engine.core.row;

import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.kpi.KpiDefinition;
import io.omnipulse.engine.core.kpi.Unit;
import io.omnipulse.engine.core.row.OpenMetricsRows.Figure;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What OpenMetrics text says of a KPI's families besides samples: type, unit, help, and the labels
 * of a series.
 */
final class MetricFamilies {
    private static final int CURRENCY_SUFFIX_LENGTH = "_gbp".length();

    private final Map<String, KpiDefinition> definitions = new HashMap<>();

    MetricFamilies(KpiCatalog catalog) {
        catalog.definitions().forEach(kpi -> definitions.put(kpi.id(), kpi));
    }

    /** The lines before a family's samples. */
    String header(String id, Figure figure) {
        String family = figure.family(id);
        StringBuilder lines = new StringBuilder("# TYPE " + family + " gauge\n");
        Optional<KpiDefinition> definition = definition(id);
        definition
                .map(kpi -> unit(kpi, id))
                .filter(unit -> figure == Figure.VALUE && family.endsWith("_" + unit))
                .ifPresent(
                        unit ->
                                lines.append("# UNIT ")
                                        .append(family)
                                        .append(' ')
                                        .append(unit)
                                        .append('\n'));
        definition.ifPresent(
                kpi -> {
                    String help = escaped(help(kpi, id, figure));
                    lines.append("# HELP ").append(family).append(' ').append(help).append('\n');
                });
        return lines.toString();
    }

    /** Name and labels of the series that a row belongs to. */
    String series(Figure figure, RowLine row) {
        StringBuilder series = new StringBuilder(figure.family(row.kpi().id()));
        series.append("{campaign=\"").append(escaped(row.cut().campaign()));
        series.append("\",channel=\"").append(escaped(row.cut().channel()));
        series.append("\",window=\"").append(row.window().label()).append('"');
        row.dimensions()
                .forEach(
                        (name, value) ->
                                series.append(',')
                                        .append(name)
                                        .append("=\"")
                                        .append(escaped(value))
                                        .append('"'));
        return series.append('}').toString();
    }

    /** The definition by its id, or by the id without the currency behind it. */
    private Optional<KpiDefinition> definition(String id) {
        KpiDefinition exact = definitions.get(id);
        if (exact != null || id.length() <= CURRENCY_SUFFIX_LENGTH) {
            return Optional.ofNullable(exact);
        }
        String withoutCurrency = id.substring(0, id.length() - CURRENCY_SUFFIX_LENGTH);
        return Optional.ofNullable(definitions.get(withoutCurrency))
                .filter(KpiDefinition::byCurrency);
    }

    private static String currency(String id) {
        return id.substring(id.length() - CURRENCY_SUFFIX_LENGTH + 1);
    }

    private static String unit(KpiDefinition kpi, String id) {
        return kpi.unit() == Unit.MONEY ? currency(id) : kpi.unit().id();
    }

    private static String help(KpiDefinition kpi, String id, Figure figure) {
        return switch (figure) {
            case VALUE ->
                    kpi.byCurrency()
                            ? "In "
                                    + currency(id).toUpperCase(Locale.ROOT)
                                    + ". "
                                    + kpi.description()
                            : kpi.description();
            case NUMERATOR -> "Numerator of " + id + minorUnit(kpi.unit()) + ".";
            case DENOMINATOR -> "Denominator of " + id + ".";
            case LOWER -> "Lower bound of the 95 % interval of " + id + ".";
            case UPPER -> "Upper bound of the 95 % interval of " + id + ".";
            case N -> "Number of observations behind " + id + ".";
        };
    }

    /** What a measure is kept in, where that is not the unit of the value. */
    private static String minorUnit(Unit unit) {
        return switch (unit) {
            case MONEY -> ", in minor units of the currency";
            case SECONDS -> ", in milliseconds";
            default -> "";
        };
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
