package io.omnipulse.engine.cli;

import io.omnipulse.engine.config.ConfigReader;
import io.omnipulse.engine.config.LoadedConfig;
import io.omnipulse.producers.ConnectionOptions;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;

/**
 * Where the cluster is and how the engine is configured: option, then environment, then file, then
 * default.
 */
final class ClusterOptions {
    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    /**
     * Everything that is configured.
     *
     * @param more further options by the paths of their keys
     */
    LoadedConfig load(Map<String, String> more) {
        Map<String, String> options = new HashMap<>(more);
        connection.properties().forEach((key, value) -> options.put("kafka." + key, value));
        return ConfigReader.read(connection.file(System.getenv()), System.getenv(), options);
    }
}
