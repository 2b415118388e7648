package io.omnipulse.schemas;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a topic needs to be for the engine to keep its promises. Partitions and replication depend
 * on the cluster and are not part of it.
 *
 * @param name name of the topic
 * @param direction whether the engine reads or writes it
 * @param cleanup what the broker may remove
 * @param retention how long records stay; zero means for ever, and only a compacted topic may say
 *     so
 * @param timestamps whose clock the record timestamp is
 * @param further further settings of the broker for this topic, by Kafka's names
 * @param description one sentence for people
 */
public record TopicSpec(
        String name,
        Direction direction,
        Cleanup cleanup,
        Duration retention,
        Timestamps timestamps,
        Map<String, String> further,
        String description) {

    /** Seen from the engine. */
    public enum Direction {
        IN,
        OUT
    }

    /** What the broker may remove. */
    public enum Cleanup {
        DELETE("delete"),
        COMPACT("compact"),
        COMPACT_AND_DELETE("compact,delete");

        private final String policy;

        Cleanup(String policy) {
            this.policy = policy;
        }

        /** The value of {@code cleanup.policy}. */
        public String policy() {
            return policy;
        }
    }

    /** Whose clock the record timestamp is. */
    public enum Timestamps {
        /** The broker's, when it appended the record. */
        BROKER("LogAppendTime"),
        /** The producer's; needed to import history. */
        PRODUCER("CreateTime");

        private final String type;

        Timestamps(String type) {
            this.type = type;
        }

        /** The value of {@code message.timestamp.type}. */
        public String type() {
            return type;
        }
    }

    public TopicSpec {
        further = Map.copyOf(further);
        if (retention.isNegative() || (retention.isZero() && cleanup != Cleanup.COMPACT)) {
            throw new IllegalArgumentException(
                    "topic " + name + ": retention must be more than zero, but is " + retention);
        }
    }

    /** Whether a record without a value says that its key is gone. */
    public boolean hasTombstones() {
        return cleanup != Cleanup.DELETE;
    }

    /** The same topic under another name. */
    public TopicSpec named(String other) {
        return new TopicSpec(
                other, direction, cleanup, retention, timestamps, further, description);
    }

    /** The same topic with another clock. */
    public TopicSpec withTimestamps(Timestamps other) {
        return new TopicSpec(name, direction, cleanup, retention, other, further, description);
    }

    /**
     * The same topic with another retention; zero means for ever, and only a compacted topic may
     * say so.
     */
    public TopicSpec withRetention(Duration other) {
        return new TopicSpec(name, direction, cleanup, other, timestamps, further, description);
    }

    /** The broker's settings of this topic, by Kafka's names, in a fixed order. */
    public Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("cleanup.policy", cleanup.policy());
        config.put("retention.ms", retention.isZero() ? "-1" : Long.toString(retention.toMillis()));
        config.put("message.timestamp.type", timestamps.type());
        further.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(setting -> config.put(setting.getKey(), setting.getValue()));
        return config;
    }
}
