package io.omnipulse.benchmarks.live;

import io.omnipulse.benchmarks.harness.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** How long {@code demo} takes, from the start of its process to the line that says it is ready. */
public final class StartTime {
    private static final int TIMES = 3;
    private static final Duration UP_AT_MOST = Duration.ofMinutes(2);

    private StartTime() {}

    /** The middle one of a few, in seconds. */
    public static double seconds(Session session) throws InterruptedException {
        List<Double> found = new ArrayList<>();
        for (int time = 0; time < TIMES; time++) {
            try (Launched demo =
                    Launched.start(
                            session.jvm().asLauncher(),
                            List.of(
                                    "demo",
                                    "--port",
                                    "0",
                                    "--kafka-port",
                                    "0",
                                    "--registry-port",
                                    "0"),
                            Map.of(),
                            "demo is ready",
                            session.logs().resolve("demo.log"))) {
                demo.awaitUp(UP_AT_MOST);
                found.add((System.currentTimeMillis() - demo.begunMs()) / 1000.0);
            }
        }
        Collections.sort(found);
        return found.get(TIMES / 2);
    }
}
