package io.omnipulse.producers;

import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;

/**
 * Lets the events of files happen again, now: sorted, each as long after the start as it was after
 * the first one, divided by the speed. Their {@code occurred_at} is moved with them, so that
 * nothing is late.
 */
public final class Replay {
    private final Producer<String, SpecificRecord> producer;
    private final double speed;
    private final Pace pace;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * @param producer stays open
     * @param speed how much faster than they happened; more than zero
     * @param pace begins when the replay does
     */
    public Replay(Producer<String, SpecificRecord> producer, double speed, Pace pace) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException(
                    "A replay needs a speed of more than zero, not " + speed + ".");
        }
        this.producer = producer;
        this.speed = speed;
        this.pace = pace;
    }

    /**
     * Sends everything, or until {@link #stop}; refused lines are passed by.
     *
     * @param start when the first event happens
     * @return how many events were sent
     * @throws IOException if a file cannot be read
     * @throws InterruptedException if the thread was interrupted while waiting
     */
    public long run(EventFiles files, Instant start, Consumer<RefusedLine> refused)
            throws IOException, InterruptedException {
        try (EventSorter sorter = new EventSorter(EventSorter.Limits.ofThisHeap())) {
            long ignored =
                    files.read(
                            event -> {
                                sorter.add(event);
                                return true;
                            },
                            refused,
                            true);
            return ignored >= 0 ? send(sorter.sorted(), start.toEpochMilli()) : 0;
        }
    }

    private long send(Iterator<SpecificRecord> events, long startMs) throws InterruptedException {
        Sender sender = new Sender(producer);
        long firstMs = Long.MIN_VALUE;
        while (events.hasNext() && stopped.getCount() > 0) {
            SpecificRecord event = events.next();
            long atMs = Events.occurredAtMs(event);
            firstMs = firstMs == Long.MIN_VALUE ? atMs : firstMs;
            long dueMs = (long) ((atMs - firstMs) / speed);
            pace.waitUntil(dueMs, stopped);
            Events.moveTo(event, startMs + dueMs);
            sender.send(event, startMs + dueMs);
        }
        sender.flush();
        return sender.acknowledged();
    }

    /** Ends the replay soon and in order; from any thread. */
    public void stop() {
        stopped.countDown();
    }
}
