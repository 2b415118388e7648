package io.omnipulse.engine.core.row;

import java.util.Locale;

/** How sure a row is. */
public enum Stage {
    /** Its window's end has not been passed by the watermark: more is expected. */
    PROVISIONAL,
    /** Published; late arrivals within the horizon may still restate it. */
    FINAL,
    /** Nothing can change it any more. */
    SETTLED;

    /** The name in files and in the API: {@code provisional}, {@code final}, {@code settled}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
