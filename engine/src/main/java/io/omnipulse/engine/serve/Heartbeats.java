package io.omnipulse.engine.serve;

import io.omnipulse.engine.core.progress.Watermarks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The newest heartbeat of each partition. One writer, any number of readers. */
final class Heartbeats {
    /**
     * What holds for all rows of one partition of {@code kpi-values}.
     *
     * @param confirmedMs when they were last known to hold: all of them, so the oldest of its
     *     heartbeats
     * @param watermarkMs up to where they are complete: the least of its heartbeats
     */
    record Home(long confirmedMs, long watermarkMs) {}

    private final ConcurrentMap<Integer, Heartbeat> newest = new ConcurrentHashMap<>();
    // Asked for each row and changed a few times in ten seconds, hence kept instead of computed.
    private volatile Map<Integer, Home> homes = Map.of();

    void put(Heartbeat heartbeat) {
        newest.merge(
                heartbeat.partition(),
                heartbeat,
                (before, now) -> before.version() > now.version() ? before : now);
        homes = homesNow();
    }

    void remove(int partition) {
        newest.remove(partition);
        homes = homesNow();
    }

    private Map<Integer, Home> homesNow() {
        Map<Integer, Home> now = new HashMap<>();
        for (Heartbeat heartbeat : current()) {
            now.merge(
                    heartbeat.home(),
                    new Home(heartbeat.appendedMs(), heartbeat.watermarkMs()),
                    (a, b) ->
                            new Home(
                                    Math.min(a.confirmedMs(), b.confirmedMs()),
                                    Math.min(a.watermarkMs(), b.watermarkMs())));
        }
        return Map.copyOf(now);
    }

    /** What is known of a partition of {@code kpi-values}; empty before its first heartbeat. */
    Optional<Home> home(int partition) {
        return Optional.ofNullable(homes.get(partition));
    }

    /**
     * The heartbeats of the newest application, which alone say how the engine is. Those of an
     * older one stay in the topic for ever if it had more partitions.
     */
    List<Heartbeat> current() {
        List<Heartbeat> all = List.copyOf(newest.values());
        int version = all.stream().mapToInt(Heartbeat::version).max().orElse(0);
        return all.stream().filter(heartbeat -> heartbeat.version() == version).toList();
    }

    /** The least watermark; empty while that of any partition is unknown. */
    OptionalLong watermarkMs() {
        OptionalLong least = current().stream().mapToLong(Heartbeat::watermarkMs).min();
        return least.isPresent() && least.getAsLong() == Watermarks.UNKNOWN
                ? OptionalLong.empty()
                : least;
    }

    /** Rows that were corrected after they were final; empty if no heartbeat says. */
    OptionalLong restatements() {
        return current().stream()
                .map(Heartbeat::restatements)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .reduce(Long::sum);
    }
}
