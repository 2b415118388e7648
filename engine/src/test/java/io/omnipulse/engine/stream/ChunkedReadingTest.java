package io.omnipulse.engine.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** What is polled reaches the front door whole, record by record, however it is parcelled. */
class ChunkedReadingTest {
    private static final TopicPartition WEB = new TopicPartition("web-events", 1);
    private static final TopicPartition DOOR = new TopicPartition("by-subject", 1);
    private static final long START_MS = 1_767_600_000_000L;

    private final ChunkedReading reading = new ChunkedReading();

    @Test
    void every_record_comes_out_as_it_went_in_and_in_its_order() {
        // Given
        List<ConsumerRecord<byte[], byte[]>> records = records(WEB, 2_500, i -> START_MS + i);
        // When
        List<ConsumerRecord<byte[], byte[]>> read = read(records, WEB);
        // Then
        assertThat(unpacked(read)).containsExactlyElementsOf(records);
    }

    @Test
    void a_chunk_stands_in_for_its_first_record() {
        // Given
        List<ConsumerRecord<byte[], byte[]>> records = records(WEB, 200, i -> START_MS);
        // When
        List<ConsumerRecord<byte[], byte[]>> read = read(records, WEB);
        // Then
        assertThat(read).extracting(ConsumerRecord::offset).containsExactly(100L, 228L);
        assertThat(read).extracting(ConsumerRecord::timestamp).containsOnly(START_MS);
        assertThat(read).extracting(ConsumerRecord::topic).containsOnly(WEB.topic());
        assertThat(read).extracting(ConsumerRecord::value).containsOnlyNulls();
    }

    @Test
    void a_second_ends_a_chunk_unless_it_holds_only_a_few() {
        // Given
        List<ConsumerRecord<byte[], byte[]>> dense = records(WEB, 300, i -> START_MS + 10L * i);
        List<ConsumerRecord<byte[], byte[]>> sparse =
                records(WEB, 100, i -> START_MS + 60_000L * i);
        // When
        List<Integer> ofDense = sizes(read(dense, WEB));
        List<Integer> ofSparse = sizes(read(sparse, WEB));
        // Then
        assertThat(ofDense).containsExactly(100, 100, 100);
        assertThat(ofSparse).containsExactly(32, 32, 32, 4);
    }

    @Test
    void offsets_to_go_on_from_and_other_topics_stay_as_they_are() {
        // Given
        List<ConsumerRecord<byte[], byte[]>> records = records(DOOR, 50, i -> START_MS + i);
        Map<TopicPartition, OffsetAndMetadata> next =
                Map.of(DOOR, new OffsetAndMetadata(150, Optional.of(3), ""));
        configure(reading);
        // When
        ConsumerRecords<byte[], byte[]> read =
                reading.onConsume(new ConsumerRecords<>(Map.of(DOOR, records), next));
        // Then
        assertThat(read.records(DOOR)).isEqualTo(records);
        assertThat(read.nextOffsets()).isEqualTo(next);
    }

    @Test
    void a_record_that_was_not_read_in_chunks_is_told_apart() {
        assertThatThrownBy(() -> Chunk.in(new RecordHeaders().add("key", new byte[0])))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(ChunkedReading.class.getName());
    }

    @Test
    void a_consumer_that_does_not_say_what_to_read_so_is_refused() {
        assertThatThrownBy(() -> reading.configure(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(ChunkedReading.SOURCES);
    }

    private List<ConsumerRecord<byte[], byte[]>> read(
            List<ConsumerRecord<byte[], byte[]>> records, TopicPartition of) {
        configure(reading);
        return reading.onConsume(new ConsumerRecords<>(Map.of(of, records), Map.of())).records(of);
    }

    private static void configure(ChunkedReading reading) {
        reading.configure(
                Map.of(
                        ChunkedReading.SOURCES,
                        new ChunkedReading.Sources(Set.of(WEB.topic(), "pos-sales"))));
    }

    private static List<Integer> sizes(List<ConsumerRecord<byte[], byte[]>> chunks) {
        return chunks.stream().map(chunk -> unpacked(List.of(chunk)).size()).toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> unpacked(
            List<ConsumerRecord<byte[], byte[]>> chunks) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> standIn : chunks) {
            all.addAll(Chunk.in(standIn.headers()).records());
        }
        return all;
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(
            TopicPartition of, int count, IntToLongFunction timeMs) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] value = ("v" + i).getBytes(StandardCharsets.UTF_8);
            records.add(
                    new ConsumerRecord<>(
                            of.topic(),
                            of.partition(),
                            100 + i,
                            timeMs.applyAsLong(i),
                            TimestampType.CREATE_TIME,
                            1,
                            value.length,
                            value,
                            value,
                            new RecordHeaders(),
                            Optional.empty()));
        }
        return records;
    }
}
