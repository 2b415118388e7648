package io.omnipulse.engine.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The values that were found, by key, the last one put holding; and what is wrong with them.
 * Confined to one thread.
 */
final class Settings {
    private static final Pattern COMMA = Pattern.compile(",");

    private final Map<String, Setting> found = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    void put(String key, Setting setting) {
        found.put(key, setting);
    }

    /** Notes a problem in words. */
    void problem(String text) {
        problems.add(text);
    }

    /** Notes problems with values, each with the place that its value comes from. */
    void problems(Collection<Problem> of) {
        of.forEach(problem -> problems.add(problem.text(where(problem.key()))));
    }

    private String where(String key) {
        Setting setting = found.get(key);
        return setting == null ? key + " (default)" : setting.where();
    }

    void throwIfAny() {
        ConfigException.throwIfAny(problems);
    }

    /** Where the values come from, by key; those that nobody set are missing. */
    Map<String, String> sources() {
        Map<String, String> sources = new TreeMap<>();
        found.forEach((key, setting) -> sources.put(key, setting.source()));
        return sources;
    }

    /**
     * A single value; the fallback where it is not set, or wrong, which is noted.
     *
     * @param parse throws an {@link IllegalArgumentException} whose message says what the value
     *     must be
     */
    <T> T one(String key, T fallback, Function<String, T> parse) {
        return optional(key, parse).orElse(fallback);
    }

    /** A single value; empty where it is not set, or wrong, which is noted. */
    <T> Optional<T> optional(String key, Function<String, T> parse) {
        Setting setting = found.get(key);
        if (setting == null) {
            return Optional.empty();
        }
        if (setting.list()) {
            problems.add(setting.where() + " is a list; it must be a single value");
            return Optional.empty();
        }
        return parsed(setting, setting.text().strip(), parse);
    }

    /** A list, in the file or as a text with commas; the fallback where it is not set. */
    <T> List<T> many(String key, List<T> fallback, Function<String, T> parse) {
        Setting setting = found.get(key);
        if (setting == null) {
            return fallback;
        }
        List<String> texts =
                setting.list()
                        ? setting.items()
                        : COMMA.splitAsStream(setting.text())
                                .map(String::strip)
                                .filter(text -> !text.isEmpty())
                                .toList();
        List<T> values = new ArrayList<>();
        texts.forEach(text -> parsed(setting, text, parse).ifPresent(values::add));
        boolean allWrong = values.isEmpty() && !texts.isEmpty();
        return allWrong ? fallback : values;
    }

    private <T> Optional<T> parsed(Setting setting, String text, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text));
        } catch (IllegalArgumentException e) {
            problems.add(setting.where() + " is \"" + text + "\": it " + e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * A file to be read: a relative path in the configuration file leads from there, elsewhere from
     * the working directory.
     */
    Optional<Path> readableFile(String key) {
        return optional(
                key,
                text -> {
                    Path file = path(text);
                    Setting setting = found.get(key);
                    Path resolved = setting == null ? file : setting.beside().resolve(file);
                    if (!Files.isReadable(resolved) || Files.isDirectory(resolved)) {
                        throw new IllegalArgumentException(
                                "must be a file that can be read, but there is none at "
                                        + resolved.toAbsolutePath());
                    }
                    return resolved;
                });
    }

    /** A path as it is written. */
    static Path path(String text) {
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("must be a path");
        }
        return Path.of(text);
    }

    /** The values under a prefix, by what follows it. */
    Map<String, String> under(String prefix) {
        Map<String, String> values = new LinkedHashMap<>();
        found.forEach(
                (key, setting) -> {
                    if (key.startsWith(prefix)) {
                        values.put(key.substring(prefix.length()), setting.text());
                    }
                });
        return values;
    }
}
