package io.omnipulse.engine.house;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares rows byte for byte, and shows the first that differ: whole lists are too long to read.
 */
public final class SameRows {
    private static final int SHOWN = 12;

    private SameRows() {}

    public static void check(List<String> actual, List<String> expected) {
        if (expected.isEmpty()) {
            throw new AssertionError("the reference has no rows: nothing would be compared");
        }
        if (!actual.equals(expected)) {
            throw new AssertionError(
                    actual.size()
                            + " rows, "
                            + expected.size()
                            + " expected\nmissing:\n"
                            + only(expected, actual)
                            + "not expected:\n"
                            + only(actual, expected));
        }
    }

    private static String only(Collection<String> in, Collection<String> notIn) {
        Set<String> others = new HashSet<>(notIn);
        List<String> found = new ArrayList<>(in);
        found.removeAll(others);
        String shown = String.join("\n  ", found.subList(0, Math.min(SHOWN, found.size())));
        return "  " + shown + "\n  … " + found.size() + " in all\n";
    }
}
