package io.omnipulse.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnipulse.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PacedReadingTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private final Pace pace = new Pace(100);

    @Test
    void a_poll_is_held_until_the_time_of_its_records_has_come() {
        long beforeNs = System.nanoTime();

        ConsumerRecords<byte[], byte[]> passed = reading().onConsume(records(Topics.WEB_EVENTS, 5));

        assertThat(passed.count()).isEqualTo(5);
        assertThat(System.nanoTime() - beforeNs).isGreaterThanOrEqualTo(SECOND_NS / 20);
    }

    @Test
    void what_comes_through_the_doors_takes_no_time_of_the_sources() {
        reading().onConsume(records("omnipulse-v2-by-cut", 1_000));

        assertThat(pace.take(1, System.nanoTime())).isLessThanOrEqualTo(SECOND_NS / 100);
    }

    @Test
    void a_thread_that_is_asked_to_stop_is_not_held() {
        Pace busy = new Pace(1);
        busy.take(3_600, System.nanoTime());
        Thread.currentThread().interrupt();

        reading(busy).onConsume(records(Topics.WEB_EVENTS, 1));

        assertThat(Thread.interrupted()).as("the thread is still asked to stop").isTrue();
    }

    @Test
    void polls_are_small_enough_for_a_tenth_of_a_second_and_never_empty() {
        assertThat(PacedReading.Limit.recordsOfAPoll(1_000, 1)).isEqualTo(100);
        assertThat(PacedReading.Limit.recordsOfAPoll(1_000, 4)).isEqualTo(25);
        assertThat(PacedReading.Limit.recordsOfAPoll(2, 2)).isEqualTo(1);
        assertThat(PacedReading.Limit.recordsOfAPoll(1_000_000_000, 1)).isEqualTo(100_000_000);
    }

    @Test
    void without_a_limit_it_refuses_to_work() {
        try (PacedReading reading = new PacedReading()) {
            assertThatThrownBy(() -> reading.configure(Map.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private PacedReading reading() {
        return reading(pace);
    }

    private static PacedReading reading(Pace pace) {
        PacedReading reading = new PacedReading();
        reading.configure(
                Map.of(
                        PacedReading.LIMIT,
                        new PacedReading.Limit(pace, Set.of(Topics.WEB_EVENTS))));
        return reading;
    }

    private static ConsumerRecords<byte[], byte[]> records(String topic, int count) {
        List<ConsumerRecord<byte[], byte[]>> records =
                IntStream.range(0, count)
                        .mapToObj(
                                offset ->
                                        new ConsumerRecord<>(
                                                topic, 0, offset, new byte[0], new byte[0]))
                        .toList();
        return new ConsumerRecords<>(Map.of(new TopicPartition(topic, 0), records), Map.of());
    }
}
