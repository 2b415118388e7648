package io.omnipulse.engine.serve;

import io.omnipulse.kpi.KpiRow;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code kpi-history} for one question, from its end backwards.
 *
 * <p>The topic may be far larger than the memory of a reader, so none of it is kept between
 * questions. The broker stamps each record, and no row is written before its window has ended: the
 * records since an instant hold every row that ends after it, whatever was corrected or replayed
 * later. So stretches of time are read from the newest to the oldest until the question is answered
 * or the time or the memory for it is used up. What has been read by then answers for all ends from
 * some time on, exactly, and that time is told.
 */
public final class HistoryScan {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryScan.class);

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(100);

    /** How much earlier than its window's end a row may be stamped, since clocks differ. */
    static final Duration MARGIN = Duration.ofMinutes(10);

    /** The newest stretch; each one before it is twice as long. */
    private static final Duration FIRST_STRETCH = Duration.ofMinutes(15);

    /** So far before the question's start a row is searched that still holds there. */
    private static final Duration LOOK_BEHIND = Duration.ofMinutes(15);

    private static final int BYTES_AT_ONCE = 8 * 1024 * 1024;

    private final String topic;
    private final Supplier<? extends Consumer<byte[], byte[]>> consumers;
    private final Supplier<? extends Deserializer<? extends SpecificRecord>> deserializers;
    private final Bounds bounds;

    /**
     * What one answer may cost.
     *
     * @param time how long reading may take
     * @param values how many values of KPIs may be kept
     */
    record Bounds(Duration time, int values) {
        static final Bounds USUAL = new Bounds(Duration.ofSeconds(10), 200_000);
    }

    /**
     * What was found.
     *
     * @param rows the rows asked for, and some that end before
     * @param exactFromMs from here on every row is among them; empty if not even the newest stretch
     *     could be read
     * @param unreadable how many records could not be read and are left out
     */
    record Found(HistoryRows rows, OptionalLong exactFromMs, int unreadable) {}

    /**
     * A reader that opens nothing before it is asked.
     *
     * @param topic where the rows are
     * @param consumers makes a consumer, with {@link #consumerSettings}
     * @param deserializers makes a reader of values
     */
    public HistoryScan(
            String topic,
            Supplier<? extends Consumer<byte[], byte[]>> consumers,
            Supplier<? extends Deserializer<? extends SpecificRecord>> deserializers) {
        this(topic, consumers, deserializers, Bounds.USUAL);
    }

    HistoryScan(
            String topic,
            Supplier<? extends Consumer<byte[], byte[]>> consumers,
            Supplier<? extends Deserializer<? extends SpecificRecord>> deserializers,
            Bounds bounds) {
        this.topic = topic;
        this.consumers = consumers;
        this.deserializers = deserializers;
        this.bounds = bounds;
    }

    /** What such a consumer needs, over the user's own Kafka settings. */
    public static Map<String, Object> consumerSettings(Map<String, ?> kafka) {
        Map<String, Object> settings = TableReader.consumerSettings(kafka);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, BYTES_AT_ONCE);
        return settings;
    }

    /**
     * Finds the rows asked for.
     *
     * @param table knows the stages of rows, and the present moment
     * @throws Problem.ProblemException if the broker or the registry does not answer, or the topic
     *     is not stamped by the broker
     */
    Found find(HistoryQuery query, KpiTable table) {
        try (Consumer<byte[], byte[]> consumer = consumers.get();
                Deserializer<? extends SpecificRecord> deserializer = deserializers.get()) {
            return new Reading(query, table, consumer, deserializer).find();
        } catch (InterruptException e) {
            throw e;
        } catch (RetriableException e) {
            LOG.atWarn().addKeyValue("topic", topic).setCause(e).log("The history was not read");
            throw notReadable(
                    "The broker or the schema registry does not answer; ask again in a moment.");
        } catch (AuthorizationException e) {
            LOG.atWarn().addKeyValue("topic", topic).setCause(e).log("The history was not read");
            throw notReadable(
                    "This server may not read the topic "
                            + topic
                            + "; whoever runs the brokers can give it Read and Describe.");
        }
    }

    private static Problem.ProblemException notReadable(String detail) {
        return Problem.of(503, "History not readable", detail).asException();
    }

    /** One question's reading. Confined to one thread. */
    private final class Reading {
        private final HistoryQuery query;
        private final KpiTable table;
        private final Consumer<byte[], byte[]> consumer;
        private final Deserializer<? extends SpecificRecord> deserializer;
        private final long deadlineNanos = System.nanoTime() + bounds.time().toNanos();
        private int unreadable;

        Reading(
                HistoryQuery query,
                KpiTable table,
                Consumer<byte[], byte[]> consumer,
                Deserializer<? extends SpecificRecord> deserializer) {
            this.query = query;
            this.table = table;
            this.consumer = consumer;
            this.deserializer = deserializer;
        }

        Found find() {
            HistoryRows rows = new HistoryRows();
            OptionalLong exactFromMs = OptionalLong.empty();
            List<TopicPartition> partitions = partitions();
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, ANSWER);
            Map<TopicPartition, Long> upper = consumer.endOffsets(partitions, ANSWER);
            long goalMs = goalMs();
            long stretchMs = FIRST_STRETCH.toMillis();
            long sinceMs = table.now().toEpochMilli();
            while (true) {
                sinceMs = Math.max(goalMs, sinceMs - stretchMs);
                Map<TopicPartition, Long> lower = offsetsAt(sinceMs, begins, upper);
                HistoryRows stretch = new HistoryRows();
                if (!read(lower, upper, rows.size(), stretch)) {
                    break;
                }
                rows.addEarlier(stretch);
                if (lower.equals(begins)) {
                    exactFromMs = OptionalLong.of(Long.MIN_VALUE);
                    break;
                }
                exactFromMs = OptionalLong.of(sinceMs + MARGIN.toMillis());
                if (sinceMs <= goalMs) {
                    break;
                }
                upper = lower;
                stretchMs *= 2;
            }
            return new Found(rows, exactFromMs, unreadable);
        }

        private List<TopicPartition> partitions() {
            List<PartitionInfo> infos = consumer.partitionsFor(topic, ANSWER);
            return infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
        }

        /** Two panes, since one may be written a little later than it ends. */
        private long goalMs() {
            long behindMs = Math.max(LOOK_BEHIND.toMillis(), 2 * query.longestPane().toMillis());
            return query.fromMs() - behindMs - MARGIN.toMillis();
        }

        private Map<TopicPartition, Long> offsetsAt(
                long timeMs, Map<TopicPartition, Long> begins, Map<TopicPartition, Long> upper) {
            Map<TopicPartition, Long> asked = new HashMap<>();
            upper.keySet().forEach(partition -> asked.put(partition, Math.max(0, timeMs)));
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(asked, ANSWER);
            Map<TopicPartition, Long> offsets = new HashMap<>();
            upper.forEach(
                    (partition, end) -> {
                        // Absent if nothing was written since.
                        long at =
                                Optional.ofNullable(found.get(partition))
                                        .map(OffsetAndTimestamp::offset)
                                        .orElse(end);
                        long begin = begins.getOrDefault(partition, 0L);
                        offsets.put(partition, Math.max(begin, Math.min(end, at)));
                    });
            return offsets;
        }

        /** Reads a stretch; false if the time or the memory for it is used up. */
        private boolean read(
                Map<TopicPartition, Long> lower,
                Map<TopicPartition, Long> upper,
                int kept,
                HistoryRows to) {
            Map<TopicPartition, Long> goals = new HashMap<>(upper);
            goals.entrySet()
                    .removeIf(goal -> lower.getOrDefault(goal.getKey(), 0L) >= goal.getValue());
            consumer.assign(goals.keySet());
            goals.keySet()
                    .forEach(
                            partition ->
                                    consumer.seek(partition, lower.getOrDefault(partition, 0L)));
            while (!goals.isEmpty()) {
                if (System.nanoTime() > deadlineNanos || kept + to.size() > bounds.values()) {
                    return false;
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    TopicPartition of = new TopicPartition(topic, record.partition());
                    if (record.offset() < upper.getOrDefault(of, 0L)) {
                        take(record, to);
                    }
                }
                Collection<TopicPartition> done =
                        goals.entrySet().stream()
                                .filter(
                                        goal ->
                                                consumer.position(goal.getKey(), ANSWER)
                                                        >= goal.getValue())
                                .map(Map.Entry::getKey)
                                .toList();
                consumer.pause(done);
                goals.keySet().removeAll(done);
            }
            return kept + to.size() <= bounds.values();
        }

        private void take(ConsumerRecord<byte[], byte[]> record, HistoryRows to) {
            requireStampedByBroker(record);
            try {
                if (record.key() == null) {
                    throw new IllegalArgumentException("the record has no key");
                }
                TableKey.AtEnd key = TableKey.parseHistory(record.key());
                if (query.matches(key.row()) && key.endMs() <= query.toMs()) {
                    take(key, record, to);
                }
            } catch (RetriableException | InterruptException e) {
                throw e;
            } catch (RuntimeException e) {
                // Whatever a pluggable deserializer throws at bad bytes; the reader is told.
                unreadable++;
                LOG.atDebug()
                        .addKeyValue("topic", topic)
                        .addKeyValue("partition", record.partition())
                        .addKeyValue("offset", record.offset())
                        .setCause(e)
                        .log("A record could not be read and is left out");
            }
        }

        private void take(
                TableKey.AtEnd key, ConsumerRecord<byte[], byte[]> record, HistoryRows to) {
            if (record.value() == null) {
                to.remove(key.row(), key.endMs());
                return;
            }
            SpecificRecord value =
                    deserializer.deserialize(topic, record.headers(), record.value());
            if (!(value instanceof KpiRow row)
                    || row.getWindowEnd().toEpochMilli() != key.endMs()) {
                throw new IllegalArgumentException("the value is no row of this key");
            }
            row.setKpis(
                    row.getKpis().stream()
                            .filter(kpi -> query.rows().matchesKpi(kpi.getId()))
                            .toList());
            to.put(key.row(), table.rowOf(key.row(), record.partition(), record.timestamp(), row));
        }

        private void requireStampedByBroker(ConsumerRecord<byte[], byte[]> record) {
            if (record.timestampType() != TimestampType.LOG_APPEND_TIME) {
                throw notReadable(
                        "The topic "
                                + topic
                                + " is not stamped by the broker, so nothing can be found in it by"
                                + " time; set its message.timestamp.type to LogAppendTime"
                                + " (omnipulse topics check tells).");
            }
        }
    }
}
