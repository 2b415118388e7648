package io.omnipulse.engine.cli;

import io.omnipulse.engine.config.ConfigReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What commands of other rooms read of the configuration file. */
final class ConfigFiles {
    private ConfigFiles() {}

    /** The Kafka properties of a file, as they stand there or by default. */
    static Map<String, String> kafkaProperties(Path file) {
        return ConfigReader.read(Optional.of(file), Map.of(), Map.of()).config().kafka();
    }
}
