package io.omnipulse.engine.config;

import java.util.List;

/**
 * Something in the configuration or in a catalogue is wrong. All problems that were found are in
 * it, one line each.
 */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * The one problem, or several.
     *
     * @param problems sentences for users, at least one; line breaks in them become spaces
     */
    public ConfigException(List<String> problems) {
        super(
                String.join(
                        "\n",
                        problems.stream().map(problem -> problem.replaceAll("\\R", " ")).toList()));
    }

    public ConfigException(String problem) {
        this(List.of(problem));
    }

    /** The problems in the order in which they were found, at least one. */
    public List<String> problems() {
        return String.valueOf(getMessage()).lines().toList();
    }

    static void throwIfAny(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }
}
