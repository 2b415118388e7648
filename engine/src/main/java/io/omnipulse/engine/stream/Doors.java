package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.schemas.EventKeys;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Which partitions of a door a record goes to, and its bytes. Marks go to all of them. */
final class Doors {
    private Doors() {}

    static Serializer<Object> bySubjectSerializer() {
        return (topic, value) -> BySubject.encode((BySubject) value);
    }

    static Serializer<Object> byCutSerializer() {
        return (topic, value) -> ByCut.encode((ByCut) value);
    }

    static StreamPartitioner<Object, Object> bySubject() {
        return (topic, key, value, partitions) -> {
            if (value instanceof BySubject.Moved moved) {
                return one(moved.home());
            }
            return value instanceof BySubject.Told told ? one(told.home()) : all(partitions);
        };
    }

    static StreamPartitioner<Object, Object> byCut() {
        return (topic, key, value, partitions) -> {
            if (value instanceof ByCut.Partial partial) {
                return one(partitionOf(partial.cut(), partitions));
            }
            // The ledger is published, and the watch kept, with the roll-up over everything.
            return value instanceof ByCut.LedgerPartial || value instanceof ByCut.Watched
                    ? one(partitionOf(Cut.TOTAL, partitions))
                    : all(partitions);
        };
    }

    static StreamPartitioner<Object, Object> published() {
        return (topic, key, value, partitions) -> one(((Published) value).partition() % partitions);
    }

    private static int partitionOf(Cut cut, int partitions) {
        return EventKeys.partitionFor(cut.campaign() + '\0' + cut.channel(), partitions);
    }

    private static Optional<Set<Integer>> one(int partition) {
        return Optional.of(Set.of(partition));
    }

    private static Optional<Set<Integer>> all(int partitions) {
        return Optional.of(
                IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet()));
    }
}
