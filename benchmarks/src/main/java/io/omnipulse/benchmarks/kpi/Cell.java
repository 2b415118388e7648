package io.omnipulse.benchmarks.kpi;

import io.omnipulse.engine.core.time.Window;
import java.nio.charset.StandardCharsets;

/**
 * Where figures stand: a window, a cut and the window's end.
 *
 * @param cut by its name
 */
public record Cell(Window window, String cut, long endMs) {
    /** By how much the rivals' windows advance; the engine's 1 h too, its 5 min by 10 s. */
    public static final long ADVANCE_MS = 60_000;

    /** The key under which rivals publish. */
    public byte[] key() {
        return (window.label() + Cuts.SEPARATOR + cut + Cuts.SEPARATOR + endMs)
                .getBytes(StandardCharsets.UTF_8);
    }

    public static Cell ofKey(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        int first = text.indexOf(Cuts.SEPARATOR);
        int last = text.lastIndexOf(Cuts.SEPARATOR);
        return new Cell(
                Window.named(text.substring(0, first)).orElseThrow(),
                text.substring(first + 1, last),
                Long.parseLong(text.substring(last + 1)));
    }
}
