package io.omnipulse.engine.cli;

import io.omnipulse.engine.config.ConfigReader;
import io.omnipulse.engine.config.LoadedConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where the cluster is and how the engine is configured: option, then environment, then file, then
 * default.
 */
final class ClusterOptions {
    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            description =
                    "Kafka brokers. Environment: OMNIPULSE_BOOTSTRAP_SERVER. Default: localhost:9092.")
    private @Nullable String bootstrapServer;

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            description =
                    "Schema registry. Environment: OMNIPULSE_SCHEMA_REGISTRY. Default: http://localhost:8081.")
    private @Nullable String schemaRegistry;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration file (YAML). Environment: OMNIPULSE_CONFIG.")
    private @Nullable Path config;

    @Option(
            names = {"-K", "--kafka"},
            paramLabel = "KEY=VALUE",
            description =
                    "Any Kafka client property, such as security.protocol=SASL_SSL. May be repeated.")
    private Map<String, String> kafka = new LinkedHashMap<>();

    /**
     * Everything that is configured.
     *
     * @param more further options by the paths of their keys
     */
    LoadedConfig load(Map<String, String> more) {
        Map<String, String> options = new HashMap<>(more);
        kafka.forEach(
                (key, value) ->
                        options.put(key.startsWith("kafka.") ? key : "kafka." + key, value));
        put(options, "kafka.bootstrap.servers", bootstrapServer);
        put(options, "kafka.schema.registry.url", schemaRegistry);
        return ConfigReader.read(file(), System.getenv(), options);
    }

    private Optional<Path> file() {
        if (config != null) {
            return Optional.of(config);
        }
        String variable = System.getenv("OMNIPULSE_CONFIG");
        return variable == null || variable.isBlank()
                ? Optional.empty()
                : Optional.of(Path.of(variable));
    }

    private static void put(Map<String, String> options, String key, @Nullable String value) {
        if (value != null) {
            options.put(key, value);
        }
    }
}
