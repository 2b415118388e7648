package io.omnipulse.benchmarks.kpi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many figures of a program are right, and how many are not.
 *
 * @param examples of those that are not, for people
 */
public record Check(long equal, long differ, List<String> examples) {
    private static final int EXAMPLES = 5;

    public Check {
        examples = List.copyOf(examples);
    }

    /** Compares all figures of all cells that either side has. */
    public static Check of(Map<Cell, Totals> right, Map<Cell, Totals> given, List<Figure> figures) {
        long equal = 0;
        Map<String, String> wrong = new TreeMap<>();
        Totals none = new Totals();
        Map<Cell, Totals> all = new HashMap<>(given);
        all.putAll(right);
        for (Cell cell : all.keySet()) {
            for (Figure figure : figures) {
                long wanted = right.getOrDefault(cell, none).get(figure);
                long got = given.getOrDefault(cell, none).get(figure);
                if (wanted == got) {
                    equal += wanted == 0 ? 0 : 1; // two zeros prove nothing
                } else {
                    wrong.put(
                            cell + " " + figure.id(),
                            cell + " " + figure.id() + ": " + got + " instead of " + wanted);
                }
            }
        }
        return new Check(
                equal,
                wrong.size(),
                wrong.values().stream().limit(EXAMPLES).collect(Collectors.toList()));
    }

    /** Whether nothing differs, and there was something to compare. */
    public boolean holds() {
        return differ == 0 && equal > 0;
    }
}
