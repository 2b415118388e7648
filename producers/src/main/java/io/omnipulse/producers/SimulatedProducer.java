package io.omnipulse.producers;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;

/**
 * Plays traffic to the topics at its own pace. Open loop: a record is due when its event arrives,
 * whether or not the broker has kept up, so a slow broker shows as delay and not as less traffic.
 * The record timestamp is the moment at which the simulation sends it.
 */
public final class SimulatedProducer {
    private static final long TICK_MS = 1_000;

    private final Producer<String, SpecificRecord> producer;
    private final Traffic traffic;
    private final Arrival arrival;
    private final Pace pace;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * How far the run has come.
     *
     * @param sent records handed to the producer
     * @param acknowledged of these, those that the broker has
     * @param late of these, those sent after their event happened
     * @param elapsed since the run began
     * @param behind how much later than due the last record was sent; zero where the broker keeps
     *     up
     */
    public record Progress(
            long sent, long acknowledged, long late, Duration elapsed, Duration behind) {}

    /**
     * A producer for one run.
     *
     * @param producer stays open
     * @param pace begins when the run does
     */
    public SimulatedProducer(
            Producer<String, SpecificRecord> producer,
            Traffic traffic,
            Arrival arrival,
            Pace pace) {
        this.producer = producer;
        this.traffic = traffic;
        this.arrival = arrival;
        this.pace = pace;
    }

    /**
     * Sends until the duration has passed or {@link #stop} is called; what is sent by then is
     * acknowledged on return.
     *
     * @param progress told about once a second, from this thread
     * @throws SendFailedException if a record was not taken
     * @throws InterruptedException if the thread was interrupted while waiting
     */
    public Progress run(Duration duration, Consumer<Progress> progress)
            throws InterruptedException {
        Sender sender = new Sender(producer);
        Course course = new Course(sender, progress);
        long startMs = traffic.start().toEpochMilli();
        long endMs = duration.toMillis();
        Iterator<Arrival.Arriving> arriving = arrival.of(traffic.iterator());
        while (true) {
            Arrival.Arriving next = arriving.next();
            long dueMs = next.sentAtMs() - startMs;
            course.waitUntil(Math.min(dueMs, endMs));
            if (dueMs >= endMs || stopped.getCount() == 0) {
                break;
            }
            course.send(next, dueMs);
        }
        sender.flush();
        return course.progress();
    }

    /** Ends the run soon and in order; from any thread. */
    public void stop() {
        stopped.countDown();
    }

    /** Counts of the run under way. */
    private final class Course {
        private final Sender sender;
        private final Consumer<Progress> listener;
        private long late;
        private long behindMs;
        private long nextTickMs = TICK_MS;

        Course(Sender sender, Consumer<Progress> listener) {
            this.sender = sender;
            this.listener = listener;
        }

        void waitUntil(long dueMs) throws InterruptedException {
            while (stopped.getCount() > 0 && pace.elapsedMs() < dueMs) {
                pace.waitUntil(Math.min(dueMs, nextTickMs), stopped);
                tick();
            }
        }

        void send(Arrival.Arriving next, long dueMs) {
            behindMs = Math.max(0, pace.elapsedMs() - dueMs);
            late += next.sentAtMs() > Events.occurredAtMs(next.event()) ? 1 : 0;
            sender.send(next.event(), next.sentAtMs());
            tick();
        }

        Progress progress() {
            return new Progress(
                    sender.sent(),
                    sender.acknowledged(),
                    late,
                    Duration.ofMillis(pace.elapsedMs()),
                    Duration.ofMillis(behindMs));
        }

        private void tick() {
            long nowMs = pace.elapsedMs();
            if (nowMs >= nextTickMs) {
                nextTickMs = nowMs + TICK_MS;
                listener.accept(progress());
            }
        }
    }
}
