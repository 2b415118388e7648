package io.omnipulse.engine.serve;

import static io.omnipulse.engine.serve.SampleTable.count;
import static io.omnipulse.engine.serve.SampleTable.key;
import static io.omnipulse.engine.serve.SampleTable.share;
import static io.omnipulse.engine.serve.Served.SETTINGS;
import static io.omnipulse.engine.serve.Served.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.engine.embedded.EmbeddedKafka;
import io.omnipulse.engine.runtime.TopicAdmin;
import io.omnipulse.kpi.KpiRow;
import io.omnipulse.kpi.KpiValue;
import io.omnipulse.kpi.Stage;
import io.omnipulse.schemas.AvroSerdes;
import io.omnipulse.schemas.TopicSpec;
import io.omnipulse.schemas.Topics;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Earlier rows, read from a topic on a broker. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class HistoryIT {
    /** One for each test. */
    private static final int TOPICS = 40;

    private static final String UNSTAMPED = "stamped-by-producers";

    private static final Map<String, Object> REGISTRY =
            Map.of("schema.registry.url", "mock://history", "auto.register.schemas", true);

    /** An end of a pane, and a little in the past of the broker, as ends of final rows are. */
    private final Instant end =
            Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(5));

    private final Serializer<SpecificRecord> serializer = AvroSerdes.serializer(REGISTRY, false);
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Duration clockAhead = Duration.ZERO;
    private int topics;
    private String topic = "";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedKafka kafka;

    @SuppressWarnings("NullAway.Init")
    private Producer<byte[], byte[]> producer;

    @BeforeAll
    void startBroker() throws Exception {
        kafka = EmbeddedKafka.start(directory, 0, Map.of());
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        List<TopicSpec> specs = new ArrayList<>();
        for (int i = 0; i < TOPICS; i++) {
            specs.add(history("history-" + i, TopicSpec.Timestamps.BROKER));
        }
        specs.add(history(UNSTAMPED, TopicSpec.Timestamps.PRODUCER));
        try (TopicAdmin admin =
                new TopicAdmin(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.create(specs, 2);
        }
    }

    private static TopicSpec history(String name, TopicSpec.Timestamps timestamps) {
        TopicSpec history = Topics.spec(Topics.KPI_HISTORY).orElseThrow();
        return new TopicSpec(
                name,
                history.direction(),
                history.cleanup(),
                history.retention(),
                timestamps,
                history.compaction(),
                history.description());
    }

    @AfterAll
    void stopBroker() {
        producer.close();
        kafka.close();
    }

    @BeforeEach
    void useAnotherTopic() {
        clockAhead = Duration.ZERO;
        assertThat(topics).as("raise TOPICS").isLessThan(TOPICS);
        topic = "history-" + topics++;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private Served serve() {
        return serve(HistoryScan.Bounds.USUAL);
    }

    private Served serve(HistoryScan.Bounds bounds) {
        Map<String, Object> settings =
                HistoryScan.consumerSettings(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        HistoryScan scan =
                new HistoryScan(
                        topic,
                        () -> new KafkaConsumer<>(settings),
                        () -> AvroSerdes.deserializer(REGISTRY, false),
                        bounds);
        KpiTable table = new KpiTable(SETTINGS, () -> Instant.now().plus(clockAhead));
        table.markComplete();
        Served served =
                Served.reading(
                        new ReadSide(table, new AlertTable(), Optional::empty, scan), SETTINGS);
        opened.add(served);
        return served;
    }

    /** Writes a final row of the window of five minutes. */
    private void row(String campaign, Instant end, int revision, int version, KpiValue... kpis)
            throws Exception {
        KpiRow row =
                new KpiRow(
                        campaign,
                        "*",
                        Map.of(),
                        Window.M5.lengthMs(),
                        end,
                        Map.of(),
                        List.of(kpis),
                        Stage.FINAL,
                        revision,
                        version,
                        end.plusSeconds(60),
                        1.0,
                        Map.of());
        send(campaign, end, serializer.serialize(topic, row));
    }

    private void orders(String campaign, Instant end, long orders) throws Exception {
        row(campaign, end, 0, 1, count("orders", orders));
    }

    private void send(String campaign, Instant end, byte @Nullable [] value) throws Exception {
        String present = key("5m", campaign, "*");
        String key = present.substring(0, present.length() - 1) + "," + end.toEpochMilli() + "]";
        producer.send(
                        new ProducerRecord<>(
                                topic,
                                Math.floorMod(campaign.hashCode(), 2),
                                key.getBytes(StandardCharsets.UTF_8),
                                value))
                .get();
    }

    private static List<String> lines(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        List<String> lines = new ArrayList<>();
        for (JsonNode line : json(response)) {
            lines.add(
                    line.get("window_end").textValue().substring(14, 19)
                            + " "
                            + line.get("campaign").textValue()
                            + " "
                            + line.get("kpi").textValue()
                            + " "
                            + line.get("numerator"));
        }
        return lines;
    }

    private String at(int seconds) {
        return end.plusSeconds(seconds).toString();
    }

    private String minute(int seconds) {
        return at(seconds).substring(14, 19);
    }

    @Test
    void rows_come_as_they_were_published_by_their_ends() throws Exception {
        row(
                "spring",
                end,
                0,
                1,
                count("orders", 3),
                share("omnichannel_conversion_ratio", 1, 4, 0.125, 0.5));
        orders("summer", end.plusSeconds(10), 7);
        orders("spring", end.plusSeconds(20), 4);

        HttpResponse<String> response = serve().get("/api/history?kpi=orders");

        assertThat(lines(response))
                .containsExactly(
                        minute(0) + " spring orders 3",
                        minute(10) + " summer orders 7",
                        minute(20) + " spring orders 4");
        assertThat(response.body())
                .contains(
                        "{\"window_end\":\""
                                + end
                                + "\",\"window\":\"5m\",\"campaign\":\"spring\",\"channel\":\"*\",\"dimensions\":{},"
                                + "\"kpi\":\"orders\",\"value\":3.0,\"numerator\":3,\"denominator\":null,\"lower\":null,"
                                + "\"upper\":null,\"n\":3,\"stage\":\"final\",\"revision\":0}");
    }

    @Test
    void a_row_that_says_what_the_one_before_says_is_no_line() throws Exception {
        orders("spring", end, 3);
        orders("spring", end.plusSeconds(10), 3);
        orders("spring", end.plusSeconds(20), 4);

        assertThat(lines(serve().get("/api/history")))
                .containsExactly(minute(0) + " spring orders 3", minute(20) + " spring orders 4");
    }

    @Test
    void the_row_that_holds_at_the_start_comes_first() throws Exception {
        orders("spring", end.minusSeconds(60), 1);
        orders("spring", end.minusSeconds(30), 2);
        orders("spring", end.plusSeconds(10), 3);

        HttpResponse<String> response = serve().get("/api/history?from=" + at(0) + "&to=" + at(60));

        assertThat(lines(response))
                .containsExactly(minute(-30) + " spring orders 2", minute(10) + " spring orders 3");
        assertThat(response.headers().firstValue(HistoryEndpoint.COMPLETE_FROM)).hasValue(at(0));
    }

    @Test
    void what_ends_after_the_end_is_left_out() throws Exception {
        orders("spring", end, 3);
        orders("spring", end.plusSeconds(10), 4);
        orders("spring", end.plusSeconds(20), 5);

        assertThat(
                        lines(
                                serve().get(
                                                "/api/history?from="
                                                        + at(0)
                                                        + "&to="
                                                        + URLEncoder.encode(
                                                                at(10).replace("Z", "+00:00"),
                                                                StandardCharsets.UTF_8))))
                .containsExactly(minute(0) + " spring orders 3", minute(10) + " spring orders 4");
    }

    @Test
    void a_correction_replaces_and_a_tombstone_takes_away() throws Exception {
        orders("spring", end, 3);
        orders("spring", end.plusSeconds(10), 4);
        orders("spring", end.plusSeconds(20), 5);
        row("spring", end, 1, 1, count("orders", 2));
        send("spring", end.plusSeconds(10), null);

        HttpResponse<String> response = serve().get("/api/history");

        assertThat(lines(response))
                .containsExactly(minute(0) + " spring orders 2", minute(20) + " spring orders 5");
        assertThat(json(response).get(0).get("revision").intValue()).isEqualTo(1);
    }

    @Test
    void of_two_applications_the_newer_one_is_believed() throws Exception {
        row("spring", end, 0, 2, count("orders", 20));
        row("spring", end, 3, 1, count("orders", 10));

        assertThat(lines(serve().get("/api/history")))
                .containsExactly(minute(0) + " spring orders 20");
    }

    @ParameterizedTest
    @CsvSource({
        "kpi=orders,3",
        "campaign=spring,2",
        "campaign=*,0",
        "window=1h,0",
        "channel=web,0"
    })
    void filters_let_through_what_they_name(String filter, int lines) throws Exception {
        orders("spring", end, 3);
        orders("summer", end, 3);
        orders("spring", end.plusSeconds(10), 4);

        assertThat(lines(serve().get("/api/history?" + filter))).hasSize(lines);
    }

    @Test
    void stretches_of_time_without_rows_do_not_end_the_search() throws Exception {
        orders("spring", end, 3);
        clockAhead = Duration.ofHours(5);

        assertThat(lines(serve().get("/api/history?from=" + at(-1))))
                .containsExactly(minute(0) + " spring orders 3");
    }

    @Test
    void an_answer_that_is_cut_off_has_the_newest_rows_and_says_from_when_on() throws Exception {
        for (int i = 0; i < 6; i++) {
            orders("spring", end.plusSeconds(10L * i), i);
            orders("summer", end.plusSeconds(10L * i), i);
        }

        HttpResponse<String> response = serve().get("/api/history?limit=5");

        assertThat(lines(response))
                .containsExactly(
                        minute(40) + " spring orders 4",
                        minute(40) + " summer orders 4",
                        minute(50) + " spring orders 5",
                        minute(50) + " summer orders 5");
        assertThat(response.headers().firstValue(HistoryEndpoint.COMPLETE_FROM)).hasValue(at(40));
    }

    @Test
    void more_than_the_memory_for_one_answer_is_a_problem_that_says_what_to_do() throws Exception {
        for (int i = 0; i < 6; i++) {
            orders("spring", end.plusSeconds(10L * i), i);
        }

        HttpResponse<String> response =
                serve(new HistoryScan.Bounds(Duration.ofSeconds(10), 4)).get("/api/history");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(json(response).get("detail").textValue())
                .contains("Ask for fewer rows with kpi, campaign, channel and window");
    }

    @Test
    void a_record_that_cannot_be_read_is_left_out_and_counted() throws Exception {
        orders("spring", end, 3);
        send("spring", end.plusSeconds(10), new byte[] {1, 2, 3});

        HttpResponse<String> response = serve().get("/api/history");

        assertThat(lines(response)).containsExactly(minute(0) + " spring orders 3");
        assertThat(response.headers().firstValue(HistoryEndpoint.UNREADABLE)).hasValue("1");
    }

    @Test
    void a_topic_without_the_brokers_stamps_is_a_problem() throws Exception {
        topic = UNSTAMPED;
        orders("spring", end, 3);

        HttpResponse<String> response = serve().get("/api/history");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(json(response).get("detail").textValue()).contains("LogAppendTime");
    }

    @Test
    void a_topic_that_does_not_exist_holds_nothing() throws Exception {
        topic = "missing";

        assertThat(lines(serve().get("/api/history"))).isEmpty();
    }
}
