package io.omnipulse.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.alert.WatchSettings;
import io.omnipulse.engine.runtime.Engine;
import io.omnipulse.engine.stream.StreamSettings;
import io.omnipulse.events.Sale;
import io.omnipulse.events.SaleKind;
import io.omnipulse.events.SaleLine;
import io.omnipulse.events.SurveyAnswer;
import io.omnipulse.events.SurveyKind;
import io.omnipulse.events.WebAction;
import io.omnipulse.events.WebEvent;
import io.omnipulse.kpi.AlertRule;
import io.omnipulse.kpi.KpiAlert;
import io.omnipulse.kpi.KpiRow;
import io.omnipulse.kpi.KpiValue;
import io.omnipulse.schemas.AvroSerdes;
import io.omnipulse.schemas.TopicSpec;
import io.omnipulse.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * From events to {@code kpi-alerts}: a collapse of conversion is raised, and closed when it is over
 * by an engine that has taken the first one's place.
 */
@Timeout(240)
class AlertIT {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int SESSIONS_A_MINUTE = 50;
    private static final int ORDERS_A_MINUTE = 10;

    private int sent;

    @Test
    void a_collapse_is_raised_and_its_end_is_told_by_the_engine_after_a_restart() throws Exception {
        try (LiveCluster cluster =
                LiveCluster.start("mock://alerts", 3, TopicSpec.Timestamps.PRODUCER)) {
            StreamSettings settings = watching(LiveEngine.stream(cluster.sources(), false));
            send(cluster, 0, 70, ORDERS_A_MINUTE);
            send(cluster, 70, 80, 0);
            pass(cluster, 81);
            try (Engine first = LiveEngine.start(cluster, settings, "one")) {
                Await.until(
                        "an outage is raised",
                        PATIENCE,
                        () -> first.failure().isEmpty() && !alerts(cluster).isEmpty());
            }
            List<KpiAlert> raised = alerts(cluster);
            send(cluster, 80, 100, ORDERS_A_MINUTE);
            pass(cluster, 101);
            try (Engine second = LiveEngine.start(cluster, settings, "two")) {
                Await.until(
                        "the outage is closed",
                        PATIENCE,
                        () ->
                                second.failure().isEmpty()
                                        && alerts(cluster).stream()
                                                .anyMatch(alert -> alert.getClosedAt() != null));
            }
            List<KpiAlert> told = alerts(cluster);

            assertThat(raised).hasSize(1);
            KpiAlert outage = raised.get(0);
            assertThat(outage.getRule()).isEqualTo(AlertRule.OUTAGE);
            assertThat(outage.getId())
                    .isEqualTo(
                            "outage/session_conversion_ratio/*/*/"
                                    + outage.getOpenedAt().toEpochMilli());
            assertThat(outage.getOpenedAt()).isBetween(minute(71), minute(74));
            assertThat(outage.getClosedAt()).isNull();
            assertThat(told).extracting(KpiAlert::getId).containsOnly(outage.getId());
            KpiAlert closed = told.get(told.size() - 1);
            assertThat(closed.getClosedAt()).isBetween(minute(81), minute(90));
            assertThat(watch(cluster, "watch_state").getNumerator()).isPositive();
            assertThat(watch(cluster, "detectable_drop").getValue()).isBetween(0.0, 1.0);
        }
    }

    private static StreamSettings watching(StreamSettings s) {
        return s.watching(
                Optional.of(
                        new WatchSettings(
                                Duration.ofMinutes(60), OptionalDouble.empty(), List.of())));
    }

    private static Instant minute(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }

    private void send(LiveCluster cluster, int from, int to, int orders) {
        for (int minute = from; minute < to; minute++) {
            for (int i = 0; i < SESSIONS_A_MINUTE; i++) {
                Instant at = minute(minute).plusMillis(i * 1_000L);
                sent++;
                WebEvent.Builder event =
                        WebEvent.newBuilder()
                                .setEventId("e-" + sent)
                                .setOccurredAt(at)
                                .setVisitorId("v-" + sent)
                                .setChannel("web")
                                .setCampaign(i % 2 == 0 ? "spring" : "summer")
                                .setAction(WebAction.PAGE_VIEW);
                if (i < orders) {
                    event.setAction(WebAction.PURCHASE)
                            .setOrderId("o-" + sent)
                            .setAmountMinor(2_000L)
                            .setCurrency("EUR");
                }
                cluster.send(event.build(), at.toEpochMilli());
            }
        }
        cluster.flush();
    }

    /** Every partition of every source comes to this minute, so that what lies before is final. */
    private void pass(LiveCluster cluster, int minute) {
        Instant at = minute(minute);
        for (int partition = 0; partition < cluster.partitions(); partition++) {
            sent++;
            List<SpecificRecord> events =
                    List.of(
                            WebEvent.newBuilder()
                                    .setEventId("e-" + sent)
                                    .setOccurredAt(at)
                                    .setVisitorId("v-" + sent)
                                    .setChannel("web")
                                    .setAction(WebAction.IMPRESSION)
                                    .build(),
                            Sale.newBuilder()
                                    .setEventId("e-" + sent)
                                    .setOccurredAt(at)
                                    .setStoreId("lyon")
                                    .setReceiptId("r-" + sent)
                                    .setKind(SaleKind.SALE)
                                    .setLines(List.of(new SaleLine("p-1", 1, 500L, null)))
                                    .setTotalMinor(500)
                                    .setCurrency("EUR")
                                    .build(),
                            SurveyAnswer.newBuilder()
                                    .setEventId("e-" + sent)
                                    .setOccurredAt(at)
                                    .setSurveyId("survey")
                                    .setKind(SurveyKind.NPS)
                                    .setScore(9)
                                    .setChannel("mail")
                                    .build());
            for (SpecificRecord event : events) {
                cluster.send(event, at.toEpochMilli(), partition, null);
            }
        }
        cluster.flush();
    }

    private static List<KpiAlert> alerts(LiveCluster cluster) {
        List<KpiAlert> alerts = new ArrayList<>();
        try (Deserializer<SpecificRecord> deserializer =
                AvroSerdes.deserializer(new HashMap<>(cluster.settings()), false)) {
            for (ConsumerRecord<byte[], byte[]> record :
                    Ledgers.records(cluster, Topics.KPI_ALERTS)) {
                alerts.add((KpiAlert) deserializer.deserialize(record.topic(), record.value()));
            }
        }
        return alerts;
    }

    private static KpiValue watch(LiveCluster cluster, String id) {
        KpiRow row =
                Objects.requireNonNull(
                        Ledgers.values(cluster)
                                .get("[\"total\",\"*\",\"*\",\"watch=session_conversion_ratio\"]"),
                        "no row of the watch");
        return row.getKpis().stream()
                .filter(value -> value.getId().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
