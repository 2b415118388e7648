package io.omnipulse.engine.serve;

import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.time.Window;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the present table is shown, and to whom.
 *
 * @param port TCP port, 1 to 65535; 0 takes any free one
 * @param bind address or host name to listen on
 * @param token what readers must show; required beyond loopback unless {@code open}
 * @param open whether anybody who reaches the port may read
 * @param staleAfter age from which a value is withheld from the metrics; more than zero
 * @param horizon how late an event may arrive; a row is settled that long after its end, by
 *     watermark
 * @param finality how long after its end, by watermark, a row is final
 * @param windows the rolling windows that the engine computes
 * @param declared campaigns that have series before their first event
 * @param exported how many further campaigns have series of their own, those with the widest reach
 *     first; zero or more
 */
public record ServeSettings(
        int port,
        String bind,
        Optional<BearerToken> token,
        boolean open,
        Duration staleAfter,
        Duration horizon,
        Duration finality,
        Set<Window> windows,
        List<String> declared,
        int exported) {

    /**
     * Checks every part.
     *
     * @throws IllegalArgumentException if a part is out of its range, or the port would be open to
     *     others without anybody having said so
     */
    public ServeSettings {
        windows = Collections.unmodifiableSet(ordered(windows));
        declared = List.copyOf(new LinkedHashSet<>(declared));
        require(
                port >= 0 && port <= 65535,
                "serve.port is " + port + "; it must be from 1 to 65535, or 0 for any free port");
        require(
                !staleAfter.isNegative() && !staleAfter.isZero(),
                "serve.stale-after is " + staleAfter + "; it must be more than zero, such as 5m");
        require(
                !horizon.isNegative(),
                "windows.horizon is " + horizon + "; it must not be negative");
        require(
                !finality.isNegative(),
                "windows.finality is " + finality + "; it must not be negative");
        require(exported >= 0, "campaigns.exported is " + exported + "; it must be zero or more");
        require(
                !windows.isEmpty(),
                "windows.rolling is empty; name at least one of " + Window.labels());
        require(
                !declared.contains(Cut.ALL),
                "campaigns.declared names \""
                        + Cut.ALL
                        + "\", which stands for all campaigns and is always there; leave it out");
        require(
                !bind.isBlank(),
                "serve.bind is empty; use 127.0.0.1, or 0.0.0.0 for every address");
        require(
                token.isPresent() || open || isLoopback(bind),
                "serve.bind is \""
                        + bind
                        + "\", which others can reach. Set serve.token-file so that readers need a"
                        + " token, set serve.open: true to let everybody read, or bind to"
                        + " 127.0.0.1.");
    }

    /**
     * The defaults: port 8080 on loopback, everything for the programs of this machine and for
     * nobody else.
     */
    public static ServeSettings loopback() {
        return new ServeSettings(
                8080,
                "127.0.0.1",
                Optional.empty(),
                false,
                Duration.ofMinutes(5),
                Duration.ofDays(2),
                Duration.ofMinutes(1),
                EnumSet.complementOf(EnumSet.of(Window.D90)),
                List.of(),
                500);
    }

    public ServeSettings withPort(int port) {
        return new ServeSettings(
                port,
                bind,
                token,
                open,
                staleAfter,
                horizon,
                finality,
                windows,
                declared,
                exported);
    }

    public ServeSettings withBind(String bind, Optional<BearerToken> token, boolean open) {
        return new ServeSettings(
                port,
                bind,
                token,
                open,
                staleAfter,
                horizon,
                finality,
                windows,
                declared,
                exported);
    }

    public ServeSettings withTimes(Duration staleAfter, Duration horizon, Duration finality) {
        return new ServeSettings(
                port,
                bind,
                token,
                open,
                staleAfter,
                horizon,
                finality,
                windows,
                declared,
                exported);
    }

    public ServeSettings withWindows(Set<Window> windows) {
        return new ServeSettings(
                port,
                bind,
                token,
                open,
                staleAfter,
                horizon,
                finality,
                windows,
                declared,
                exported);
    }

    public ServeSettings withCampaigns(List<String> declared, int exported) {
        return new ServeSettings(
                port,
                bind,
                token,
                open,
                staleAfter,
                horizon,
                finality,
                windows,
                declared,
                exported);
    }

    /** Whether only programs of this machine can reach the port. */
    boolean isLoopback() {
        return isLoopback(bind);
    }

    private static boolean isLoopback(String bind) {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "serve.bind is \""
                            + bind
                            + "\", which is no address of this machine and no known host name; use"
                            + " 127.0.0.1, or 0.0.0.0 for every address",
                    e);
        }
    }

    private static Set<Window> ordered(Collection<Window> windows) {
        Set<Window> ordered = EnumSet.noneOf(Window.class);
        ordered.addAll(windows);
        return ordered;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
