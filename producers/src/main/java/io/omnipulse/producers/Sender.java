package io.omnipulse.producers;

import io.omnipulse.schemas.EventKeys;
import io.omnipulse.schemas.Topics;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to their topics, with the key that the contract prescribes. Does not wait for
 * acknowledgements; the first failure is kept and thrown by the next call, since after a lost
 * record going on would only hide it.
 */
final class Sender {
    private final Producer<String, SpecificRecord> producer;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<@Nullable SendFailedException> failure = new AtomicReference<>();
    private long sent;

    Sender(Producer<String, SpecificRecord> producer) {
        this.producer = producer;
    }

    void send(SpecificRecord event, long timestampMs) {
        throwFailure();
        String topic = topicOf(event);
        ProducerRecord<String, SpecificRecord> record =
                new ProducerRecord<>(topic, null, timestampMs, EventKeys.keyOf(event), event);
        try {
            // The callback hears of every outcome, so the future has nothing to add.
            Future<RecordMetadata> unused =
                    producer.send(record, (metadata, e) -> settle(topic, e));
        } catch (KafkaException e) {
            throw new SendFailedException(topic, e);
        }
        sent++;
    }

    /** Waits until every record is acknowledged. */
    void flush() {
        producer.flush();
        throwFailure();
    }

    long sent() {
        return sent;
    }

    long acknowledged() {
        return acknowledged.get();
    }

    /** The topic from which the engine reads such events. */
    static String topicOf(SpecificRecord event) {
        return Topics.inputOf(event.getClass())
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "No topic carries "
                                                + event.getSchema().getFullName()
                                                + "."));
    }

    private void settle(String topic, @Nullable Exception e) {
        if (e == null) {
            acknowledged.incrementAndGet();
        } else {
            failure.compareAndSet(null, new SendFailedException(topic, e));
        }
    }

    private void throwFailure() {
        SendFailedException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }
}
