package io.omnipulse.engine.core.kpi;

import io.omnipulse.engine.core.time.Window;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An entry of the catalogue: a named formula over measures.
 *
 * @param id the name, also of the metric behind the prefix {@code omnipulse_}: snake case
 * @param kind what the formula means
 * @param numerator what is counted or summed
 * @param denominator what it is divided by; present where the kind divides
 * @param sample what n counts; present for sums only, the other kinds imply it
 * @param unit the unit of the value
 * @param windows the windows in which it is published
 * @param description one sentence for people: help text, panel and documentation come from it
 * @param source paper, standard or practice that the definition follows
 */
public record KpiDefinition(
        String id,
        KpiKind kind,
        Formula numerator,
        Optional<Formula> denominator,
        Optional<Formula> sample,
        Unit unit,
        Set<Window> windows,
        String description,
        String source) {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    /**
     * @throws IllegalArgumentException if the parts do not fit each other; the message names the
     *     part and what it must be
     */
    public KpiDefinition {
        windows = Set.copyOf(windows);
        require(
                ID.matcher(id).matches(),
                "id must be lower-case words joined by _, as in net_promoter_score");
        require(!windows.isEmpty(), "windows must name at least one of " + Window.labels());
        require(!description.isBlank(), "description must say in a sentence what is measured");
        require(
                kind.divides() == denominator.isPresent(),
                kind.divides()
                        ? "a " + kind.id() + " needs a denominator"
                        : "a " + kind.id() + " has no denominator");
        require(
                (kind == KpiKind.SUM) == sample.isPresent(),
                kind == KpiKind.SUM ? "a sum needs n: what it is a sum of" : "n is for sums only");
        require(
                kind != KpiKind.NET_PROMOTER_SCORE || isDifference(numerator),
                "the numerator of a net-promoter-score must be one measure less another");
        require(
                (unit == Unit.MONEY) == numerator.byCurrency(),
                "unit must be money exactly where the numerator is kept by currency");
    }

    private static boolean isDifference(Formula formula) {
        return formula.terms().size() == 2
                && formula.terms().get(0).sign() == 1
                && formula.terms().get(1).sign() == -1;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Whether there is one value for each currency, with the currency's code behind the id. */
    public boolean byCurrency() {
        return numerator.byCurrency();
    }
}
