package io.omnipulse.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnipulse.events.Fulfilment;
import io.omnipulse.kpi.KpiRow;
import io.omnipulse.schemas.Samples.Sample;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {
    private final Serde serde = Serde.on("mock://round-trip");

    static List<Sample> full() {
        return Samples.full();
    }

    static List<Sample> bare() {
        return Samples.bare();
    }

    @ParameterizedTest
    @MethodSource("full")
    void a_record_round_trips(Sample sample) {
        SpecificRecord read =
                serde.read(sample.topic(), serde.write(sample.topic(), sample.record()));

        assertThat(read).isEqualTo(sample.record()).hasSameClassAs(sample.record());
    }

    @ParameterizedTest
    @MethodSource("bare")
    void a_record_without_its_optional_fields_round_trips(Sample sample) {
        SpecificRecord read =
                serde.read(sample.topic(), serde.write(sample.topic(), sample.record()));

        assertThat(read).isEqualTo(sample.record());
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                Long.MIN_VALUE,
                Long.MIN_VALUE + 1,
                -1,
                0,
                1,
                Long.MAX_VALUE - 1,
                Long.MAX_VALUE
            })
    void a_watermark_may_be_any_number_of_milliseconds(long millis) {
        KpiRow row =
                KpiRow.newBuilder(Samples.kpiRow())
                        .setWatermark(Instant.ofEpochMilli(millis))
                        .build();

        KpiRow read = (KpiRow) serde.read(Topics.KPI_VALUES, serde.write(Topics.KPI_VALUES, row));

        assertThat(read.getWatermark().toEpochMilli()).isEqualTo(millis);
    }

    @Test
    void an_optional_time_is_read_as_a_time() {
        Fulfilment read =
                (Fulfilment)
                        serde.read(
                                Topics.FULFILMENTS,
                                serde.write(Topics.FULFILMENTS, Samples.fulfilment()));

        assertThat(read.getPromisedAt()).isEqualTo(Samples.NOON.plusSeconds(86_400));
    }

    @Test
    void a_value_begins_with_a_zero_byte_and_the_id_of_its_schema() {
        byte[] bytes = serde.write(Topics.WEB_EVENTS, Samples.webEvent());

        int id =
                serde.register(
                        "web-events-value", RecordSchemas.published(Samples.webEvent().getClass()));
        assertThat(bytes).startsWith(Serde.framed(id));
    }

    @Test
    void a_tombstone_of_a_compacted_topic_is_no_value() {
        assertThat(serde.deserializer().deserialize(Topics.KPI_VALUES, null)).isNull();
    }

    @Test
    void no_value_is_written_as_no_value() {
        assertThat(serde.serializer().serialize(Topics.KPI_VALUES, null)).isNull();
    }

    @Test
    void a_record_without_a_required_field_is_not_written_and_the_field_is_named() {
        KpiRow row = Samples.kpiRow();
        row.put("channel", null);

        assertThatThrownBy(() -> serde.write(Topics.KPI_VALUES, row))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("channel");
    }

    @Test
    void threads_may_share_a_serde() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Callable<Boolean> work =
                () ->
                        IntStream.range(0, 500)
                                .mapToObj(i -> Samples.full().get(i % Samples.full().size()))
                                .allMatch(
                                        sample ->
                                                sample.record()
                                                        .equals(
                                                                serde.read(
                                                                        sample.topic(),
                                                                        serde.write(
                                                                                sample.topic(),
                                                                                sample.record()))));

        List<Future<Boolean>> results = threads.invokeAll(List.of(work, work, work, work));

        threads.shutdown();
        for (Future<Boolean> result : results) {
            assertThat(result.get()).isTrue();
        }
    }
}
