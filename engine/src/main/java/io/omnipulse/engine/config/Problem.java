package io.omnipulse.engine.config;

import java.util.List;

/**
 * A value that is not allowed.
 *
 * @param key the path of the key: {@code windows.horizon}
 * @param value the value as people would write it
 * @param why what it must be, and why
 */
record Problem(String key, String value, String why) {
    /** Where no file or option is known, the key says where the value stands. */
    String text() {
        return text(key);
    }

    /**
     * The sentence for users.
     *
     * @param where where the value comes from: {@code windows.horizon in engine.yaml}
     */
    String text(String where) {
        return where + " is \"" + value + "\": " + why;
    }

    static void throwIfAny(List<Problem> problems) {
        ConfigException.throwIfAny(problems.stream().map(Problem::text).toList());
    }
}
