package io.omnipulse.engine.runtime;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Holds a poll that brought records of the sources until their time has come. What came through the
 * doors passes at once. Polls are kept small ({@link Limit#recordsOfAPoll}), so that none is held
 * for long: between two of them the thread commits.
 *
 * <p>Kafka makes it, by its name in the consumers' settings; what it needs stands there too.
 */
public final class PacedReading implements ConsumerInterceptor<byte[], byte[]> {
    /** The key under which the settings of a consumer hold a {@link Limit}. */
    static final String LIMIT = "omnipulse.limit";

    /** How long a poll is held at most, where it is one thread that reads. */
    private static final long HELD_AT_MOST_MS = 100;

    /**
     * What the consumers of one process share.
     *
     * @param pace when records may be read
     * @param sources the topics whose records count
     */
    record Limit(Pace pace, Set<String> sources) {
        /**
         * How many records a poll may bring.
         *
         * @param perSecond how many the process may read a second
         * @param threads how many consumers wait for each other
         */
        static int recordsOfAPoll(int perSecond, int threads) {
            long inTime = perSecond * HELD_AT_MOST_MS / TimeUnit.SECONDS.toMillis(1);
            return (int) Math.max(1, inTime / threads);
        }
    }

    private Limit limit;

    /** For Kafka. */
    @SuppressWarnings("NullAway.Init") // Kafka calls configure() before anything else
    public PacedReading() {}

    @Override
    public void configure(Map<String, ?> settings) {
        if (!(settings.get(LIMIT) instanceof Limit given)) {
            throw new IllegalArgumentException(LIMIT + " is missing from the consumer's settings");
        }
        limit = given;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        int ofSources =
                records.partitions().stream()
                        .filter(partition -> limit.sources().contains(partition.topic()))
                        .mapToInt(partition -> records.records(partition).size())
                        .sum();
        if (ofSources > 0) {
            long nowNs = System.nanoTime();
            await(nowNs + limit.pace().take(ofSources, nowNs));
        }
        return records;
    }

    /** An interrupt, which asks the thread to stop, ends the wait and stays set. */
    private static void await(long untilNs) {
        long restNs = untilNs - System.nanoTime();
        while (restNs > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(restNs);
            restNs = untilNs - System.nanoTime();
        }
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // What is committed has been waited for already.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
