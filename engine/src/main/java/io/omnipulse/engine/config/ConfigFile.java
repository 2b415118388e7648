package io.omnipulse.engine.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the settings out of a configuration file. Sections may be nested or written as keys with
 * points.
 */
final class ConfigFile {
    /** The one list of which an item may be a mapping. */
    private static final String PERIODS = "alerts.exclude";

    private final Path file;
    private final Settings to;
    private final Set<String> seen = new HashSet<>();

    private ConfigFile(Path file, Settings to) {
        this.file = file;
        this.to = to;
    }

    /**
     * Puts what the file sets, and notes what is wrong in it.
     *
     * @throws ConfigException if the file cannot be read or is no YAML
     */
    static void read(Path file, Settings to) {
        YamlFile.read(file).ifPresent(root -> new ConfigFile(file, to).root(root));
    }

    private void root(YamlNode root) {
        if (root instanceof YamlNode.Entries entries) {
            all("", entries);
        } else {
            to.problem(
                    file
                            + " is "
                            + root.what()
                            + " at its top; it must be a mapping of keys to values");
        }
    }

    private void all(String prefix, YamlNode.Entries entries) {
        for (String key : entries.repeated()) {
            twice(prefix + key, entries.line());
        }
        entries.entries().forEach((key, value) -> one(prefix + key, value));
    }

    private void twice(String key, int line) {
        to.problem(key + " in " + file + " stands twice below line " + line + "; remove one");
    }

    private void one(String key, YamlNode value) {
        boolean kafka = ConfigKeys.isKafka(key);
        boolean section = ConfigKeys.SECTIONS.contains(key);
        if (!kafka && !section && !ConfigKeys.ALL.contains(key)) {
            to.problem(
                    "there is no key \""
                            + key
                            + "\" ("
                            + file
                            + ", line "
                            + value.line()
                            + ")"
                            + ConfigKeys.suggestion(key));
        } else if (value instanceof YamlNode.Entries entries && (kafka || section)) {
            all(key + ".", entries);
        } else if (section) {
            section(key, value);
        } else {
            leaf(key, value);
        }
    }

    /** A section of which every line is commented out is empty, and fine. */
    private void section(String key, YamlNode value) {
        if (!isEmpty(value)) {
            to.problem(
                    key
                            + " in "
                            + file
                            + " is "
                            + value.what()
                            + "; it must be a mapping of keys to values");
        }
    }

    private void leaf(String key, YamlNode value) {
        if (!seen.add(key)) {
            twice(key, 1);
        } else if (isEmpty(value)) {
            to.problem(key + " in " + file + " has no value; write one or remove the line");
        } else if (value instanceof YamlNode.Scalar scalar) {
            to.put(key, Setting.ofFile(file, key, List.of(scalar.text()), false));
        } else if (value instanceof YamlNode.Items list) {
            items(key, list);
        } else {
            to.problem(key + " in " + file + " is a mapping; it must be a value");
        }
    }

    private void items(String key, YamlNode.Items list) {
        if (key.equals(PERIODS) && list.items().stream().allMatch(ConfigFile::isPeriod)) {
            List<String> texts = list.items().stream().map(ConfigFile::period).toList();
            to.put(key, Setting.ofFile(file, key, texts, true));
        } else if (list.items().stream()
                .allMatch(item -> item instanceof YamlNode.Scalar && !isEmpty(item))) {
            List<String> texts =
                    list.items().stream().map(item -> ((YamlNode.Scalar) item).text()).toList();
            to.put(key, Setting.ofFile(file, key, texts, true));
        } else {
            String example =
                    key.equals(PERIODS)
                            ? "periods, such as [{from: T, to: T}]"
                            : "single values, such as [a, b]";
            to.problem(key + " in " + file + " must be a list of " + example);
        }
    }

    /** A mapping of {@code from} and {@code to}, and of nothing else. */
    private static boolean isPeriod(YamlNode node) {
        return node instanceof YamlNode.Entries entries
                && entries.repeated().isEmpty()
                && entries.entries().keySet().equals(Set.of("from", "to"))
                && entries.entries().values().stream()
                        .allMatch(value -> value instanceof YamlNode.Scalar);
    }

    /** The same in one text. */
    private static String period(YamlNode node) {
        Map<String, YamlNode> entries = ((YamlNode.Entries) node).entries();
        return text(entries.get("from")) + "/" + text(entries.get("to"));
    }

    private static String text(@Nullable YamlNode node) {
        return node instanceof YamlNode.Scalar scalar ? scalar.text() : "";
    }

    private static boolean isEmpty(YamlNode value) {
        return value instanceof YamlNode.Scalar scalar && scalar.looks() == YamlNode.Looks.EMPTY;
    }
}
