package io.omnipulse.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnipulse.events.WebEvent;
import io.omnipulse.kpi.KpiRow;
import io.omnipulse.schemas.TopicSpec.Cleanup;
import io.omnipulse.schemas.TopicSpec.Direction;
import io.omnipulse.schemas.TopicSpec.Timestamps;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void the_names_are_those_of_the_contract() {
        assertThat(Topics.inputs())
                .extracting(TopicSpec::name)
                .containsExactly(
                        "web-events",
                        "pos-sales",
                        "survey-answers",
                        "ad-spend",
                        "stock-movements",
                        "fulfilments",
                        "support-contacts",
                        "identity-links");
        assertThat(Topics.outputs())
                .extracting(TopicSpec::name)
                .containsExactly(
                        "kpi-values", "kpi-history", "kpi-alerts", "dead-letters", "late-events");
    }

    @Test
    void every_input_has_a_record_and_every_record_its_input() {
        assertThat(Topics.inputs())
                .allSatisfy(
                        spec -> {
                            var type = Topics.recordClass(spec.name()).orElseThrow();
                            assertThat(Topics.inputOf(type)).contains(spec.name());
                        });
    }

    @Test
    void a_topic_of_others_prescribes_nothing() {
        assertThat(Topics.recordClass("orders")).isEmpty();
        assertThat(Topics.spec("orders")).isEmpty();
        assertThat(Topics.inputOf(KpiRow.class)).isEmpty();
        assertThat(Topics.recordClass(Topics.LATE_EVENTS)).isEmpty();
    }

    @Test
    void inputs_are_kept_for_a_replay_and_stamped_by_the_broker() {
        Map<String, String> config = Topics.spec(Topics.WEB_EVENTS).orElseThrow().config();

        assertThat(config)
                .containsExactly(
                        Map.entry("cleanup.policy", "delete"),
                        Map.entry("retention.ms", Long.toString(Duration.ofDays(92).toMillis())),
                        Map.entry("message.timestamp.type", "LogAppendTime"));
    }

    @Test
    void imported_history_keeps_the_time_of_its_producer() {
        TopicSpec spec =
                Topics.spec(Topics.WEB_EVENTS).orElseThrow().withTimestamps(Timestamps.PRODUCER);

        assertThat(spec.config()).containsEntry("message.timestamp.type", "CreateTime");
    }

    @Test
    void present_rows_are_kept_for_ever_and_history_for_ninety_days() {
        assertThat(Topics.spec(Topics.KPI_VALUES).orElseThrow().config())
                .containsEntry("cleanup.policy", "compact")
                .containsEntry("retention.ms", "-1");
        assertThat(Topics.spec(Topics.KPI_HISTORY).orElseThrow().config())
                .containsEntry("cleanup.policy", "compact,delete")
                .containsEntry("retention.ms", Long.toString(Duration.ofDays(90).toMillis()));
    }

    @Test
    void every_setting_is_one_that_brokers_know() throws Exception {
        ConfigDef known = new ConfigDef();
        for (var field : TopicConfig.class.getFields()) {
            if (field.getName().endsWith("_CONFIG")) {
                known.define(
                        (String) field.get(null),
                        ConfigDef.Type.STRING,
                        "",
                        ConfigDef.Importance.LOW,
                        "");
            }
        }

        assertThat(Topics.all())
                .allSatisfy(spec -> assertThat(known.names()).containsAll(spec.config().keySet()));
    }

    @Test
    void a_topic_that_deletes_everything_at_once_is_refused() {
        assertThatThrownBy(
                        () ->
                                new TopicSpec(
                                        "t",
                                        Direction.IN,
                                        Cleanup.DELETE,
                                        Duration.ZERO,
                                        Timestamps.BROKER,
                                        Map.of(),
                                        ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("retention");
    }

    @Test
    void the_class_of_a_topic_is_the_generated_one() {
        assertThat(Topics.recordClass(Topics.WEB_EVENTS)).contains(WebEvent.class);
    }
}
