package io.omnipulse.producers;

import io.omnipulse.schemas.KafkaVariables;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Options of every command that speaks to a cluster. An option wins over the environment, that over
 * the file.
 */
public final class ConnectionOptions {
    static final String BOOTSTRAP_ENVIRONMENT = "OMNIPULSE_BOOTSTRAP_SERVER";
    static final String REGISTRY_ENVIRONMENT = "OMNIPULSE_SCHEMA_REGISTRY";
    static final String CONFIG_ENVIRONMENT = "OMNIPULSE_CONFIG";
    private static final String DEFAULT_BOOTSTRAP = "localhost:9092";
    private static final String DEFAULT_REGISTRY = "http://localhost:8081";
    private static final String PREFIX = "kafka.";

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
            description = "Configuration file. Environment: OMNIPULSE_CONFIG.")
    private @Nullable Path config;

    @Option(
            names = {"-K", "--kafka"},
            paramLabel = "KEY=VALUE",
            description =
                    "Any Kafka client property, such as security.protocol=SASL_SSL. May be repeated.")
    private Map<String, String> kafka = new LinkedHashMap<>();

    /** Reads the Kafka properties, without the prefix {@code kafka.}, of a configuration file. */
    @FunctionalInterface
    public interface ConfigFile {
        Map<String, String> kafkaProperties(Path file) throws IOException;
    }

    /** A file of Java properties whose names begin with {@code kafka.}. */
    static Map<String, String> ofPropertiesFile(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        Map<String, String> kafka = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                kafka.put(name.substring(PREFIX.length()), properties.getProperty(name));
            }
        }
        return kafka;
    }

    /**
     * What was given on the command line, as Kafka's properties; the addresses under Kafka's names.
     */
    public Map<String, String> properties() {
        Map<String, String> given = new HashMap<>();
        kafka.forEach(
                (key, value) ->
                        given.put(
                                key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : key,
                                value));
        if (bootstrapServer != null) {
            given.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServer);
        }
        if (schemaRegistry != null) {
            given.put(Connection.REGISTRY_URL, schemaRegistry);
        }
        return given;
    }

    /** The configuration file, if one is named. */
    public Optional<Path> file(Map<String, String> environment) {
        if (config != null) {
            return Optional.of(config);
        }
        String variable = environment.getOrDefault(CONFIG_ENVIRONMENT, "");
        return variable.isBlank() ? Optional.empty() : Optional.of(Path.of(variable));
    }

    /**
     * Puts together what was given.
     *
     * @param environment that of the process; injected, so that tests have their own
     * @throws CommandFailedException if the file cannot be read, or two variables disagree
     */
    Connection connection(Map<String, String> environment, ConfigFile configFile) {
        Map<String, String> fromFile = fromFile(environment, configFile);
        Map<String, String> fromEnvironment = KafkaVariables.properties(environment);
        String registryKey = Connection.REGISTRY_URL;
        String bootstrapKey = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;
        Map<String, String> given = properties();
        Map<String, String> all = new HashMap<>(fromFile);
        all.putAll(fromEnvironment);
        all.putAll(given);
        return new Connection(
                first(
                        given.get(bootstrapKey),
                        ofEnvironment(
                                environment, BOOTSTRAP_ENVIRONMENT, fromEnvironment, bootstrapKey),
                        fromFile.get(bootstrapKey),
                        DEFAULT_BOOTSTRAP),
                first(
                        given.get(registryKey),
                        ofEnvironment(
                                environment, REGISTRY_ENVIRONMENT, fromEnvironment, registryKey),
                        fromFile.get(registryKey),
                        DEFAULT_REGISTRY),
                all);
    }

    /** An address that has a variable of its own beside the one of the property. */
    private static @Nullable String ofEnvironment(
            Map<String, String> environment,
            String variable,
            Map<String, String> properties,
            String property) {
        String value = environment.getOrDefault(variable, "");
        String other = properties.get(property);
        if (!value.isBlank() && other != null && !value.equals(other)) {
            throw new CommandFailedException(
                    CommandFailedException.WRONG_USAGE,
                    variable
                            + " and the variable of kafka."
                            + property
                            + " are set to different values: unset one.");
        }
        return value.isBlank() ? other : value;
    }

    private Map<String, String> fromFile(Map<String, String> environment, ConfigFile configFile) {
        Optional<Path> file = file(environment);
        if (file.isEmpty()) {
            return Map.of();
        }
        try {
            return configFile.kafkaProperties(file.get());
        } catch (IOException e) {
            throw new CommandFailedException(
                    CommandFailedException.WRONG_USAGE,
                    "The configuration file "
                            + file.get()
                            + " cannot be read ("
                            + e
                            + "): name another one with --config.",
                    e);
        }
    }

    private static String first(@Nullable String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null && !candidate.isBlank()) {
                return candidate;
            }
        }
        throw new IllegalStateException("The last candidate is the default.");
    }
}
