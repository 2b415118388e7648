package io.omnipulse.producers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnipulse.schemas.EventKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublisherTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final EventSorter.Limits LIMITS = new EventSorter.Limits(2, 1L << 20, 4);
    private static final Publisher.Mode SORTED = new Publisher.Mode(false, false, false, LIMITS);
    private static final Publisher.Mode SKIPPING = new Publisher.Mode(true, false, false, LIMITS);
    private static final Publisher.Mode AS_IS = new Publisher.Mode(false, true, false, LIMITS);

    private final Path directory;

    private final MockProducer<String, SpecificRecord> producer = producer(true);
    private final List<RefusedLine> refused = new ArrayList<>();

    PublisherTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void
            events_are_published_in_the_order_of_their_time_with_it_as_timestamp_and_their_subject_as_key()
                    throws IOException {
        Path first = file("a.jsonl", click("late", 30), sale("sale", 10), click("early", 20));
        Path second = file("b.jsonl", click("earliest", 5));
        PublishResult result = publish(SORTED, first, second);
        assertThat(result.summary()).isEqualTo("published=4 refused=0");
        assertThat(result.isComplete()).isTrue();
        assertThat(producer.history())
                .extracting(ProducerRecord::timestamp)
                .isEqualTo(List.of(at(5), at(10), at(20), at(30)));
        assertThat(producer.history())
                .extracting(ProducerRecord::topic)
                .containsExactly("web-events", "pos-sales", "web-events", "web-events");
        assertThat(producer.history())
                .allMatch(record -> record.key().equals(EventKeys.keyOf(record.value())));
        assertThat(result.spans())
                .containsEntry("web-events", new PublishGuard.Span(at(5), at(30)));
    }

    @Test
    void nothing_is_published_where_a_line_is_refused_and_every_such_line_is_reported()
            throws IOException {
        Path file = file("a.jsonl", click("one", 1), "nonsense", "", click("two", 2), "{}");
        PublishResult result = publish(SORTED, file);
        assertThat(result.summary()).isEqualTo("published=0 refused=2");
        assertThat(result.isComplete()).isFalse();
        assertThat(producer.history()).isEmpty();
        assertThat(refused).extracting(RefusedLine::line).containsExactly(2L, 5L);
        assertThat(refused.get(0).toString()).startsWith(file + ":2: The line is no JSON");
    }

    @Test
    void the_other_lines_are_published_where_invalid_ones_are_skipped() throws IOException {
        PublishResult result =
                publish(SKIPPING, file("a.jsonl", click("one", 1), "nonsense", click("two", 2)));
        assertThat(result.summary()).isEqualTo("published=2 refused=1");
        assertThat(result.isComplete()).isFalse();
    }

    @Test
    void a_line_that_breaks_a_business_rule_is_refused_with_the_reason() throws IOException {
        Path file = file("a.jsonl", click("one", 1), click("two", 2));
        EventFiles files =
                new EventFiles(
                        List.of(file.toString()),
                        InputStream.nullInputStream(),
                        event ->
                                event.toString().contains("two")
                                        ? Optional.of("Too much.")
                                        : Optional.empty());
        PublishResult result = publisher(SKIPPING, open()).publish(files);
        assertThat(result.summary()).isEqualTo("published=1 refused=1");
        assertThat(refused).containsExactly(new RefusedLine(file.toString(), 2, "Too much."));
    }

    @Test
    void as_is_keeps_the_order_of_the_file_and_stops_at_a_refused_line() throws IOException {
        Path file =
                file("a.jsonl", click("one", 9), click("two", 1), "nonsense", click("three", 2));
        PublishResult result = publish(AS_IS, file);
        assertThat(result.summary()).isEqualTo("published=2 refused=1");
        assertThat(producer.history())
                .extracting(ProducerRecord::timestamp)
                .isEqualTo(List.of(at(9), at(1)));
    }

    @Test
    void as_is_goes_on_after_a_refused_line_where_invalid_ones_are_skipped() throws IOException {
        Publisher.Mode mode = new Publisher.Mode(true, true, false, LIMITS);
        PublishResult result =
                publish(mode, file("a.jsonl", click("one", 9), "nonsense", click("two", 1)));
        assertThat(result.summary()).isEqualTo("published=2 refused=1");
    }

    @Test
    void sent_now_stamps_the_time_of_sending() throws IOException {
        publish(new Publisher.Mode(false, false, true, LIMITS), file("a.jsonl", click("one", 9)));
        assertThat(producer.history())
                .extracting(ProducerRecord::timestamp)
                .isEqualTo(List.of(NOW.toEpochMilli()));
    }

    @Test
    void nothing_is_published_to_topics_that_would_lose_it() throws IOException {
        PublishResult result =
                publisher(SORTED, closed()).publish(files(file("a.jsonl", click("one", 1))));
        assertThat(result.summary()).isEqualTo("published=0 refused=0");
        assertThat(result.isComplete()).isFalse();
        assertThat(result.obstacles()).singleElement().asString().contains("does not exist");
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void as_is_stops_before_the_first_event_that_would_be_lost() throws IOException {
        TopicState web =
                new TopicState(
                        "web-events",
                        true,
                        true,
                        TopicState.UNLIMITED,
                        TopicState.UNLIMITED,
                        TopicState.UNLIMITED,
                        TopicState.EMPTY);
        PublishGuard guard =
                new PublishGuard(
                        Map.of("web-events", web), List.of(), NOW, Duration.ofDays(2), false);
        Path file = file("a.jsonl", click("fine", 9), click("old", -72 * 3600), click("never", 10));
        PublishResult result = publisher(AS_IS, guard).publish(files(file));
        assertThat(result.published()).isEqualTo(1);
        assertThat(result.obstacles()).hasSize(1);
    }

    @Test
    void compressed_files_and_standard_input_are_read() throws IOException {
        Path packed = directory.resolve("a.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write((click("one", 1) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        InputStream standardInput =
                new ByteArrayInputStream(click("two", 2).getBytes(StandardCharsets.UTF_8));
        EventFiles files =
                new EventFiles(
                        List.of(packed.toString(), "-"), standardInput, event -> Optional.empty());
        assertThat(publisher(SORTED, open()).publish(files).published()).isEqualTo(2);
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThatThrownBy(() -> publish(SORTED, directory.resolve("gone.jsonl")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("gone.jsonl cannot be read: there is no such file");
    }

    @Test
    void a_file_cut_in_the_middle_of_its_compressed_data_is_no_end_but_a_failure()
            throws IOException {
        Path packed = directory.resolve("cut.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            for (int i = 0; i < 500; i++) {
                out.write((click("e" + i * 7919, i) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] whole = Files.readAllBytes(packed);
        Files.write(packed, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> publish(SORTED, packed))
                .hasMessageContaining("middle of its compressed data");
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void a_record_that_the_broker_does_not_take_ends_the_run() throws IOException {
        MockProducer<String, SpecificRecord> manual = producer(false);
        Path file = file("a.jsonl", click("one", 1), click("two", 2));
        manual.sendException = new TimeoutException("no broker");
        Publisher publisher =
                new Publisher(
                        manual,
                        PublisherTest::open,
                        SORTED,
                        refused::add,
                        InstantSource.fixed(NOW));
        assertThatThrownBy(() -> publisher.publish(files(file)))
                .isInstanceOf(SendFailedException.class)
                .hasMessageContaining("web-events")
                .hasMessageContaining("no broker");
    }

    @Test
    void an_empty_file_publishes_nothing_and_asks_nobody() throws IOException {
        assertThat(publisher(SORTED, closed()).publish(files(file("empty.jsonl"))).isComplete())
                .isTrue();
    }

    private PublishResult publish(Publisher.Mode mode, Path... files) throws IOException {
        return publisher(mode, open()).publish(files(files));
    }

    private Publisher publisher(Publisher.Mode mode, PublishGuard guard) {
        return new Publisher(producer, () -> guard, mode, refused::add, InstantSource.fixed(NOW));
    }

    private static EventFiles files(Path... files) {
        List<String> names = Stream.of(files).map(Path::toString).toList();
        return new EventFiles(names, InputStream.nullInputStream(), event -> Optional.empty());
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.write(directory.resolve(name), List.of(lines));
    }

    private static String click(String id, long second) {
        return ("{'type':'WebEvent','event_id':'"
                        + id
                        + "','visitor_id':'v-"
                        + id
                        + "','occurred_at':"
                        + at(second)
                        + ",'channel':'web','action':'CLICK'}")
                .replace('\'', '"');
    }

    private static String sale(String id, long second) {
        return ("{'type':'Sale','event_id':'"
                        + id
                        + "','occurred_at':"
                        + at(second)
                        + ",'store_id':'s','receipt_id':'r','lines':[],'total_minor':1,'currency':'EUR'}")
                .replace('\'', '"');
    }

    private static long at(long second) {
        return NOW.minusSeconds(3600).plusSeconds(second).toEpochMilli();
    }

    /** Topics that take everything. */
    private static PublishGuard open() {
        Map<String, TopicState> states =
                Map.of("web-events", anything("web-events"), "pos-sales", anything("pos-sales"));
        return new PublishGuard(states, List.of(), NOW, Duration.ofDays(2), false);
    }

    /** No topics at all. */
    private static PublishGuard closed() {
        return new PublishGuard(Map.of(), List.of(), NOW, Duration.ofDays(2), false);
    }

    private static TopicState anything(String name) {
        return new TopicState(
                name,
                true,
                false,
                TopicState.UNLIMITED,
                TopicState.UNLIMITED,
                TopicState.UNLIMITED,
                TopicState.EMPTY);
    }

    private static MockProducer<String, SpecificRecord> producer(boolean acknowledges) {
        return new MockProducer<>(
                acknowledges, null, new StringSerializer(), (topic, event) -> new byte[0]);
    }
}
