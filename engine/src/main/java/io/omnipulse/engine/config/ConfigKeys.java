package io.omnipulse.engine.config;

import static java.util.Map.entry;

import io.omnipulse.schemas.KafkaVariables;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The names of the settings: as keys of the file, as environment variables and as options. */
final class ConfigKeys {
    static final String ENVIRONMENT_PREFIX = "OMNIPULSE_";
    static final String KAFKA_PREFIX = "kafka.";

    /** Variables that set no key: the file itself, the launcher's, the log's, and the tests'. */
    private static final Set<String> READ_ELSEWHERE =
            Set.of(
                    "OMNIPULSE_CONFIG",
                    "OMNIPULSE_JAVA_OPTS",
                    "OMNIPULSE_LOG",
                    "OMNIPULSE_LOG_KAFKA",
                    "OMNIPULSE_SHARED");

    /** The paths of all keys but Kafka's, which are passed on whatever they are. */
    static final List<String> ALL =
            List.of(
                    "version",
                    "home-partitions",
                    "sources",
                    "windows.horizon",
                    "windows.finality",
                    "windows.lookback",
                    "windows.rolling",
                    "identity.from-events",
                    "business-zone",
                    "campaigns.declared",
                    "campaigns.exported",
                    "catalogue",
                    "serve.port",
                    "serve.bind",
                    "serve.stale-after",
                    "serve.token-file",
                    "serve.open",
                    "alerts.enabled",
                    "alerts.learn",
                    "alerts.target",
                    "alerts.exclude",
                    "state-dir",
                    "ahead-tolerance",
                    "threads");

    static final Set<String> SECTIONS =
            Set.of("windows", "identity", "campaigns", "serve", "alerts", "kafka");

    /** Options that are shorter than the path of their key. */
    private static final Map<String, String> SHORT_OPTIONS =
            Map.of(
                    KAFKA_PREFIX + EngineConfig.BOOTSTRAP_SERVERS,
                    "--bootstrap-server",
                    KAFKA_PREFIX + EngineConfig.SCHEMA_REGISTRY_URL,
                    "--schema-registry",
                    "serve.port",
                    "--port");

    private static final Map<String, String> BY_VARIABLE = byVariable();

    private ConfigKeys() {}

    private static Map<String, String> byVariable() {
        Map<String, String> keys =
                new TreeMap<>(
                        Map.ofEntries(
                                entry(
                                        "OMNIPULSE_BOOTSTRAP_SERVER",
                                        KAFKA_PREFIX + EngineConfig.BOOTSTRAP_SERVERS),
                                entry(
                                        "OMNIPULSE_SCHEMA_REGISTRY",
                                        KAFKA_PREFIX + EngineConfig.SCHEMA_REGISTRY_URL),
                                entry("OMNIPULSE_PORT", "serve.port")));
        ALL.forEach(key -> keys.put(variable(key), key));
        return keys;
    }

    private static String variable(String key) {
        return ENVIRONMENT_PREFIX
                + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The key that an environment variable sets; empty if it sets none. */
    static Optional<String> ofVariable(String variable) {
        return KafkaVariables.property(variable)
                .map(property -> KAFKA_PREFIX + property)
                .or(() -> Optional.ofNullable(BY_VARIABLE.get(variable)));
    }

    static boolean isReadElsewhere(String variable) {
        return READ_ELSEWHERE.contains(variable);
    }

    static Set<String> variables() {
        return BY_VARIABLE.keySet();
    }

    static String option(String key) {
        return SHORT_OPTIONS.getOrDefault(key, "--" + key);
    }

    static boolean isKnown(String key) {
        return ALL.contains(key) || isKafka(key);
    }

    static boolean isKafka(String key) {
        return key.startsWith(KAFKA_PREFIX) && key.length() > KAFKA_PREFIX.length();
    }

    /** Which key was meant by an unknown one, and which ones there are beside it. */
    static String suggestion(String unknown) {
        String section =
                unknown.contains(".") ? unknown.substring(0, unknown.indexOf('.') + 1) : "";
        List<String> beside =
                SECTIONS.contains(section.replace(".", ""))
                        ? ALL.stream().filter(key -> key.startsWith(section)).toList()
                        : ALL;
        List<String> names =
                section.isEmpty()
                        ? List.of("windows", "campaigns", "serve", "alerts", "kafka")
                        : List.of();
        String hint =
                ALL.stream()
                        .filter(key -> key.endsWith("." + unknown))
                        .findFirst()
                        .map(key -> " (did you mean \"" + key + "\"?)")
                        .orElseGet(() -> Nearest.hint(unknown, concat(ALL, names)));
        String kafka = beside.equals(ALL) ? ", and kafka with any property of Kafka's clients" : "";
        return hint + "; there are " + String.join(", ", beside) + kafka;
    }

    private static List<String> concat(List<String> a, List<String> b) {
        return Stream.concat(a.stream(), b.stream()).toList();
    }
}
