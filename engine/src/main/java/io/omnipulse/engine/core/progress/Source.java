package io.omnipulse.engine.core.progress;

/** One partition of one input topic. */
public record Source(String topic, int partition) implements Comparable<Source> {
    @Override
    public int compareTo(Source other) {
        int byTopic = topic.compareTo(other.topic);
        return byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
    }
}
