package io.omnipulse.engine.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where values are served, and to whom.
 *
 * @param port the port of the HTTP server, 0 for any that is free, at most 65535
 * @param bind the address that it listens at; another than loopback needs a token file or {@code
 *     open}
 * @param staleAfter how long after its partition's last sign of life a value disappears; more than
 *     zero
 * @param tokenFile a file with the token that clients must show
 * @param open whether everyone who reaches the address may read without a token
 */
public record ServeConfig(
        int port, String bind, Duration staleAfter, Optional<Path> tokenFile, boolean open) {
    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern LOOPBACK =
            Pattern.compile(
                    "localhost|127(\\.\\d{1,3}){3}|\\[?(::1|(0{1,4}:){7}0{0,3}1)]?",
                    Pattern.CASE_INSENSITIVE);

    /** What holds where nothing is configured. */
    public static final ServeConfig DEFAULT =
            new ServeConfig(8080, "127.0.0.1", Duration.ofMinutes(5), Optional.empty(), false);

    /**
     * Checks the parts.
     *
     * @throws ConfigException if one is not allowed
     */
    public ServeConfig {
        Problem.throwIfAny(problems(port, bind, staleAfter, tokenFile, open));
    }

    static List<Problem> problems(
            int port, String bind, Duration staleAfter, Optional<Path> tokenFile, boolean open) {
        List<Problem> problems = new ArrayList<>();
        if (port < 0 || port > HIGHEST_PORT) {
            problems.add(
                    new Problem(
                            "serve.port",
                            Integer.toString(port),
                            "it must be a port from 1 to 65535, or 0 for any free one"));
        }
        if (bind.isBlank()) {
            problems.add(
                    new Problem(
                            "serve.bind",
                            bind,
                            "it must be an address, such as 127.0.0.1 or 0.0.0.0"));
        } else if (!isLoopback(bind) && tokenFile.isEmpty() && !open) {
            problems.add(
                    new Problem(
                            "serve.bind",
                            bind,
                            "others could read every value there; set serve.token-file so that they"
                                    + " need a token, or serve.open: true if everyone may, or bind to"
                                    + " 127.0.0.1"));
        }
        WindowConfig.checkPositive("serve.stale-after", staleAfter, problems);
        return problems;
    }

    /**
     * Whether an address can be reached from this machine only. Names are not looked up; the only
     * one known is localhost.
     */
    static boolean isLoopback(String bind) {
        return LOOPBACK.matcher(bind.strip()).matches();
    }
}
