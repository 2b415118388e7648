package io.omnipulse.engine.serve;

import static io.omnipulse.engine.serve.SampleTable.START;
import static io.omnipulse.engine.serve.SampleTable.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnipulse.engine.core.row.Stage;
import io.omnipulse.engine.core.time.Window;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KpiTableTest {
    private final SampleTable sample = new SampleTable().complete();

    @Test
    void the_last_row_of_a_key_is_the_present_one() {
        sample.row("5m", "spring", "web", count("orders", 3));

        sample.row("5m", "spring", "web", count("orders", 4));

        assertThat(sample.table.rows()).hasSize(1);
        assertThat(sample.only().kpi("orders").orElseThrow().n()).isEqualTo(4);
    }

    @Test
    void windows_campaigns_channels_and_dimensions_have_rows_of_their_own() {
        sample.row("5m", "spring", "web", count("orders", 1));
        sample.row("1h", "spring", "web", count("orders", 1));
        sample.row("5m", "summer", "web", count("orders", 1));
        sample.row("5m", "spring", "store", count("orders", 1));

        sample.apply(
                0,
                "[\"5m\",\"spring\",\"web\",\"experiment=button\",\"variant=b=c\"]",
                sample.record(Window.M5, START, count("orders", 1)));

        assertThat(sample.table.rows()).hasSize(5);
        assertThat(sample.table.rows())
                .anySatisfy(
                        row ->
                                assertThat(row.key().dimensions())
                                        .isEqualTo(
                                                Map.of("experiment", "button", "variant", "b=c")));
    }

    @Test
    void a_tombstone_takes_its_row_away() {
        sample.row("5m", "spring", "web", count("orders", 3));

        sample.tombstone("5m", "spring", "web");

        assertThat(sample.table.rows()).isEmpty();
    }

    @Test
    void an_older_application_cannot_overwrite_a_newer_one() {
        sample.byVersion(2).row("5m", "spring", "web", count("orders", 3));

        sample.byVersion(1).row("5m", "spring", "web", count("orders", 9));

        assertThat(sample.only().kpi("orders").orElseThrow().n()).isEqualTo(3);
    }

    @Test
    void a_row_is_as_old_as_the_last_heartbeat_of_its_partition() {
        sample.row(3, "5m", "spring", "web", count("orders", 3))
                .after(Duration.ofHours(1))
                .heartbeat(3);

        sample.after(Duration.ofSeconds(7)).heartbeat(2);

        assertThat(sample.table.age(sample.only())).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void a_row_is_as_old_as_itself_before_its_partition_has_a_heartbeat() {
        sample.row("5m", "spring", "web", count("orders", 3));

        sample.after(Duration.ofSeconds(9));

        assertThat(sample.table.age(sample.only())).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void where_two_partitions_of_the_panes_write_to_one_the_slower_one_tells_the_age() {
        sample.row("5m", "spring", "web", count("orders", 3)).heartbeat(0, 0, START, Map.of());

        sample.after(Duration.ofSeconds(20)).heartbeat(8, 0, START, Map.of());

        assertThat(sample.table.age(sample.only())).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void a_clock_behind_the_brokers_makes_no_negative_age() {
        sample.row("5m", "spring", "web", count("orders", 3));

        sample.after(Duration.ofSeconds(-5));

        assertThat(sample.table.age(sample.only())).isZero();
    }

    @Test
    void a_row_becomes_stale_when_its_heartbeat_is_older_than_allowed() {
        sample.row("5m", "spring", "web", count("orders", 3)).heartbeat(0);
        Duration staleAfter = sample.settings.staleAfter();

        boolean atTheLimit = sample.after(staleAfter).table.isStale(sample.only());
        boolean pastTheLimit = sample.after(Duration.ofMillis(1)).table.isStale(sample.only());

        assertThat(atTheLimit).isFalse();
        assertThat(pastTheLimit).isTrue();
    }

    @Test
    void the_watermark_moves_a_row_on_to_final_and_settled() {
        sample.row("5m", "spring", "web", count("orders", 3)).heartbeat(0, START.plusSeconds(59));
        Stage before = sample.table.stageOf(sample.only());
        sample.heartbeat(0, START.plusSeconds(60));
        Stage at = sample.table.stageOf(sample.only());

        sample.heartbeat(0, START.plus(Duration.ofDays(2)));

        assertThat(before).isEqualTo(Stage.PROVISIONAL);
        assertThat(at).isEqualTo(Stage.FINAL);
        assertThat(sample.table.stageOf(sample.only())).isEqualTo(Stage.SETTLED);
    }

    @Test
    void it_is_starting_until_it_is_read_and_has_a_heartbeat() {
        SampleTable fresh = new SampleTable();
        String unread = fresh.table.problem().orElseThrow();

        fresh.complete();

        assertThat(unread).isEqualTo("starting: kpi-values is still being read from its beginning");
        assertThat(fresh.table.problem())
                .hasValue("starting: no engine has written a heartbeat to kpi-values yet");
        assertThat(fresh.heartbeat(0).table.problem()).isEmpty();
    }

    @Test
    void it_says_which_partitions_are_stale_and_for_how_long() {
        sample.heartbeat(4).heartbeat(1).after(Duration.ofMinutes(4)).heartbeat(0);

        sample.after(Duration.ofMinutes(2));

        assertThat(sample.table.problem())
                .hasValue(
                        "stale: partition 1, 4 of kpi-values was last confirmed 360 s ago, and"
                                + " values count as stale after 300 s; the engine is down or cannot"
                                + " write");
    }

    @Test
    void partitions_that_a_newer_application_does_not_have_are_not_waited_for() {
        sample.heartbeat(0).heartbeat(1).after(Duration.ofHours(1));

        sample.byVersion(2).heartbeat(0);

        assertThat(sample.table.problem()).isEmpty();
    }

    @Test
    void its_state_is_that_of_the_slowest_partition() {
        sample.heartbeat(0, START.minusSeconds(10))
                .after(Duration.ofSeconds(5))
                .heartbeat(1, START);

        TableState state = sample.after(Duration.ofSeconds(1)).table.state();

        assertThat(state.watermarkLagSeconds()).hasValue(16);
        assertThat(state.ageSeconds()).hasValue(6);
        assertThat(state.completeness()).hasValue(0.75);
    }

    @Test
    void an_unknown_watermark_has_no_lag() {
        sample.heartbeat(0, START).heartbeat(1, Instant.ofEpochMilli(Long.MIN_VALUE));

        assertThat(sample.table.state().watermarkLagSeconds()).isEmpty();
    }

    @Test
    void an_empty_table_has_no_state() {
        assertThat(sample.table.state().freshnessSeconds()).isEmpty();
        assertThat(sample.table.state().watermarkLagSeconds()).isEmpty();
        assertThat(sample.table.state().ageSeconds()).isEmpty();
        assertThat(sample.table.state().completeness()).isEmpty();
    }

    @Test
    void it_is_as_fresh_as_the_last_growth_of_the_counted_events() {
        sample.ledger("counted", null, "web-events", 10).after(Duration.ofSeconds(8));
        sample.ledger("counted", null, "web-events", 10)
                .ledger("rejected", "bad-time", "web-events", 1);

        sample.after(Duration.ofSeconds(2));

        assertThat(sample.table.state().freshnessSeconds()).hasValue(10);
    }

    @Test
    void without_a_ledger_it_is_as_fresh_as_its_newest_row() {
        sample.row("5m", "spring", "web", count("orders", 3))
                .after(Duration.ofSeconds(4))
                .heartbeat(0);

        assertThat(sample.table.state().freshnessSeconds()).hasValue(4);
    }

    @Test
    void a_watch_is_neither_a_row_nor_a_line_of_the_ledger() {
        sample.watch("spring", "web", 1, 0.25);

        assertThat(sample.table.rows()).isEmpty();
        assertThat(sample.table.ledger().byOutcome()).isEmpty();
        assertThat(sample.table.watches().all())
                .singleElement()
                .satisfies(
                        watch -> {
                            assertThat(watch.key())
                                    .isEqualTo(
                                            new TableKey.OfWatch(
                                                    "session_conversion_ratio", "spring", "web"));
                            assertThat(watch.state()).isEqualTo(Watch.State.WATCHING);
                            assertThat(watch.detectableDrop()).hasValue(0.25);
                            assertThat(watch.expectedPerMinute()).hasValue(1.5);
                        });
    }

    @Test
    void of_two_writers_of_a_watch_the_newer_application_is_believed() {
        sample.byVersion(2).watch("spring", "web", 2, 0.9);
        sample.byVersion(1).watch("spring", "web", 1, 0.25);

        assertThat(sample.table.watches().all())
                .extracting(Watch::state)
                .containsExactly(Watch.State.UNDETECTABLE);
    }

    @Test
    void a_watch_in_a_state_that_does_not_exist_is_unreadable() {
        assertThatThrownBy(() -> sample.watch("spring", "web", 7, 0.25))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no such state of a watch");
    }

    @Test
    void the_ledger_adds_up_by_topic_and_outcome() {
        sample.ledger("counted", null, "web-events", 100);
        sample.ledger("too-late", null, "web-events", 2);
        sample.ledger("rejected", "bad-time", "web-events", 3);
        sample.ledger("rejected", "bad-name", "web-events", 4);

        assertThat(sample.table.ledger().byOutcome())
                .isEqualTo(
                        Map.of(
                                "web-events",
                                Map.of("counted", 100L, "too_late", 2L, "rejected", 7L)));
        assertThat(sample.table.ledger().byReason())
                .isEqualTo(Map.of("web-events", Map.of("bad-time", 3L, "bad-name", 4L)));
        assertThat(sample.table.rows()).isEmpty();
    }

    @Test
    void restatements_are_those_of_all_partitions() {
        sample.heartbeat(0, 0, START, Map.of("restatements", 2L))
                .heartbeat(1, 1, START, Map.of("restatements", 3L));

        assertThat(sample.table.restatements()).hasValue(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "spring",
                "{}",
                "[\"5m\",\"spring\"]",
                "[\"5m\",\"spring\",7]",
                "[\"6m\",\"spring\",\"web\"]",
                "[\"5m\",\"spring\",\"web\",\"variant\"]"
            })
    void a_key_that_makes_no_sense_is_refused_without_being_quoted(String key) {
        assertThatThrownBy(
                        () -> sample.table.apply(0, 0, key.getBytes(StandardCharsets.UTF_8), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("spring");
    }

    @Test
    void a_row_that_ends_within_a_pane_is_refused() {
        assertThatThrownBy(
                        () ->
                                sample.apply(
                                        0,
                                        SampleTable.key("5m", "spring", "web"),
                                        sample.record(
                                                Window.M5,
                                                START.plusSeconds(1),
                                                count("orders", 3))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(sample.table.rows()).isEmpty();
    }
}
