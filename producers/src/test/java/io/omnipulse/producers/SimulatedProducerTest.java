package io.omnipulse.producers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnipulse.producers.SimulatedProducer.Progress;
import io.omnipulse.schemas.EventKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SimulatedProducerTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Arrival ARRIVAL = new Arrival(0.1, Duration.ofSeconds(30), 0.05, 1);

    private final MockProducer<String, SpecificRecord> producer =
            new MockProducer<>(true, null, new StringSerializer(), (topic, event) -> new byte[0]);

    @Test
    void what_arrives_within_the_duration_is_sent_with_its_time_of_sending_and_its_subject_as_key()
            throws InterruptedException {
        Traffic traffic = traffic(Set.of(Kind.WEB, Kind.POS, Kind.SURVEY));
        Progress end = run(traffic, ARRIVAL);
        List<Arrival.Arriving> expected = expected(traffic);
        assertThat(end.sent()).isEqualTo(expected.size()).isEqualTo(end.acknowledged());
        assertThat(producer.history())
                .extracting(ProducerRecord::value)
                .isEqualTo(events(expected));
        assertThat(producer.history())
                .extracting(ProducerRecord::timestamp)
                .isEqualTo(expected.stream().map(Arrival.Arriving::sentAtMs).toList());
        assertThat(producer.history())
                .allMatch(record -> record.key().equals(EventKeys.keyOf(record.value())));
        assertThat(end.late()).isPositive();
        assertThat(end.elapsed()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void one_producer_writes_to_its_topic_only() throws InterruptedException {
        run(traffic(Set.of(Kind.SURVEY)), ARRIVAL);
        assertThat(producer.history())
                .isNotEmpty()
                .extracting(ProducerRecord::topic)
                .containsOnly("survey-answers");
    }

    @Test
    void progress_is_told_about_once_a_second_and_not_per_event() throws InterruptedException {
        List<Progress> told = new ArrayList<>();
        new SimulatedProducer(producer, traffic(Set.of(Kind.WEB)), ARRIVAL, Pace.leaping())
                .run(Duration.ofMinutes(5), told::add);
        assertThat(told).hasSizeBetween(290, 301);
        assertThat(told.get(told.size() - 1).sent()).isGreaterThan(1_000);
    }

    @Test
    void a_run_that_is_stopped_ends_with_all_acknowledged() throws InterruptedException {
        SimulatedProducer simulated =
                new SimulatedProducer(producer, traffic(Set.of(Kind.WEB)), ARRIVAL, Pace.leaping());
        Progress end =
                simulated.run(
                        Duration.ofDays(365),
                        progress -> {
                            if (progress.elapsed().toSeconds() >= 60) {
                                simulated.stop();
                            }
                        });
        assertThat(end.elapsed()).isLessThan(Duration.ofSeconds(63));
        assertThat(end.acknowledged()).isEqualTo(end.sent()).isPositive();
    }

    @Test
    void a_run_that_was_stopped_before_it_began_sends_nothing() throws InterruptedException {
        SimulatedProducer simulated =
                new SimulatedProducer(
                        producer, traffic(Set.of(Kind.WEB)), ARRIVAL, Pace.realTime());
        simulated.stop();
        assertThat(simulated.run(Duration.ofDays(1), progress -> {}).sent()).isZero();
    }

    @Test
    void a_record_that_the_broker_does_not_take_ends_the_run() {
        producer.sendException = new TimeoutException("no broker");
        assertThatThrownBy(() -> run(traffic(Set.of(Kind.POS)), ARRIVAL))
                .isInstanceOf(SendFailedException.class)
                .hasMessageContaining("pos-sales");
    }

    private Progress run(Traffic traffic, Arrival arrival) throws InterruptedException {
        return new SimulatedProducer(producer, traffic, arrival, Pace.leaping())
                .run(Duration.ofMinutes(5), progress -> {});
    }

    private static Traffic traffic(Set<Kind> kinds) {
        return Traffic.of(1, START, 10, TrafficPlan.standard().withKinds(kinds));
    }

    private static List<Arrival.Arriving> expected(Traffic traffic) {
        long endMs = START.plus(Duration.ofMinutes(5)).toEpochMilli();
        return ARRIVAL.of(traffic.during(Duration.ofMinutes(10))).stream()
                .filter(arriving -> arriving.sentAtMs() < endMs)
                .toList();
    }

    private static List<SpecificRecord> events(List<Arrival.Arriving> arrived) {
        return arrived.stream().map(Arrival.Arriving::event).toList();
    }
}
