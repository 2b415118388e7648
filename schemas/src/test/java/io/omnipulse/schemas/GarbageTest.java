package io.omnipulse.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import io.omnipulse.schemas.Samples.Sample;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever bytes arrive, the answer is a record or an {@link UndecodableException}, soon and in
 * little memory.
 */
class GarbageTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long LITTLE = 1024 * 1024;

    private final Serde serde = Serde.on("mock://garbage");

    static List<Sample> full() {
        return Samples.full();
    }

    @ParameterizedTest
    @MethodSource("full")
    void a_value_cut_anywhere_is_undecodable(Sample sample) {
        byte[] whole = serde.write(sample.topic(), sample.record());

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> serde.read(sample.topic(), cut))
                    .as("cut to %d of %d bytes", length, whole.length)
                    .isInstanceOf(UndecodableException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void random_bytes_behind_a_good_header_are_a_record_or_undecodable(long seed) {
        Random random = new Random(seed);
        for (Sample sample : Samples.full()) {
            byte[] good = serde.write(sample.topic(), sample.record());
            for (int i = 0; i < 2_000; i++) {
                byte[] garbage = new byte[5 + random.nextInt(200)];
                random.nextBytes(garbage);
                System.arraycopy(good, 0, garbage, 0, 5);
                readOrRefuse(sample.topic(), garbage);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 6, 9})
    void random_bytes_in_fields_that_are_passed_over_are_a_record_or_undecodable(long seed) {
        Schema newer =
                Serde.edited(
                        Topics.IDENTITY_LINKS,
                        "{\"name\":\"event_id\",\"type\":\"string\"",
                        "{\"name\":\"proofs\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"map\",\"values\":"
                                + "[\"null\",\"bytes\",\"double\"]}},\"default\":[]},"
                                + "{\"name\":\"event_id\",\"type\":\"string\"");
        byte[] header = Serde.framed(serde.register("passed-over-" + seed, newer));
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] garbage = new byte[6 + random.nextInt(200)];
            random.nextBytes(garbage);
            System.arraycopy(header, 0, garbage, 0, 5);
            garbage[5] &= 0x0f; // few items, so that some are read
            readOrRefuse(Topics.IDENTITY_LINKS, garbage);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {13, 21, 34})
    void a_good_value_with_some_bytes_changed_is_a_record_or_undecodable(long seed) {
        Random random = new Random(seed);
        for (Sample sample : Samples.full()) {
            byte[] good = serde.write(sample.topic(), sample.record());
            for (int i = 0; i < 2_000; i++) {
                byte[] changed = good.clone();
                for (int change = 0; change <= random.nextInt(4); change++) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt();
                }
                readOrRefuse(sample.topic(), changed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                -1,
                Long.MIN_VALUE,
                1_000,
                Integer.MAX_VALUE - 8L,
                Integer.MAX_VALUE,
                Long.MAX_VALUE
            })
    void a_string_that_claims_any_length_takes_no_memory(long length) throws Exception {
        byte[] bomb = framed(Topics.WEB_EVENTS, length);

        assertThat(bytesAllocated(() -> readOrRefuse(Topics.WEB_EVENTS, bomb))).isLessThan(LITTLE);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                -1,
                Long.MIN_VALUE,
                1_000,
                Integer.MAX_VALUE - 8L,
                Integer.MAX_VALUE,
                Long.MAX_VALUE
            })
    void an_array_that_claims_any_number_of_items_takes_no_memory(long items) throws Exception {
        byte[] bomb = saleWithLines(items);

        assertThat(bytesAllocated(() -> readOrRefuse(Topics.POS_SALES, bomb))).isLessThan(LITTLE);
    }

    @Test
    void a_flood_of_unknown_ids_is_refused_quickly() {
        assertTimeoutPreemptively(
                SOON,
                () -> {
                    for (int id = 1_000_000; id < 1_050_000; id++) {
                        byte[] value = Serde.framed(id);
                        assertThatThrownBy(() -> serde.read(Topics.WEB_EVENTS, value))
                                .isInstanceOf(UndecodableException.class);
                    }
                });
    }

    private void readOrRefuse(String topic, byte[] value) {
        try {
            assertThat(serde.read(topic, value)).isNotNull();
        } catch (UndecodableException e) {
            assertThat(e.reason()).isNotNull();
        }
    }

    /** A value that begins with a string of this claimed length. */
    private byte[] framed(String topic, long length) throws Exception {
        return body(topic, encoder -> encoder.writeLong(length));
    }

    private byte[] saleWithLines(long items) throws Exception {
        return body(
                Topics.POS_SALES,
                encoder -> {
                    encoder.writeString("e-2");
                    encoder.writeLong(0);
                    encoder.writeString("st-1");
                    encoder.writeIndex(0);
                    encoder.writeString("rc-1");
                    encoder.writeIndex(0);
                    encoder.writeIndex(0);
                    encoder.writeEnum(0);
                    encoder.writeLong(items);
                    encoder.writeLong(1);
                });
    }

    private interface Body {
        void write(BinaryEncoder encoder) throws Exception;
    }

    private byte[] body(String topic, Body body) throws Exception {
        Sample sample =
                Samples.full().stream()
                        .filter(any -> any.topic().equals(topic))
                        .findFirst()
                        .orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(serde.write(topic, sample.record()), 0, 5);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        body.write(encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static long bytesAllocated(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
