package io.omnipulse.producers;

import io.omnipulse.producers.PublishGuard.Span;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;

/**
 * Publishes the events of files. As a rule they are read to the end first, so that nothing is
 * published where a line is refused or a topic would lose records, and then sent in the order of
 * {@code occurred_at}: the engine's watermark follows what it reads, and history out of order would
 * fall behind it.
 */
public final class Publisher {
    private final Producer<String, SpecificRecord> producer;
    private final Supplier<PublishGuard> guard;
    private final Mode mode;
    private final Consumer<RefusedLine> refused;
    private final InstantSource clock;
    private final Map<String, Span> spans = new HashMap<>();

    /**
     * How to publish.
     *
     * @param skipInvalid whether to publish the other lines where some are refused
     * @param asIs whether to stream in the order of the files instead of sorting
     * @param sentNow whether the record timestamp is the time of sending instead of {@code
     *     occurred_at}
     * @param limits of the sort
     */
    public record Mode(
            boolean skipInvalid, boolean asIs, boolean sentNow, EventSorter.Limits limits) {
        /** Sorted, all or nothing, with {@code occurred_at} as record timestamp. */
        public static Mode standard() {
            return new Mode(false, false, false, EventSorter.Limits.ofThisHeap());
        }
    }

    /**
     * A publisher for one call.
     *
     * @param producer stays open
     * @param guard asked once, right before the first record is sent
     * @param refused told of each refused line
     * @param clock for {@link Mode#sentNow}
     */
    public Publisher(
            Producer<String, SpecificRecord> producer,
            Supplier<PublishGuard> guard,
            Mode mode,
            Consumer<RefusedLine> refused,
            InstantSource clock) {
        this.producer = producer;
        this.guard = guard;
        this.mode = mode;
        this.refused = refused;
        this.clock = clock;
    }

    /**
     * To be called once.
     *
     * @throws IOException if a file cannot be read
     * @throws SendFailedException if a record was not taken; those before it may have been
     */
    public PublishResult publish(EventFiles files) throws IOException {
        return mode.asIs() ? stream(files) : sortAndSend(files);
    }

    private PublishResult sortAndSend(EventFiles files) throws IOException {
        try (EventSorter sorter = new EventSorter(mode.limits())) {
            // Every refused line is reported, also where the first one already decides that nothing
            // is published.
            long refusals =
                    files.read(
                            event -> {
                                extendSpan(event);
                                sorter.add(event);
                                return true;
                            },
                            refused,
                            true);
            if (refusals > 0 && !mode.skipInvalid()) {
                return new PublishResult(0, refusals, spans, List.of());
            }
            List<String> obstacles = sorter.size() == 0 ? List.of() : guard.get().obstacles(spans);
            if (!obstacles.isEmpty()) {
                return new PublishResult(0, refusals, spans, obstacles);
            }
            Sender sender = new Sender(producer);
            for (Iterator<SpecificRecord> events = sorter.sorted(); events.hasNext(); ) {
                send(sender, events.next());
            }
            sender.flush();
            return new PublishResult(sender.acknowledged(), refusals, spans, List.of());
        }
    }

    private PublishResult stream(EventFiles files) throws IOException {
        PublishGuard asked = guard.get();
        Sender sender = new Sender(producer);
        Obstacles obstacles = new Obstacles();
        long refusals =
                files.read(
                        event -> {
                            if (extendSpan(event)) {
                                obstacles.found = asked.obstacles(spans);
                            }
                            if (obstacles.found.isEmpty()) {
                                send(sender, event);
                            }
                            return obstacles.found.isEmpty();
                        },
                        refused,
                        mode.skipInvalid());
        sender.flush();
        return new PublishResult(sender.acknowledged(), refusals, spans, obstacles.found);
    }

    /** Whether the event lies outside of what was known, so that the guard has to look again. */
    private boolean extendSpan(SpecificRecord event) {
        String topic = Sender.topicOf(event);
        long atMs = Events.occurredAtMs(event);
        Span known = spans.get(topic);
        if (known != null && known.holds(atMs)) {
            return false;
        }
        spans.put(topic, known == null ? new Span(atMs, atMs) : known.with(atMs));
        return true;
    }

    private void send(Sender sender, SpecificRecord event) {
        sender.send(event, mode.sentNow() ? clock.millis() : Events.occurredAtMs(event));
    }

    /** What stands in the way so far. */
    private static final class Obstacles {
        private List<String> found = List.of();
    }
}
