package io.omnipulse.benchmarks.program;

import io.omnipulse.benchmarks.data.Slice;
import io.omnipulse.benchmarks.harness.CpuClock;
import io.omnipulse.benchmarks.harness.CpuClock.Sample;
import io.omnipulse.benchmarks.harness.Measurement;
import io.omnipulse.benchmarks.harness.Task;
import io.omnipulse.schemas.AvroSerdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * The limit of the machine: plain consumers that read the topics again and again for a while, and
 * take the bytes only, or decode each record to its generated class.
 */
final class ConsumerProgram {
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration MEASURED = Duration.ofSeconds(12);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Task task;
    private final boolean decodes;
    private final AtomicLong events = new AtomicLong();

    /** So that the machine cannot find out that nobody needs what is read. */
    private final AtomicLong seen = new AtomicLong();

    private volatile boolean stopped;

    private ConsumerProgram(Task task) {
        this.task = task;
        this.decodes = task.program().equals("consumer-records");
    }

    static void run(Task task) throws InterruptedException, ExecutionException {
        ChildMain.say(new ConsumerProgram(task).measure());
    }

    private Measurement measure() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(task.threads());
        List<Future<?>> readers = new ArrayList<>();
        for (int thread = 0; thread < task.threads(); thread++) {
            int number = thread;
            readers.add(threads.submit(() -> read(number)));
        }
        CpuClock clock = new CpuClock(task.brokerPid());
        TimeUnit.MILLISECONDS.sleep(WARM_UP.toMillis());
        Sample from = clock.now(events.get());
        TimeUnit.MILLISECONDS.sleep(MEASURED.toMillis());
        Sample to = clock.now(events.get());
        stopped = true;
        for (Future<?> reader : readers) {
            reader.get();
        }
        threads.shutdown();
        return new Measurement(
                to.events() - from.events(),
                (to.nanos() - from.nanos()) / 1e9,
                to.program() - from.program(),
                to.broker() - from.broker(),
                from.events(),
                Map.of());
    }

    private void read(int thread) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(
                                settings(),
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer());
                Deserializer<?> values =
                        AvroSerdes.deserializer(new HashMap<>(task.cluster()), false)) {
            List<TopicPartition> mine = new ArrayList<>();
            for (String topic : new Slice(task.slice()).topics()) {
                for (int partition = thread;
                        partition < task.workload().partitions();
                        partition += task.threads()) {
                    mine.add(new TopicPartition(topic, partition));
                }
            }
            consumer.assign(mine);
            Map<TopicPartition, Long> ends = consumer.endOffsets(mine);
            long inAll = ends.values().stream().mapToLong(Long::longValue).sum();
            while (!stopped && inAll > 0) {
                consumer.seekToBeginning(mine);
                pass(consumer, values, inAll);
            }
        }
    }

    private void pass(KafkaConsumer<byte[], byte[]> consumer, Deserializer<?> values, long left) {
        while (left > 0 && !stopped) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            long check = 0;
            for (ConsumerRecord<byte[], byte[]> record : records) {
                check +=
                        decodes
                                ? (values.deserialize(record.topic(), record.value()) == null
                                        ? 0
                                        : 1)
                                : record.value().length;
            }
            seen.addAndGet(check);
            left -= records.count();
            events.addAndGet(records.count());
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", task.cluster().get("bootstrap.servers"));
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("max.poll.records", 10_000);
        settings.put("max.partition.fetch.bytes", 4 * 1024 * 1024);
        settings.put("fetch.max.bytes", 64 * 1024 * 1024);
        settings.put("receive.buffer.bytes", 1024 * 1024);
        return settings;
    }
}
