package io.omnipulse.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.omnipulse.engine.watch.ShippedPanels.Question;
import io.omnipulse.producers.Traffic;
import io.omnipulse.producers.TrafficPlan;
import io.omnipulse.schemas.AvroSerdes;
import io.omnipulse.schemas.EventKeys;
import io.omnipulse.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every question of every panel, put to the real Prometheus, which scrapes the real engine under
 * traffic: none is refused, and none is answered with nothing or with what is not a number.
 */
@Timeout(300)
class DashboardsIT {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final String WINDOW = "1h";

    /**
     * What the traffic of some seconds cannot bring about: an open alert, and a watch that has
     * learned a rhythm. Prometheus gets these from a process of their own.
     */
    private static final String ALERTS_AND_WATCHES =
            """
            omnipulse_alert_open{rule="drop",kpi="session_conversion_ratio",campaign="*",channel="*"} 1
            omnipulse_watch_state{kpi="session_conversion_ratio",campaign="*",channel="*"} 1
            omnipulse_detectable_drop_ratio{kpi="session_conversion_ratio",campaign="*",channel="*"} 0.4
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @Test
    void every_panel_has_data_under_traffic() throws Exception {
        List<Question> questions = ShippedPanels.questions(WINDOW);
        assertThat(questions).hasSizeGreaterThan(100);
        try (DemoProcess demo = DemoProcess.start(directory, "--rate", "200");
                Exposition alerts = Exposition.of(ALERTS_AND_WATCHES)) {
            // Given
            sendRefusedAndLateEvents(demo);
            awaitAnswersOfCustomers(demo);
            RealPrometheus.giveHistory(directory, aWeekAgo(metrics(demo)));
            // When
            try (RealPrometheus prometheus =
                    RealPrometheus.start(
                            directory,
                            Map.of("omnipulse", demo.address(), "alerts", alerts.address()),
                            Optional.empty(),
                            EVERY)) {
                awaitAnswers(prometheus, questions);
                // Then
                assertThat(unanswered(prometheus, questions)).isEmpty();
                assertThat(prometheus.labelValues("omnipulse_interactions", "campaign"))
                        .extracting(JsonNode::asText)
                        .contains("*", "none", "spring");
                assertThat(prometheus.labelValues("omnipulse_interactions", "channel"))
                        .extracting(JsonNode::asText)
                        .contains("*", "web", "store");
            }
        }
    }

    private static void awaitAnswers(RealPrometheus prometheus, List<Question> questions)
            throws Exception {
        List<Question> open = new ArrayList<>(questions);
        try {
            Http.await(
                    "all panels have data",
                    Duration.ofSeconds(90),
                    () -> {
                        open.retainAll(unanswered(prometheus, open));
                        return open.isEmpty();
                    });
        } catch (AssertionError never) {
            throw new AssertionError("without data: " + open, never);
        }
    }

    private static List<Question> unanswered(RealPrometheus prometheus, List<Question> questions)
            throws Exception {
        List<Question> unanswered = new ArrayList<>();
        for (Question question : questions) {
            JsonNode series =
                    question.instant()
                            ? prometheus.now(question.expr())
                            : prometheus.over(Duration.ofSeconds(30), EVERY, question.expr());
            assertThat(series.toString())
                    .as("%s: what is not a number leaves Grafana without an axis", question)
                    .doesNotContain("\"NaN\"");
            if (series.isEmpty()) {
                unanswered.add(question);
            }
        }
        return unanswered;
    }

    /** A record without a value, and events of an hour ago; the demo's horizon is two minutes. */
    private static void sendRefusedAndLateEvents(DemoProcess demo) throws Exception {
        Map<String, Object> settings =
                new HashMap<>(
                        Map.of(
                                "bootstrap.servers", demo.bootstrapServers(),
                                "schema.registry.url", demo.registry()));
        List<SpecificRecord> old =
                Traffic.of(7, Instant.now().minus(Duration.ofHours(1)), 5, TrafficPlan.standard())
                        .during(Duration.ofSeconds(30));
        try (Serializer<SpecificRecord> values =
                        AvroSerdes.serializer(new HashMap<>(settings), false);
                Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(
                                Map.of("bootstrap.servers", demo.bootstrapServers()),
                                new ByteArraySerializer(),
                                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            sent.add(producer.send(new ProducerRecord<>(Topics.WEB_EVENTS, null, null)));
            for (SpecificRecord event : old) {
                String topic = Topics.inputOf(event.getClass()).orElseThrow();
                byte[] key = EventKeys.keyOf(event).getBytes(StandardCharsets.UTF_8);
                sent.add(
                        producer.send(
                                new ProducerRecord<>(topic, key, values.serialize(topic, event))));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }

    private static void awaitAnswersOfCustomers(DemoProcess demo) throws Exception {
        Http.await(
                "values of every KPI, of the campaign too, and duplicates",
                Duration.ofMinutes(2),
                () -> {
                    String metrics = metrics(demo);
                    return metrics.contains("omnipulse_net_promoter_score_upper{campaign=\"*\"")
                            && metrics.contains("omnipulse_csat_ratio_upper{campaign=\"*\"")
                            && hasValue(metrics, "omnipulse_csat_ratio", "spring")
                            && hasValue(metrics, "omnipulse_net_promoter_score", "spring")
                            && metrics.contains("outcome=\"too_late\"")
                            && metrics.contains("outcome=\"duplicate\"");
                });
    }

    private static boolean hasValue(String metrics, String name, String campaign) {
        String series = name + "{campaign=\"" + campaign + "\",channel=\"*\",";
        return metrics.lines()
                .anyMatch(line -> line.startsWith(series) && line.contains("\"" + WINDOW + "\""));
    }

    private static String metrics(DemoProcess demo) throws Exception {
        return Http.get("http://" + demo.address() + "/metrics").body();
    }

    /** The same values every half minute, for ten minutes, a week ago. */
    private static String aWeekAgo(String metrics) {
        List<String> series =
                metrics.lines()
                        .filter(line -> line.startsWith("omnipulse_"))
                        .filter(line -> line.contains("window=\"" + WINDOW + "\""))
                        .filter(
                                line ->
                                        line.contains("campaign=\"*\",channel=\"*\"")
                                                || line.contains(
                                                        "campaign=\"spring\",channel=\"*\""))
                        .toList();
        StringBuilder text = new StringBuilder();
        Instant from = Instant.now().minus(WEEK).minusSeconds(120);
        for (String each : series) {
            for (int second = 0; second <= 600; second += 30) {
                text.append(each).append(' ').append(from.getEpochSecond() + second).append('\n');
            }
        }
        return text.append("# EOF\n").toString();
    }
}
