package io.omnipulse.engine.config;

import java.nio.file.Path;
import java.util.List;

/**
 * A value as it was found, before anything is known of its type.
 *
 * @param where the place for messages: {@code windows.horizon in engine.yaml}, {@code --port
 *     (option)}
 * @param source the same without the key, for the list of all settings: {@code engine.yaml}
 * @param items the value; several for a list
 * @param list whether it stands as a list, even of one
 * @param beside the directory from which a relative path to a file to be read leads
 */
record Setting(String where, String source, List<String> items, boolean list, Path beside) {
    static Setting ofFile(Path file, String key, List<String> items, boolean list) {
        Path directory = file.toAbsolutePath().getParent();
        Path beside = directory == null ? Path.of("") : directory;
        return new Setting(key + " in " + file, file.toString(), items, list, beside);
    }

    static Setting ofVariable(String variable, String value) {
        return new Setting(
                variable + " (environment)",
                "environment, " + variable,
                List.of(value),
                false,
                Path.of(""));
    }

    static Setting ofOption(String option, String value) {
        return new Setting(
                option + " (option)", "option, " + option, List.of(value), false, Path.of(""));
    }

    /** The value as one text, a list joined by commas. */
    String text() {
        return String.join(",", items);
    }
}
