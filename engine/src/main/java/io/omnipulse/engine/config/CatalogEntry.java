package io.omnipulse.engine.config;

import io.omnipulse.engine.core.kpi.Formula;
import io.omnipulse.engine.core.kpi.KpiDefinition;
import io.omnipulse.engine.core.kpi.KpiKind;
import io.omnipulse.engine.core.kpi.Unit;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.time.Window;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads one entry of a catalogue and notes what is wrong with it. */
final class CatalogEntry {
    private static final List<String> KEYS =
            List.of(
                    "id",
                    "kind",
                    "numerator",
                    "denominator",
                    "n",
                    "unit",
                    "windows",
                    "description",
                    "source");

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** Names of families beside a KPI's own, and endings that mean something to Prometheus. */
    private static final List<String> RESERVED_ENDINGS =
            List.of(
                    "_numerator",
                    "_denominator",
                    "_lower",
                    "_upper",
                    "_n",
                    "_total",
                    "_created",
                    "_count",
                    "_sum",
                    "_bucket",
                    "_info");

    /** Names of the engine's own metrics. */
    private static final Set<String> RESERVED =
            Set.of(
                    "events",
                    "rejected",
                    "restatements",
                    "unreadable_rows",
                    "kpi_age_seconds",
                    "freshness_seconds",
                    "watermark_lag_seconds",
                    "completeness_ratio",
                    "kpi_series",
                    "capped_subjects");

    private final String at;
    private final YamlNode.Entries entry;
    private final List<String> problems;
    private final int problemsBefore;

    private CatalogEntry(String at, YamlNode.Entries entry, List<String> problems) {
        this.at = at;
        this.entry = entry;
        this.problems = problems;
        this.problemsBefore = problems.size();
    }

    /**
     * The definition of an entry; empty if something is wrong with it.
     *
     * @param place the entry's place in the list, from 1 on
     * @param problems where to note what is wrong
     */
    static Optional<KpiDefinition> read(
            String file, int place, YamlNode node, List<String> problems) {
        if (node instanceof YamlNode.Entries entry) {
            String name =
                    entry.entries().get("id") instanceof YamlNode.Scalar id && !id.text().isBlank()
                            ? "\"" + id.text() + "\""
                            : "number " + place;
            return new CatalogEntry(
                            file + ": entry " + name + " (line " + node.line() + ")",
                            entry,
                            problems)
                    .definition();
        }
        problems.add(
                file
                        + ": entry number "
                        + place
                        + " (line "
                        + node.line()
                        + ") is "
                        + node.what()
                        + "; an entry is a mapping with the keys "
                        + String.join(", ", KEYS));
        return Optional.empty();
    }

    private void problem(String key, String what) {
        problems.add(at + ", key \"" + key + "\": " + what);
    }

    private Optional<KpiDefinition> definition() {
        checkKeys();
        Optional<String> id = text("id", "it names the KPI and its metric");
        id.ifPresent(this::checkId);
        Optional<KpiKind> kind = kind();
        Optional<Formula> numerator = formula("numerator", true);
        Optional<Formula> denominator = formula("denominator", false);
        Optional<Formula> sample = formula("n", false);
        Optional<Unit> unit = unit();
        Set<Window> windows = windows();
        Optional<String> description = text("description", "help texts and panels come from it");
        String source = entry.entries().containsKey("source") ? text("source", "").orElse("") : "";
        kind.ifPresent(of -> checkParts(of, numerator, denominator));
        if (numerator.isPresent() && unit.isPresent()) {
            checkUnit(numerator.get(), unit.get());
        }
        return problems.size() > problemsBefore
                ? Optional.empty()
                : Optional.of(
                        new KpiDefinition(
                                id.orElseThrow(),
                                kind.orElseThrow(),
                                numerator.orElseThrow(),
                                denominator,
                                sample,
                                unit.orElseThrow(),
                                windows,
                                description.orElseThrow(),
                                source));
    }

    private void checkKeys() {
        for (String key : entry.entries().keySet()) {
            if (!KEYS.contains(key)) {
                problem(
                        key,
                        "there is no such key"
                                + Nearest.hint(key, KEYS)
                                + "; the keys are "
                                + String.join(", ", KEYS));
            }
        }
        for (String key : entry.repeated()) {
            problem(key, "it stands twice, so nobody can tell which one holds; remove one");
        }
    }

    /** The text of a key that must be there. */
    private Optional<String> text(String key, String why) {
        YamlNode node = entry.entries().get(key);
        if (node == null) {
            problem(key, "it is missing" + (why.isEmpty() ? "" : "; " + why));
            return Optional.empty();
        }
        if (!(node instanceof YamlNode.Scalar scalar) || scalar.looks() != YamlNode.Looks.TEXT) {
            boolean quotable =
                    node instanceof YamlNode.Scalar scalar
                            && scalar.looks() != YamlNode.Looks.EMPTY;
            problem(
                    key,
                    "it is "
                            + node.what()
                            + " but must be a text"
                            + (quotable ? "; put it in quotes" : ""));
            return Optional.empty();
        }
        String text = SPACE.matcher(scalar.text()).replaceAll(" ").strip();
        if (text.isEmpty()) {
            problem(
                    key,
                    "it is empty"
                            + (why.isEmpty() ? "; write something or remove it" : "; " + why));
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private void checkId(String id) {
        if (!ID.matcher(id).matches()) {
            problem(
                    "id",
                    "\""
                            + id
                            + "\" cannot name a metric; it must be lower-case words joined by _, as"
                            + " in net_promoter_score");
        }
        RESERVED_ENDINGS.stream()
                .filter(id::endsWith)
                .forEach(
                        ending ->
                                problem(
                                        "id",
                                        "\""
                                                + id
                                                + "\" ends with "
                                                + ending
                                                + ", which means something else in names of"
                                                + " metrics; an id must not end with "
                                                + String.join(", ", RESERVED_ENDINGS)));
        if (RESERVED.contains(id)) {
            problem("id", "\"" + id + "\" is a metric of the engine itself; choose another name");
        }
    }

    private Optional<KpiKind> kind() {
        Optional<String> text =
                text("kind", "it decides value and interval; allowed are " + KpiKind.ids());
        Optional<KpiKind> kind = text.flatMap(KpiKind::named);
        if (text.isPresent() && kind.isEmpty()) {
            unknown("kind", text.get(), "kind", KpiKind.ids());
        }
        return kind;
    }

    private Optional<Unit> unit() {
        Optional<String> text =
                text("unit", "it is the unit of the value; allowed are " + Unit.ids());
        Optional<Unit> unit = text.flatMap(Unit::named);
        if (text.isPresent() && unit.isEmpty()) {
            unknown("unit", text.get(), "unit", Unit.ids());
        }
        return unit;
    }

    private void unknown(String key, String wrong, String what, String allowed) {
        List<String> names = List.of(allowed.split(", ", -1));
        problem(
                key,
                "there is no "
                        + what
                        + " \""
                        + wrong
                        + "\""
                        + Nearest.hint(wrong, names)
                        + "; allowed are "
                        + allowed);
    }

    private Optional<Formula> formula(String key, boolean required) {
        if (!required && !entry.entries().containsKey(key)) {
            return Optional.empty();
        }
        Optional<String> text =
                text(key, "it is a formula such as \"a - b\" over the measures " + Measure.ids());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        List<String> unknown =
                measures(text.get())
                        .filter(name -> Measure.named(name).isEmpty())
                        .distinct()
                        .toList();
        unknown.forEach(name -> unknown(key, name, "measure", Measure.ids()));
        if (!unknown.isEmpty()) {
            return Optional.empty();
        }
        try {
            Formula formula = Formula.parse(text.get());
            if (formula.terms().stream().map(term -> term.measure().byCurrency()).distinct().count()
                    > 1) {
                problem(
                        key,
                        "it mixes measures kept by currency with others, which would count for"
                                + " every currency");
            }
            return Optional.of(formula);
        } catch (IllegalArgumentException e) {
            problem(key, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Stream<String> measures(String formula) {
        return SPACE.splitAsStream(formula).filter(word -> !word.equals("+") && !word.equals("-"));
    }

    private Set<Window> windows() {
        Set<Window> windows = EnumSet.noneOf(Window.class);
        YamlNode node = entry.entries().get("windows");
        if (node instanceof YamlNode.Items list && !list.items().isEmpty()) {
            list.items()
                    .forEach(
                            item ->
                                    window(item)
                                            .filter(each -> !windows.add(each))
                                            .ifPresent(this::twice));
            return windows;
        }
        String what =
                node == null
                        ? "it is missing"
                        : "it is " + (node instanceof YamlNode.Items ? "empty" : node.what());
        problem("windows", what + "; it must be a list such as [1h, 24h], of " + Window.labels());
        return windows;
    }

    private Optional<Window> window(YamlNode item) {
        String text = item instanceof YamlNode.Scalar scalar ? scalar.text() : item.what();
        Optional<Window> window = Window.named(text);
        if (window.isEmpty()) {
            problem(
                    "windows",
                    "there is no window \"" + text + "\"; allowed are " + Window.labels());
        }
        return window;
    }

    private void twice(Window window) {
        problem("windows", window.label() + " stands twice; remove one");
    }

    private void checkParts(
            KpiKind kind, Optional<Formula> numerator, Optional<Formula> denominator) {
        boolean divided = entry.entries().containsKey("denominator");
        if (kind.divides() && !divided) {
            problem("denominator", "it is missing; a " + kind.id() + " is divided by something");
        } else if (!kind.divides() && divided) {
            problem(
                    "denominator",
                    "a "
                            + kind.id()
                            + " is not divided by anything; remove it or choose another kind");
        }
        boolean sampled = entry.entries().containsKey("n");
        if (kind == KpiKind.SUM && !sampled) {
            problem("n", "it is missing; a sum says by n how many it is a sum of");
        } else if (kind != KpiKind.SUM && sampled) {
            problem(
                    "n",
                    "only a sum has it; for a "
                            + kind.id()
                            + " it follows from the formulas. Remove it");
        }
        if (kind == KpiKind.NET_PROMOTER_SCORE
                && numerator.isPresent()
                && !isDifference(numerator.get())) {
            problem(
                    "numerator",
                    "that of a net-promoter-score must be one measure less another: promoters -"
                            + " detractors");
        }
        if (numerator.isPresent() && denominator.isPresent()) {
            checkDenominator(kind, numerator.get(), denominator.get());
        }
    }

    private void checkDenominator(KpiKind kind, Formula numerator, Formula denominator) {
        if (denominator.byCurrency() && !numerator.byCurrency()) {
            problem(
                    "denominator",
                    "it is kept by currency but the numerator is not, so there is no currency to"
                            + " divide by");
        }
        if (kind == KpiKind.PROPORTION && !MeasureParts.isPart(numerator, denominator)) {
            problem(
                    "kind",
                    "a proportion's numerator must be part of its denominator, or its interval"
                            + " means nothing; where it may be larger or is something else, the kind is"
                            + " ratio");
        }
    }

    private static boolean isDifference(Formula formula) {
        return Arrays.equals(
                new int[] {1, -1}, formula.terms().stream().mapToInt(Formula.Term::sign).toArray());
    }

    private void checkUnit(Formula numerator, Unit unit) {
        if (numerator.byCurrency() && unit != Unit.MONEY) {
            problem(
                    "unit",
                    "the numerator is kept by currency, so it must be money, not " + unit.id());
        } else if (!numerator.byCurrency() && unit == Unit.MONEY) {
            problem("unit", "money needs a numerator that is kept by currency, such as revenue");
        }
    }
}
