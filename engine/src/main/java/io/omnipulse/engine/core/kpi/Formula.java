package io.omnipulse.engine.core.kpi;

import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.measure.Measures;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A sum and difference of measures, as the catalogue writes it: {@code promoters - detractors}. */
public record Formula(List<Term> terms) {
    private static final Pattern SPACES = Pattern.compile("\\s+");

    /** A measure and its sign, +1 or −1. */
    public record Term(Measure measure, int sign) {}

    public Formula {
        terms = List.copyOf(terms);
    }

    /**
     * Reads a formula.
     *
     * @throws IllegalArgumentException if the text is no formula or names an unknown measure; the
     *     message says which
     */
    public static Formula parse(String text) {
        List<Term> terms = new ArrayList<>();
        int sign = 1;
        boolean measureNext = true;
        for (String word : SPACES.split(text.strip(), -1)) {
            if (measureNext) {
                terms.add(new Term(measure(word), sign));
            } else if (word.equals("+") || word.equals("-")) {
                sign = word.equals("+") ? 1 : -1;
            } else {
                throw new IllegalArgumentException(
                        "expected + or - before \""
                                + word
                                + "\"; write it like \"a - b\", with spaces");
            }
            measureNext = !measureNext;
        }
        if (measureNext) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" ends with a sign; a measure must follow it");
        }
        return new Formula(terms);
    }

    private static Measure measure(String id) {
        return Measure.named(id)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no measure \""
                                                + id
                                                + "\"; the measures are "
                                                + Measure.ids()));
    }

    /** Whether any of its measures is kept by currency. */
    public boolean byCurrency() {
        for (Term term : terms) {
            if (term.measure().byCurrency()) {
                return true;
            }
        }
        return false;
    }

    /**
     * The formula's value.
     *
     * @param currencyCode the currency for the measures kept by currency, packed ({@link
     *     MeasureCode}); 0 if there are none
     */
    public long of(Measures totals, int currencyCode) {
        long sum = 0;
        for (Term term : terms) {
            sum += term.sign() * totals.get(MeasureCode.of(term.measure(), currencyCode));
        }
        return sum;
    }
}
