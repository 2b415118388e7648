package io.omnipulse.engine.core.event;

import java.util.Comparator;

/**
 * The order of the UTF-8 bytes of strings, which is the order of their code points. {@link
 * String#compareTo} orders by UTF-16 units and differs beyond the basic plane.
 */
public final class Utf8Order implements Comparator<String> {
    public static final Comparator<String> INSTANCE = new Utf8Order();

    private Utf8Order() {}

    @Override
    public int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean xHigh = Character.isSurrogate(x);
                boolean yHigh = Character.isSurrogate(y);
                // A surrogate stands for a code point above all others, though its unit is below
                // U+E000.
                return xHigh == yHigh ? Character.compare(x, y) : xHigh ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
