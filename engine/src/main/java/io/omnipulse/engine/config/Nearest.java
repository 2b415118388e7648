package io.omnipulse.engine.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name was meant. */
final class Nearest {
    private Nearest() {}

    /**
     * {@code (did you mean "horizon"?)}, with a space in front; empty if no name is near enough to
     * be meant.
     */
    static String hint(String wrong, Collection<String> names) {
        return to(wrong, names).map(name -> " (did you mean \"" + name + "\"?)").orElse("");
    }

    /** The name with the fewest letters to change, if that is at most a third of them and one. */
    static Optional<String> to(String wrong, Collection<String> names) {
        String plain = plain(wrong);
        return names.stream()
                .filter(name -> distance(plain, plain(name)) <= 1 + plain.length() / 3)
                .min(Comparator.comparingInt(name -> distance(plain, plain(name))));
    }

    /** Capitals and the kind of line between words are not what makes a name another. */
    private static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replace('_', '-');
        return lower.length() > 100 ? lower.substring(0, 100) : lower;
    }

    /** Levenshtein's distance: letters to put in, take out or exchange. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int exchanged = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(exchanged, 1 + Math.min(row[j - 1], above[j]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
