package io.omnipulse.engine.config;

import io.omnipulse.engine.core.time.Window;
import io.omnipulse.schemas.Durations;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Puts the settings together: an option goes before an environment variable, that before the file,
 * that before the default. All problems are found and reported at once, each with the place that
 * the value comes from.
 *
 * <p>A key has its path as a name, {@code serve.port}. The environment variable is {@code
 * OMNIPULSE_} and the path in capitals with {@code _} for points and hyphens, {@code
 * OMNIPULSE_SERVE_PORT}; shorter are {@code OMNIPULSE_BOOTSTRAP_SERVER}, {@code
 * OMNIPULSE_SCHEMA_REGISTRY} and {@code OMNIPULSE_PORT}. Under {@code OMNIPULSE_KAFKA_} every
 * underscore stands for a point: {@code OMNIPULSE_KAFKA_SASL_MECHANISM} is {@code
 * kafka.sasl.mechanism}. A variable that is set to nothing counts as not set. Lists outside the
 * file are texts with commas.
 *
 * <p>A relative path to a file that is read ({@code catalogue}, {@code serve.token-file}) leads
 * from the configuration file's directory if it stands there, else from the working directory;
 * {@code state-dir} always leads from the latter.
 */
public final class ConfigReader {
    private ConfigReader() {}

    /**
     * Reads the settings.
     *
     * @param file the configuration file, if there is one
     * @param environment all environment variables; those that do not begin with {@code OMNIPULSE_}
     *     are not looked at
     * @param options values of command-line options, by the paths of the keys
     * @throws ConfigException if anything is wrong, with all problems
     */
    public static LoadedConfig read(
            Optional<Path> file, Map<String, String> environment, Map<String, String> options) {
        Settings settings = new Settings();
        List<String> warnings = new ArrayList<>();
        file.ifPresent(path -> ConfigFile.read(path, settings));
        addVariables(new TreeMap<>(environment), settings, warnings);
        addOptions(new TreeMap<>(options), settings);
        EngineConfig config = config(settings);
        return new LoadedConfig(config, warnings, settings.sources());
    }

    private static void addVariables(
            Map<String, String> environment, Settings to, List<String> warnings) {
        Map<String, String> variableOf = new HashMap<>();
        environment.forEach(
                (variable, value) -> {
                    if (!variable.startsWith(ConfigKeys.ENVIRONMENT_PREFIX)
                            || value.isBlank()
                            || ConfigKeys.isReadElsewhere(variable)) {
                        return;
                    }
                    Optional<String> key = ConfigKeys.ofVariable(variable);
                    if (key.isEmpty()) {
                        warnings.add(
                                "the environment variable "
                                        + variable
                                        + " sets nothing and is ignored"
                                        + Nearest.hint(variable, ConfigKeys.variables()));
                        return;
                    }
                    String other = variableOf.putIfAbsent(key.get(), variable);
                    if (other != null && !value.equals(environment.get(other))) {
                        to.problem(
                                variable
                                        + " and "
                                        + other
                                        + " (environment) both set "
                                        + key.get()
                                        + ", to different values; unset one");
                    }
                    to.put(key.get(), Setting.ofVariable(variable, value));
                });
    }

    private static void addOptions(Map<String, String> options, Settings to) {
        options.forEach(
                (key, value) -> {
                    String option = ConfigKeys.option(key);
                    if (!ConfigKeys.isKnown(key)) {
                        to.problem(
                                "there is no setting for "
                                        + option
                                        + " (option)"
                                        + ConfigKeys.suggestion(key));
                    } else if (value.isBlank()) {
                        to.problem(option + " (option) has no value; write one or leave it out");
                    } else {
                        to.put(key, Setting.ofOption(option, value));
                    }
                });
    }

    private static EngineConfig config(Settings settings) {
        EngineConfig base = EngineConfig.defaults();
        int version = integer(settings, "version", base.version());
        int homePartitions = integer(settings, "home-partitions", base.homePartitions());
        List<String> sources = settings.many("sources", base.sources(), text -> text);
        Optional<WindowConfig> windows = windows(settings);
        boolean linksFromEvents =
                settings.one("identity.from-events", base.linksFromEvents(), ConfigReader::truth);
        ZoneId zone = settings.one("business-zone", base.businessZone(), ConfigReader::zone);
        Optional<CampaignConfig> campaigns = campaigns(settings);
        Optional<Path> catalogue = settings.readableFile("catalogue");
        Optional<ServeConfig> serve = serve(settings);
        Optional<AlertConfig> alerts = alerts(settings);
        Path stateDir = settings.one("state-dir", base.stateDir(), Settings::path);
        Duration tolerance = duration(settings, "ahead-tolerance", base.clockTolerance());
        Map<String, String> kafka = new TreeMap<>(base.kafka());
        kafka.putAll(settings.under(ConfigKeys.KAFKA_PREFIX));
        OptionalInt threads =
                settings.optional("threads", ConfigReader::integer)
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty());
        settings.problems(
                EngineConfig.problems(version, homePartitions, sources, tolerance, kafka, threads));
        settings.throwIfAny();
        return new EngineConfig(
                version,
                homePartitions,
                sources,
                windows.orElseThrow(),
                linksFromEvents,
                zone,
                campaigns.orElseThrow(),
                catalogue,
                serve.orElseThrow(),
                stateDir,
                tolerance,
                kafka,
                alerts.orElseThrow(),
                threads);
    }

    private static Optional<WindowConfig> windows(Settings settings) {
        WindowConfig base = WindowConfig.DEFAULT;
        Duration horizon = duration(settings, "windows.horizon", base.horizon());
        Duration finality = duration(settings, "windows.finality", base.finality());
        Duration lookback = duration(settings, "windows.lookback", base.lookback());
        List<Window> rolling =
                settings.many("windows.rolling", base.rolling(), ConfigReader::window);
        List<Problem> problems = WindowConfig.problems(horizon, finality, lookback, rolling);
        settings.problems(problems);
        return problems.isEmpty()
                ? Optional.of(new WindowConfig(horizon, finality, lookback, rolling))
                : Optional.empty();
    }

    private static Optional<CampaignConfig> campaigns(Settings settings) {
        CampaignConfig base = CampaignConfig.DEFAULT;
        List<String> declared = settings.many("campaigns.declared", base.declared(), text -> text);
        int exported = integer(settings, "campaigns.exported", base.exported());
        List<Problem> problems = CampaignConfig.problems(declared, exported);
        settings.problems(problems);
        return problems.isEmpty()
                ? Optional.of(new CampaignConfig(declared, exported))
                : Optional.empty();
    }

    private static Optional<ServeConfig> serve(Settings settings) {
        ServeConfig base = ServeConfig.DEFAULT;
        int port = integer(settings, "serve.port", base.port());
        String bind = settings.one("serve.bind", base.bind(), text -> text);
        Duration staleAfter = duration(settings, "serve.stale-after", base.staleAfter());
        Optional<Path> tokenFile = settings.readableFile("serve.token-file");
        boolean open = settings.one("serve.open", base.open(), ConfigReader::truth);
        List<Problem> problems = ServeConfig.problems(port, bind, staleAfter, tokenFile, open);
        settings.problems(problems);
        return problems.isEmpty()
                ? Optional.of(new ServeConfig(port, bind, staleAfter, tokenFile, open))
                : Optional.empty();
    }

    private static Optional<AlertConfig> alerts(Settings settings) {
        AlertConfig base = AlertConfig.DEFAULT;
        boolean enabled = settings.one("alerts.enabled", base.enabled(), ConfigReader::truth);
        Duration learn = duration(settings, "alerts.learn", base.learn());
        OptionalDouble target =
                settings.optional("alerts.target", ConfigReader::share)
                        .map(OptionalDouble::of)
                        .orElse(base.target());
        List<AlertConfig.Period> exclude =
                settings.many("alerts.exclude", base.exclude(), AlertConfig.Period::parse);
        List<Problem> problems = AlertConfig.problems(learn, target, exclude);
        settings.problems(problems);
        return problems.isEmpty()
                ? Optional.of(new AlertConfig(enabled, learn, target, exclude))
                : Optional.empty();
    }

    private static double share(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a share, such as 0.03 for 3 %", e);
        }
    }

    private static int integer(Settings settings, String key, int fallback) {
        return settings.one(key, fallback, ConfigReader::integer);
    }

    private static int integer(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number, such as 8", e);
        }
    }

    private static Duration duration(Settings settings, String key, Duration fallback) {
        return settings.one(key, fallback, Durations::parse);
    }

    private static boolean truth(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException("must be true or false");
    }

    private static Window window(String text) {
        return Window.named(text)
                .orElseThrow(
                        () -> new IllegalArgumentException("must be one of " + Window.labels()));
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "must be a time zone, such as UTC or Europe/Paris"
                            + Nearest.hint(text, ZoneId.getAvailableZoneIds()),
                    e);
        }
    }
}
