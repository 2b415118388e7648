package io.omnipulse.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration that a test writes and reads.
 *
 * @param directory where its file is
 */
record SampleConfig(Path directory) {
    Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("engine.yaml"), text);
    }

    EngineConfig read(String text) throws IOException {
        return ConfigReader.read(Optional.of(file(text)), Map.of(), Map.of()).config();
    }

    static LoadedConfig withoutFile(Map<String, String> environment, Map<String, String> options) {
        return ConfigReader.read(Optional.empty(), environment, options);
    }

    List<String> problemsOf(String text) throws IOException {
        Path file = file(text);
        return problemsOf(Optional.of(file), Map.of(), Map.of());
    }

    List<String> problemsOf(
            Optional<Path> file, Map<String, String> environment, Map<String, String> options) {
        ConfigException refused =
                catchThrowableOfType(
                        ConfigException.class, () -> ConfigReader.read(file, environment, options));
        assertThat(refused).isNotNull();
        return refused.problems().stream()
                .map(problem -> problem.replace(directory + "/", ""))
                .toList();
    }
}
