package io.omnipulse.engine.backfill;

/**
 * What a backfill reads of one partition.
 *
 * @param topic the input topic
 * @param partition its partition
 * @param start the first offset that is read
 * @param end the offset before which reading ends
 * @param bytes how much that is on the broker's disk, by the partition's average; −1 if the broker
 *     does not say
 * @param lostUntilMs where retention has deleted records that the first row would need, the time of
 *     the oldest that is left; −1 where nothing needed is gone
 */
public record Stretch(
        String topic, int partition, long start, long end, long bytes, long lostUntilMs) {
    /** How many offsets that is; markers of transactions among them are no records. */
    public long records() {
        return end - start;
    }
}
