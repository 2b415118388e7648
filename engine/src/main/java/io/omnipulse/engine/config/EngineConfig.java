package io.omnipulse.engine.config;

import io.omnipulse.engine.core.time.Window;
import io.omnipulse.schemas.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All settings of the engine. {@code toString} never shows a secret.
 *
 * @param version part of the application id, so that another one starts afresh beside the old; 1 or
 *     more
 * @param homePartitions into how many partitions subjects are divided; 1 to 1,000, at least as many
 *     as any source topic has
 * @param sources the topics to read, all of {@link #KNOWN_SOURCES}; at least one, none twice
 * @param windows how long things may take, and the windows that are published
 * @param linksFromEvents whether a web event that bears both a visitor and a customer links them
 *     ({@code identity.from-events})
 * @param businessZone the time zone of days, weeks and months
 * @param campaigns which campaigns have series of their own
 * @param catalogue a file of KPIs added to the shipped ones
 * @param serve where values are served, and to whom
 * @param stateDir where state is kept on disk
 * @param clockTolerance how far an event's time may lie ahead of its record's timestamp ({@code
 *     ahead-tolerance}); zero or more
 * @param kafka properties of Kafka's clients and of the registry's, passed on as they are, sorted
 *     by key
 * @param alerts how conversion is watched
 * @param threads how many threads process; 1 to 1,000; empty leaves it to the start-up
 */
public record EngineConfig(
        int version,
        int homePartitions,
        List<String> sources,
        WindowConfig windows,
        boolean linksFromEvents,
        ZoneId businessZone,
        CampaignConfig campaigns,
        Optional<Path> catalogue,
        ServeConfig serve,
        Path stateDir,
        Duration clockTolerance,
        Map<String, String> kafka,
        AlertConfig alerts,
        OptionalInt threads) {
    /** The topics that the engine can read, as docs/events.md describes them. */
    public static final List<String> KNOWN_SOURCES =
            List.of(
                    "web-events",
                    "pos-sales",
                    "survey-answers",
                    "ad-spend",
                    "stock-movements",
                    "fulfilments",
                    "support-contacts",
                    "identity-links");

    static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    static final String SCHEMA_REGISTRY_URL = "schema.registry.url";

    private static final int MOST_HOME_PARTITIONS = 1_000;
    private static final int MOST_THREADS = 1_000;

    private static final EngineConfig DEFAULT =
            new EngineConfig(
                    1,
                    8,
                    List.of("web-events", "pos-sales", "survey-answers"),
                    WindowConfig.DEFAULT,
                    false,
                    ZoneId.of("UTC"),
                    CampaignConfig.DEFAULT,
                    Optional.empty(),
                    ServeConfig.DEFAULT,
                    Path.of("state"),
                    Duration.ofMinutes(5),
                    Map.of(
                            BOOTSTRAP_SERVERS,
                            "localhost:9092",
                            SCHEMA_REGISTRY_URL,
                            "http://localhost:8081"),
                    AlertConfig.DEFAULT,
                    OptionalInt.empty());

    /**
     * Checks the parts.
     *
     * @throws ConfigException if one is not allowed
     */
    public EngineConfig {
        Problem.throwIfAny(
                problems(version, homePartitions, sources, clockTolerance, kafka, threads));
        sources = List.copyOf(sources);
        kafka = Collections.unmodifiableMap(new TreeMap<>(kafka));
    }

    /** What holds where nothing is configured. */
    public static EngineConfig defaults() {
        return DEFAULT;
    }

    static List<Problem> problems(
            int version,
            int homePartitions,
            List<String> sources,
            Duration clockTolerance,
            Map<String, String> kafka,
            OptionalInt threads) {
        List<Problem> problems = new ArrayList<>();
        if (version < 1) {
            problems.add(new Problem("version", Integer.toString(version), "it must be 1 or more"));
        }
        if (homePartitions < 1 || homePartitions > MOST_HOME_PARTITIONS) {
            problems.add(
                    new Problem(
                            "home-partitions",
                            Integer.toString(homePartitions),
                            "it must be 1 to " + MOST_HOME_PARTITIONS));
        }
        checkSources(sources, problems);
        if (clockTolerance.isNegative()) {
            problems.add(
                    new Problem(
                            "ahead-tolerance",
                            Durations.text(clockTolerance),
                            "it must be zero or more"));
        }
        for (String key : List.of(BOOTSTRAP_SERVERS, SCHEMA_REGISTRY_URL)) {
            if (kafka.getOrDefault(key, "").isBlank()) {
                problems.add(
                        new Problem(
                                "kafka." + key,
                                "",
                                "it must be an address; nothing can be reached without it"));
            }
        }
        threads.stream()
                .filter(count -> count < 1 || count > MOST_THREADS)
                .forEach(
                        count ->
                                problems.add(
                                        new Problem(
                                                "threads",
                                                Integer.toString(count),
                                                "it must be 1 to " + MOST_THREADS)));
        return problems;
    }

    private static void checkSources(List<String> sources, List<Problem> problems) {
        if (sources.isEmpty()) {
            problems.add(
                    new Problem(
                            "sources",
                            "[]",
                            "it must name at least one of " + String.join(", ", KNOWN_SOURCES)));
        }
        for (String source : sources) {
            if (!KNOWN_SOURCES.contains(source)) {
                problems.add(
                        new Problem(
                                "sources",
                                source,
                                "there is no such source"
                                        + Nearest.hint(source, KNOWN_SOURCES)
                                        + "; allowed are "
                                        + String.join(", ", KNOWN_SOURCES)));
            }
        }
        if (new HashSet<>(sources).size() < sources.size()) {
            problems.add(
                    new Problem("sources", sources.toString(), "a topic stands twice; remove one"));
        }
    }

    /** All settings by the paths of their keys, as they may be shown: secrets are hidden. */
    public Map<String, String> shown() {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("version", Integer.toString(version));
        shown.put("home-partitions", Integer.toString(homePartitions));
        shown.put("sources", String.join(", ", sources));
        shown.put("windows.horizon", Durations.text(windows.horizon()));
        shown.put("windows.finality", Durations.text(windows.finality()));
        shown.put("windows.lookback", Durations.text(windows.lookback()));
        shown.put(
                "windows.rolling",
                windows.rolling().stream().map(Window::label).collect(Collectors.joining(", ")));
        shown.put("identity.from-events", Boolean.toString(linksFromEvents));
        shown.put("business-zone", businessZone.getId());
        shown.put("campaigns.declared", String.join(", ", campaigns.declared()));
        shown.put("campaigns.exported", Integer.toString(campaigns.exported()));
        shown.put("catalogue", catalogue.map(Path::toString).orElse(""));
        shown.put("serve.port", Integer.toString(serve.port()));
        shown.put("serve.bind", serve.bind());
        shown.put("serve.stale-after", Durations.text(serve.staleAfter()));
        shown.put("serve.token-file", serve.tokenFile().map(Path::toString).orElse(""));
        shown.put("serve.open", Boolean.toString(serve.open()));
        shown.put("alerts.enabled", Boolean.toString(alerts.enabled()));
        shown.put("alerts.learn", Durations.text(alerts.learn()));
        shown.put("alerts.target", alerts.targetShown());
        shown.put("alerts.exclude", alerts.excludeShown());
        shown.put("state-dir", stateDir.toString());
        shown.put("ahead-tolerance", Durations.text(clockTolerance));
        shown.put("threads", threads.isPresent() ? Integer.toString(threads.getAsInt()) : "");
        kafka.forEach((key, value) -> shown.put("kafka." + key, Secrets.shown(key, value)));
        return shown;
    }

    @Override
    public String toString() {
        return "EngineConfig" + shown();
    }
}
