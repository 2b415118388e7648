package io.omnipulse.engine.serve;

import static io.omnipulse.engine.serve.SampleTable.START;
import static io.omnipulse.engine.serve.SampleTable.count;
import static io.omnipulse.engine.serve.SampleTable.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.time.Window;
import io.omnipulse.schemas.AvroSerdes;
import io.omnipulse.schemas.RegistryUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class TableReaderTest {
    private static final String TOPIC = "kpi-values";
    private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
    private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);

    private static final Map<String, Object> REGISTRY =
            Map.of("schema.registry.url", "mock://table-reader", "auto.register.schemas", true);

    private final Serializer<SpecificRecord> serializer = AvroSerdes.serializer(REGISTRY, false);
    private final SampleTable sample = new SampleTable();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final Decoder decoder = new Decoder();
    private final TableReader reader =
            new TableReader(TOPIC, () -> consumer, decoder, sample.table);
    private final Set<TopicPartition> assigned = new HashSet<>();

    /** As configured, with a registry that can be away. */
    private static final class Decoder implements Deserializer<SpecificRecord> {
        private final Deserializer<SpecificRecord> inner = AvroSerdes.deserializer(REGISTRY, false);
        private boolean registryIsAway;

        @Override
        public SpecificRecord deserialize(String topic, byte[] data) {
            if (registryIsAway) {
                throw new RegistryUnavailableException("the registry does not answer");
            }
            return inner.deserialize(topic, data);
        }
    }

    private void partitions(TopicPartition... partitions) {
        List<PartitionInfo> infos = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            infos.add(new PartitionInfo(TOPIC, partition.partition(), null, null, null));
            consumer.updateBeginningOffsets(Map.of(partition, 0L));
        }
        consumer.updatePartitions(TOPIC, infos);
    }

    private void holds(TopicPartition partition, long records) {
        consumer.updateEndOffsets(Map.of(partition, records));
    }

    private void arrives(TopicPartition partition, long offset, String key, byte[] value) {
        consumer.addRecord(
                new ConsumerRecord<>(
                        TOPIC,
                        partition.partition(),
                        offset,
                        START.toEpochMilli(),
                        TimestampType.LOG_APPEND_TIME,
                        0,
                        0,
                        key.getBytes(StandardCharsets.UTF_8),
                        value,
                        new RecordHeaders(),
                        Optional.empty()));
    }

    private byte[] orders(long n) {
        return serializer.serialize(TOPIC, sample.record(Window.M5, START, count("orders", n)));
    }

    @Test
    void the_table_is_complete_once_every_partition_is_read_to_where_it_ended() {
        partitions(FIRST, SECOND);
        holds(FIRST, 2);
        holds(SECOND, 0);
        reader.look(consumer, assigned);
        arrives(FIRST, 0, key("5m", "spring", "web"), orders(3));
        reader.take(consumer);
        boolean halfWay = sample.table.isComplete();
        arrives(FIRST, 1, key("5m", "spring", "web"), orders(4));

        reader.take(consumer);

        assertThat(halfWay).isFalse();
        assertThat(sample.table.isComplete()).isTrue();
        assertThat(sample.only().kpi("orders").orElseThrow().n()).isEqualTo(4);
        assertThat(reader.problem()).isEmpty();
    }

    @Test
    void an_empty_topic_is_complete_at_once() {
        partitions(FIRST);
        holds(FIRST, 0);
        reader.look(consumer, assigned);

        reader.take(consumer);

        assertThat(sample.table.isComplete()).isTrue();
    }

    @Test
    void a_row_that_cannot_be_read_is_counted_and_passed_by() {
        partitions(FIRST);
        holds(FIRST, 4);
        reader.look(consumer, assigned);
        arrives(FIRST, 0, key("5m", "spring", "web"), new byte[] {1, 2, 3});
        arrives(FIRST, 1, "no key", orders(1));
        arrives(FIRST, 2, key("5m", "summer", "web"), orders(2));
        arrives(FIRST, 3, key("5m", "winter", "web"), orders(3));

        reader.take(consumer);

        assertThat(sample.table.unreadable()).isEqualTo(2);
        assertThat(sample.table.rows()).hasSize(2);
        assertThat(reader.problem()).isEmpty();
    }

    @Test
    void rows_wait_for_a_registry_that_is_away() {
        partitions(FIRST);
        holds(FIRST, 2);
        reader.look(consumer, assigned);
        arrives(FIRST, 0, key("5m", "spring", "web"), orders(1));
        arrives(FIRST, 1, key("5m", "summer", "web"), orders(2));
        decoder.registryIsAway = true;
        reader.take(consumer);
        String problem = reader.problem().orElseThrow();
        long position = consumer.position(FIRST);

        decoder.registryIsAway = false;
        arrives(
                FIRST,
                0,
                key("5m", "spring", "web"),
                orders(1)); // the mock forgets what it has given out
        arrives(FIRST, 1, key("5m", "summer", "web"), orders(2));
        reader.take(consumer);

        assertThat(problem).isEqualTo("cannot decode kpi-values yet: the registry does not answer");
        assertThat(position).isZero();
        assertThat(sample.table.rows()).hasSize(2);
        assertThat(sample.table.unreadable()).isZero();
        assertThat(reader.problem()).isEmpty();
    }

    @Test
    void a_partition_that_is_added_is_read_from_its_beginning() {
        partitions(FIRST);
        holds(FIRST, 0);
        reader.look(consumer, assigned);
        partitions(FIRST, SECOND);
        holds(SECOND, 1);

        reader.look(consumer, assigned);
        arrives(SECOND, 0, key("5m", "spring", "web"), orders(1));
        reader.take(consumer);

        assertThat(sample.only().partition()).isEqualTo(1);
    }

    @Test
    void a_topic_that_does_not_exist_yet_is_waited_for() {
        reader.look(consumer, assigned);

        assertThat(reader.problem()).hasValue("starting: the topic kpi-values does not exist yet");
    }

    @Test
    void a_topic_that_an_older_installation_lacks_is_empty_and_no_problem() {
        try (TableReader optional =
                TableReader.ofOptional(TOPIC, () -> consumer, decoder, sample.table)) {
            optional.look(consumer, assigned);

            assertThat(optional.problem()).isEmpty();
            assertThat(sample.table.isComplete()).isTrue();
        }
    }

    @Test
    void such_a_topic_is_read_once_it_appears() {
        try (TableReader optional =
                TableReader.ofOptional(TOPIC, () -> consumer, decoder, sample.table)) {
            optional.look(consumer, assigned);
            partitions(FIRST);
            holds(FIRST, 1);

            optional.look(consumer, assigned);
            arrives(FIRST, 0, key("5m", "spring", "web"), orders(1));
            optional.take(consumer);

            assertThat(sample.table.rows()).hasSize(1);
        }
    }

    @Test
    void a_broker_that_does_not_answer_is_a_problem_until_it_does() {
        partitions(FIRST);
        holds(FIRST, 0);
        reader.look(consumer, assigned);
        consumer.setOffsetsException(new TimeoutException("no node"));
        reader.look(consumer, assigned);
        String problem = reader.problem().orElseThrow();

        reader.look(consumer, assigned);

        assertThat(problem).isEqualTo("the broker does not answer: no node");
        assertThat(reader.problem()).isEmpty();
    }

    @Test
    @Timeout(30)
    void closing_ends_its_thread_and_its_consumer() throws InterruptedException {
        partitions(FIRST);
        holds(FIRST, 0);
        CountDownLatch polled = new CountDownLatch(1);
        consumer.schedulePollTask(polled::countDown);
        reader.start();
        assertThat(polled.await(20, TimeUnit.SECONDS)).isTrue();

        reader.close();

        assertThat(consumer.closed()).isTrue();
    }

    @Test
    @Timeout(30)
    void after_an_error_that_ends_a_consumer_it_goes_on_with_another() throws InterruptedException {
        MockConsumer<byte[], byte[]> refused = new MockConsumer<>("earliest");
        refused.setOffsetsException(new AuthorizationException("not allowed"));
        refused.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
        refused.updateBeginningOffsets(Map.of(FIRST, 0L));
        partitions(FIRST);
        holds(FIRST, 0);
        List<MockConsumer<byte[], byte[]>> next = new ArrayList<>(List.of(refused, consumer));
        CountDownLatch polled = new CountDownLatch(2);
        consumer.schedulePollTask(polled::countDown);
        consumer.schedulePollTask(polled::countDown);

        try (TableReader two =
                new TableReader(TOPIC, () -> next.remove(0), decoder, sample.table)) {
            two.start();
            assertThat(polled.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(two.problem()).isEmpty();
        }

        assertThat(refused.closed()).isTrue();
        assertThat(sample.table.isComplete()).isTrue();
    }

    @Test
    void its_consumer_reads_what_is_committed_and_belongs_to_no_group() {
        Map<String, Object> settings =
                TableReader.consumerSettings(
                        Map.of("bootstrap.servers", "broker:9092", "group.id", "somebody"));

        assertThat(settings)
                .containsEntry("bootstrap.servers", "broker:9092")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("enable.auto.commit", false)
                .doesNotContainKey("group.id");
    }
}
