package io.omnipulse.engine.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings, and where they come from.
 *
 * @param config the settings
 * @param warnings what was ignored, one sentence each
 * @param sources by the paths of the keys, for those that somebody set: the file, variable or
 *     option
 */
public record LoadedConfig(
        EngineConfig config, List<String> warnings, Map<String, String> sources) {
    public LoadedConfig {
        warnings = List.copyOf(warnings);
        sources = Map.copyOf(sources);
    }

    /**
     * Where a value comes from: {@code engine.yaml}, {@code environment, OMNIPULSE_PORT}, {@code
     * default}.
     */
    public String sourceOf(String key) {
        return sources.getOrDefault(key, "default");
    }

    /** All settings with their sources, one a line; secrets are hidden. */
    public String describe() {
        return config.shown().entrySet().stream()
                .map(
                        each ->
                                each.getKey()
                                        + " = "
                                        + each.getValue()
                                        + "  ("
                                        + sourceOf(each.getKey())
                                        + ")")
                .collect(Collectors.joining("\n"));
    }
}
