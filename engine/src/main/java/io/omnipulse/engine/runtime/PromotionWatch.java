package io.omnipulse.engine.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the promotions while an engine runs, in a thread of its own, and says once when its
 * version may no longer write.
 */
public final class PromotionWatch implements AutoCloseable {
    /** How long after it was written at the latest a promotion is noticed. */
    public static final Duration NOTICED_WITHIN = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(PromotionWatch.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Map<String, String> kafka;
    private final int version;
    private final Consumer<String> refused;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicReference<@Nullable KafkaConsumer<byte[], byte[]>> current =
            new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "promotion-watch");

    private PromotionWatch(Map<String, String> kafka, int version, Consumer<String> refused) {
        this.kafka = kafka;
        this.version = version;
        this.refused = refused;
        thread.setDaemon(true);
    }

    /**
     * Begins to follow; the topic must exist.
     *
     * @param version of the engine
     * @param refused told once why the engine may no longer write
     */
    public static PromotionWatch start(
            Map<String, String> kafka, int version, Consumer<String> refused) {
        PromotionWatch watch = new PromotionWatch(kafka, version, refused);
        watch.thread.start();
        return watch;
    }

    private void run() {
        boolean said = false;
        while (!said && closing.getCount() > 0) {
            try {
                said = follow();
            } catch (WakeupException closed) {
                LOG.debug("Woken up to close");
            } catch (KafkaException | EngineException unreadable) {
                LOG.atWarn()
                        .log(
                                "Whether another version is promoted cannot be read: {}",
                                unreadable.getMessage());
                pause();
            }
        }
    }

    private boolean follow() {
        Map<String, Object> settings = new HashMap<>(KafkaSettings.clients(kafka));
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "earliest");
        settings.put("allow.auto.create.topics", "false");
        settings.computeIfPresent("client.id", (key, id) -> id + "-promotions");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            current.set(consumer);
            consumer.assign(List.of(Promotions.PARTITION));
            consumer.seekToBeginning(List.of(Promotions.PARTITION));
            long end =
                    consumer.endOffsets(List.of(Promotions.PARTITION))
                            .getOrDefault(Promotions.PARTITION, 0L);
            Optional<Promotion> last = Optional.empty();
            while (closing.getCount() > 0) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    last = Promotions.of(record);
                }
                // What was said long ago and taken back does not count.
                Optional<String> refusal =
                        consumer.position(Promotions.PARTITION) < end
                                ? Optional.empty()
                                : last.flatMap(promotion -> promotion.refusal(version));
                if (refusal.isPresent()) {
                    refused.accept(refusal.get());
                    return true;
                }
            }
            return false;
        } finally {
            current.set(null);
        }
    }

    private void pause() {
        try {
            if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Closing");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        KafkaConsumer<byte[], byte[]> consumer = current.get();
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(40));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
