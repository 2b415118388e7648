package io.omnipulse.producers;

import org.jspecify.annotations.Nullable;

/** How values that somebody else wrote are shown in a message: short, and on one line. */
final class Texts {
    private static final int LONGEST = 60;

    private Texts() {}

    /**
     * The text without control characters, cut after 60 characters, so that a hostile line cannot
     * fill a terminal.
     */
    static String shortened(String text) {
        StringBuilder shown = new StringBuilder();
        int end = Math.min(text.length(), LONGEST);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return text.length() > LONGEST ? shown + "…" : shown.toString();
    }

    /** Somebody else's message on one line and with a full stop. */
    static String sentence(@Nullable String text) {
        String flat = String.valueOf(text).replaceAll("\\s+", " ").trim();
        return flat.endsWith(".") ? flat : flat + ".";
    }
}
