package io.omnipulse.engine.core.bytes;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Strings for the bytes of names that come again and again, campaigns and channels above all: the
 * same object for the same name, so that it is neither made nor looked through anew. Each name has
 * one place, and the last to come has it: memory is bounded, and what never comes again costs a
 * place only until the next. Mutable and confined to one thread.
 */
public final class Names {
    private static final int PLACES = 4_096;
    private final @Nullable String[] known = new @Nullable String[PLACES];

    /** The name that these UTF-8 bytes spell. */
    String of(byte[] bytes, int from, int length) {
        int hash = 0;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
        String last = known[place];
        if (last != null && isSpelled(last, bytes, from, length)) {
            return last;
        }
        String name = new String(bytes, from, length, StandardCharsets.UTF_8);
        known[place] = name;
        return name;
    }

    /** Only of names in ASCII, which nearly all are. Others are made anew. */
    private static boolean isSpelled(String name, byte[] bytes, int from, int length) {
        if (name.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[from + i] < 0 || name.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }
}
