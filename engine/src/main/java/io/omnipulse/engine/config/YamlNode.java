package io.omnipulse.engine.config;

import java.util.List;
import java.util.Map;

/** A piece of a YAML file, with the line on which it begins. */
sealed interface YamlNode {
    int line();

    /** What it is, for messages: {@code a number}. */
    String what();

    /** What a scalar looks like. */
    enum Looks {
        TEXT("a text"),
        NUMBER("a number"),
        BOOLEAN("true or false"),
        EMPTY("empty");

        private final String what;

        Looks(String what) {
            this.what = what;
        }
    }

    /**
     * A single value.
     *
     * @param text as it stands in the file, without quotes
     */
    record Scalar(String text, Looks looks, int line) implements YamlNode {
        @Override
        public String what() {
            return looks.what;
        }
    }

    /** A list. */
    record Items(List<YamlNode> items, int line) implements YamlNode {
        @Override
        public String what() {
            return "a list";
        }
    }

    /**
     * A mapping.
     *
     * @param entries in the order of the file; of a key that stands twice, the first
     * @param repeated keys that stand more than once
     */
    record Entries(Map<String, YamlNode> entries, List<String> repeated, int line)
            implements YamlNode {
        @Override
        public String what() {
            return "a mapping";
        }
    }
}
