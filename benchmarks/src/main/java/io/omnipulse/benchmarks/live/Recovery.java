package io.omnipulse.benchmarks.live;

import io.omnipulse.benchmarks.data.EventSource;
import io.omnipulse.benchmarks.data.Slice;
import io.omnipulse.benchmarks.harness.Session;
import io.omnipulse.benchmarks.harness.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A live engine that has counted the session's events: how long a scrape takes, and how long it
 * takes to rebuild its state when that is lost.
 */
public final class Recovery {
    private static final Duration COUNTED_AT_MOST = Duration.ofMinutes(30);
    private static final Duration READY_AT_MOST = Duration.ofMinutes(10);
    private static final int SCRAPES = 30;

    /** A little longer than a broker's cleaner rests, which is 15 s. */
    private static final int CLEANED_SECONDS = 20;

    private static final int CLEANINGS = 9;

    /** Some 2,000 series for each campaign: so about 10,000. */
    private static final Map<String, String> EXPORTED = Map.of("OMNIPULSE_CAMPAIGNS_EXPORTED", "5");

    private Recovery() {}

    /**
     * What was found.
     *
     * @param subjects whose journeys were restored
     * @param records that the changelog held of them, compacted
     * @param withoutState seconds from the start of the process to ready, all state lost
     * @param withState the same with state in place
     * @param series on the page that was scraped
     * @param scrapeMs the middle scrape
     */
    public record Found(
            long subjects,
            long records,
            double withoutState,
            double withState,
            long series,
            double scrapeMs) {
        /** Restored subjects a second; less than half a second cannot be told from chance. */
        public double subjectsPerSecond() {
            return subjects / Math.max(0.5, withoutState - withState);
        }

        /** For 10,000 series. */
        public double scrapeMsOfTenThousand() {
            return scrapeMs * 10_000 / series;
        }

        public String text() {
            return String.format(
                    "%,d subjects in %,d records: ready %.1f s after a start without state, %.1f s with it; scrape of %,d series %.0f ms",
                    subjects, records, withoutState, withState, series, scrapeMs);
        }
    }

    public static Found measure(Session session, int threads)
            throws IOException, ExecutionException, InterruptedException {
        long events = session.load(Slice.ALL);
        session.createTopicsOfEngine();
        Path state = session.fresh("live-state");
        long series;
        double scrapeMs;
        session.tell("a live engine counts the events");
        try (LiveEngine engine = LiveEngine.start(session, state, threads, EXPORTED)) {
            engine.awaitCounted(events, COUNTED_AT_MOST);
            String page = engine.metrics();
            series =
                    Samples.of(page)
                            .filter(sample -> sample.labels().contains("window=\""))
                            .count();
            scrapeMs = scrapeMs(engine);
        }
        session.tell("starting again with state, then without");
        double withState = secondsToReady(session, state, threads);
        TemporaryDirectory.delete(state);
        long records = recordsOnceCompacted(session);
        double withoutState = secondsToReady(session, state, threads);
        return new Found(subjects(session), records, withoutState, withState, series, scrapeMs);
    }

    /** How many records there are to restore when the broker has nothing more to compact. */
    private static long recordsOnceCompacted(Session session)
            throws ExecutionException, InterruptedException {
        long before = Long.MAX_VALUE;
        long records = records(session);
        for (int times = 0; records < before && times < CLEANINGS; times++) {
            TimeUnit.SECONDS.sleep(CLEANED_SECONDS);
            before = records;
            records = records(session);
        }
        return records;
    }

    private static long records(Session session) throws ExecutionException, InterruptedException {
        AtomicLong records = new AtomicLong();
        session.readJourneys("omnipulse-", record -> records.incrementAndGet());
        return records.get();
    }

    private static double secondsToReady(Session session, Path state, int threads)
            throws IOException, InterruptedException {
        try (LiveEngine engine = LiveEngine.start(session, state, threads, EXPORTED)) {
            return engine.awaitReady(READY_AT_MOST);
        }
    }

    private static double scrapeMs(LiveEngine engine) throws IOException, InterruptedException {
        List<Double> found = new ArrayList<>();
        for (int scrape = 0; scrape < SCRAPES; scrape++) {
            long begun = System.nanoTime();
            engine.metrics();
            found.add((System.nanoTime() - begun) / 1e6);
        }
        Collections.sort(found);
        return found.get(SCRAPES / 2);
    }

    private static long subjects(Session session) {
        Set<Integer> subjects = new HashSet<>();
        EventSource source = new EventSource(session.workload());
        while (source.hasNext()) {
            subjects.add(source.next().subject());
        }
        return subjects.size();
    }
}
