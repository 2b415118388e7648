package io.omnipulse.benchmarks.live;

import io.omnipulse.benchmarks.data.EventSource;
import io.omnipulse.benchmarks.data.Loader;
import io.omnipulse.benchmarks.data.Occurrence;
import io.omnipulse.benchmarks.data.Slice;
import io.omnipulse.benchmarks.data.Workload;
import io.omnipulse.benchmarks.harness.Session;
import io.omnipulse.schemas.AvroSerdes;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * How long it takes from an event to the value on {@code /metrics}. The load is open: an event is
 * due at a time that does not depend on what became of those before, and its time counts from then,
 * so a standstill is seen by all that were due in it. The k-th interaction is visible when the
 * count of the roll-up over everything has grown by k. Campaigns have no series here: a page of all
 * of theirs, fetched without a pause, would take more than the engine does.
 */
public final class Latency {
    private static final Map<String, String> EXPORTED = Map.of("OMNIPULSE_CAMPAIGNS_EXPORTED", "0");
    private static final String COUNT = "omnipulse_interactions";
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final int LOOK_EVERY_MS = 50;
    private static final int WARM_UP_SECONDS = 120;
    private static final int SECONDS = 30;
    private static final Duration READY_AT_MOST = Duration.ofMinutes(2);

    private final Session session;
    private final LiveEngine engine;
    private final Queue<Long> dueNanos = new ConcurrentLinkedQueue<>();
    private final Histogram micros = new Histogram(LONGEST_MICROS, 3);
    private long countFromNanos;
    private long seen;

    private Latency(Session session, LiveEngine engine) {
        this.session = session;
        this.engine = engine;
    }

    /**
     * What was found at a rate.
     *
     * @param unseen interactions that were not visible a quarter of a minute after the last event
     */
    public record Found(
            long rate,
            double p50Ms,
            double p90Ms,
            double p99Ms,
            double p999Ms,
            double maxMs,
            long events,
            long unseen) {
        /** Whether the engine kept up. */
        public boolean isSustained() {
            return unseen == 0;
        }

        public String text() {
            return String.format(
                    "%,d events/s: p50 %.0f ms, p90 %.0f ms, p99 %.0f ms, p99.9 %.0f ms, max %.0f ms; %,d interactions, %,d not visible in time",
                    rate, p50Ms, p90Ms, p99Ms, p999Ms, maxMs, events, unseen);
        }
    }

    /**
     * Starts an engine on empty topics and loads it for a while.
     *
     * @param histogram where the whole distribution goes
     */
    public static Found measure(Session session, int threads, long rate, Path histogram)
            throws IOException, ExecutionException, InterruptedException {
        session.createTopicsOfEngine();
        try (LiveEngine engine =
                LiveEngine.start(session, session.fresh("live-state"), threads, EXPORTED)) {
            engine.awaitReady(READY_AT_MOST);
            Latency latency = new Latency(session, engine);
            Found found = latency.load(rate);
            try (PrintStream to = new PrintStream(histogram.toFile(), StandardCharsets.UTF_8)) {
                latency.micros.outputPercentileDistribution(to, 1000.0);
            }
            return found;
        }
    }

    private Found load(long rate) throws InterruptedException {
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        long begun = System.nanoTime();
        countFromNanos = begun + TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS);
        long end = countFromNanos + TimeUnit.SECONDS.toNanos(SECONDS);
        Thread sender =
                new Thread(
                        () -> {
                            try {
                                send(rate, begun, end);
                            } catch (InterruptedException | RuntimeException failed) {
                                failure.set(failed);
                            }
                        },
                        "load");
        sender.start();
        try {
            while (failure.get() == null
                    && (sender.isAlive()
                            || (!dueNanos.isEmpty() && System.nanoTime() < end + DRAIN_NANOS))) {
                look();
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
            }
        } catch (IOException gone) {
            throw new IllegalStateException("the engine no longer answers", gone);
        } finally {
            sender.interrupt();
            sender.join();
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the load could not be made", failed);
        }
        long unseen = dueNanos.size();
        long now = System.nanoTime();
        dueNanos.forEach(due -> record(due, now));
        return new Found(
                rate,
                ms(50),
                ms(90),
                ms(99),
                ms(99.9),
                micros.getMaxValue() / 1000.0,
                micros.getTotalCount(),
                unseen);
    }

    private double ms(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }

    private void send(long rate, long begun, long end) throws InterruptedException {
        Workload workload = session.workload().ofEvents(Long.MAX_VALUE);
        EventSource source = new EventSource(workload);
        try (Serializer<SpecificRecord> values =
                        AvroSerdes.serializer(Map.copyOf(session.cluster()), false);
                Producer<byte[], byte[]> producer = Loader.producer(session.cluster(), 5)) {
            for (long sent = 0; ; sent++) {
                long due = begun + sent * TimeUnit.SECONDS.toNanos(1) / rate;
                if (due >= end) {
                    return;
                }
                while (System.nanoTime() < due) {
                    TimeUnit.MILLISECONDS.sleep(1);
                }
                Occurrence event = source.at(System.currentTimeMillis());
                if (event.isInteraction()) {
                    dueNanos.add(due);
                }
                Future<RecordMetadata> unused =
                        producer.send(Loader.record(event, Slice.ALL, values));
            }
        }
    }

    /** Takes what is visible now. */
    private void look() throws IOException, InterruptedException {
        String text = engine.metrics();
        long now = System.nanoTime();
        Samples.of(text)
                .filter(
                        sample ->
                                sample.name().equals(COUNT)
                                        && sample.labels().contains("window=\"1h\"")
                                        && sample.labels().contains("campaign=\"*\"")
                                        && sample.labels().contains("channel=\"*\""))
                .forEach(sample -> take((long) sample.value(), now));
    }

    private void take(long count, long now) {
        for (; seen < count; seen++) {
            Long due = dueNanos.poll();
            if (due != null) {
                record(due, now);
            }
        }
    }

    /** What was never seen counts, too: it has waited at least until now. */
    private void record(long due, long now) {
        if (due >= countFromNanos) {
            micros.recordValue(Math.min(LONGEST_MICROS, TimeUnit.NANOSECONDS.toMicros(now - due)));
        }
    }
}
