package io.omnipulse.engine.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ReplacementTest {
    private static final long HOUR = 3_600_000;
    private static final long MINUTE = 60_000;

    @Test
    void present_rows_are_all_replaced_and_those_the_twin_has_none_for_removed() {
        // When
        Replacement change =
                Replacement.ofValues(
                        List.of(
                                "[\"1h\",\"*\",\"*\"]",
                                "[\"heartbeat\",3]",
                                "[\"1h\",\"old\",\"*\"]"),
                        List.of(
                                "[\"1h\",\"*\",\"*\"]",
                                "[\"heartbeat\",3]",
                                "[\"1h\",\"new\",\"*\"]"));
        // Then
        assertThat(change.written())
                .hasSize(3)
                .allSatisfy((key, as) -> assertThat(as).isEqualTo(key));
        assertThat(change.removed()).containsExactly("[\"1h\",\"old\",\"*\"]");
        assertThat(change.emptied()).isEmpty();
    }

    @Test
    void without_a_first_end_the_whole_history_is_replaced() {
        Replacement change =
                Replacement.ofHistory(
                        List.of(key("1h", "spring", 1), key("1h", "spring", 2)),
                        List.of(key("1h", "spring", 2), key("1h", "spring", 3)),
                        Long.MIN_VALUE);

        assertThat(change.written())
                .containsOnlyKeys(key("1h", "spring", 2), key("1h", "spring", 3));
        assertThat(change.removed()).containsExactly(key("1h", "spring", 1));
    }

    @Test
    void what_holds_at_the_first_end_is_written_there_and_nothing_of_the_warm_up() {
        Replacement change =
                Replacement.ofHistory(
                        List.of(key("1h", "spring", 60), key("1h", "spring", 130)),
                        List.of(
                                key("1h", "spring", 50),
                                key("1h", "spring", 90),
                                key("1h", "spring", 140)),
                        120 * MINUTE);

        assertThat(change.written())
                .containsOnly(
                        Map.entry(key("1h", "spring", 90), key("1h", "spring", 120)),
                        Map.entry(key("1h", "spring", 140), key("1h", "spring", 140)));
        assertThat(change.removed()).containsExactly(key("1h", "spring", 130));
        assertThat(change.emptied()).isEmpty();
    }

    @Test
    void a_row_at_the_first_end_itself_holds_there() {
        Replacement change =
                Replacement.ofHistory(
                        List.of(),
                        List.of(key("1h", "spring", 119), key("1h", "spring", 120)),
                        120 * MINUTE);

        assertThat(change.written())
                .containsOnly(Map.entry(key("1h", "spring", 120), key("1h", "spring", 120)));
    }

    @Test
    void the_first_end_is_the_first_that_the_window_has() {
        // Given the panes of 30 days, which are six hours long
        Replacement change =
                Replacement.ofHistory(
                        List.of(key("30d", "spring", 60)),
                        List.of(key("30d", "spring", 60), key("5m", "spring", 60)),
                        90 * MINUTE);

        assertThat(change.written())
                .containsEntry(key("30d", "spring", 60), key("30d", "spring", 360))
                .containsEntry(key("5m", "spring", 60), key("5m", "spring", 90));
    }

    @Test
    void where_the_twin_says_nothing_what_held_before_is_ended() {
        Replacement change =
                Replacement.ofHistory(
                        List.of(key("1h", "gone", 60), key("1h", "gone", 130)),
                        List.of(),
                        120 * MINUTE);

        assertThat(change.emptied()).containsExactly(key("1h", "gone", 120));
        assertThat(change.removed()).containsExactly(key("1h", "gone", 130));
    }

    @Test
    void rows_before_the_first_end_stay_and_are_not_kept_elsewhere() {
        assertThat(Replacement.givesWay(key("1h", "spring", 119), 120 * MINUTE)).isFalse();
        assertThat(Replacement.givesWay(key("1h", "spring", 120), 120 * MINUTE)).isTrue();
        assertThat(Replacement.givesWay(key("1h", "spring", -5), Long.MIN_VALUE)).isTrue();
    }

    @Test
    void names_may_hold_commas_and_quotes() {
        String odd = "[\"1h\",\"a,\\\"]b\",\"web\"," + 90 * MINUTE + "]";

        HistoryKey key = HistoryKey.of(odd);

        assertThat(key.text()).isEqualTo(odd);
        assertThat(key.campaign()).isEqualTo("a,\"]b");
        assertThat(key.channel()).isEqualTo("web");
        assertThat(key.at(HOUR * 2).endMs()).isEqualTo(2 * HOUR);
    }

    /** From the first end on readers see the twin's rows, before it live's, whatever there was. */
    @Test
    void readers_see_the_twin_from_the_first_end_on_and_live_before() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Map<String, String> live = rows(random, "live");
            Map<String, String> twin = rows(random, "twin");
            long fromMs =
                    random.nextInt(5) == 0 ? Long.MIN_VALUE : random.nextInt(12) * 10L * MINUTE;

            Map<String, String> seen =
                    apply(Replacement.ofHistory(live.keySet(), twin.keySet(), fromMs), live, twin);

            for (String campaign : List.of("a", "b", "c")) {
                for (long end = 0; end <= 130; end++) {
                    Map<String, String> right = end * MINUTE < fromMs ? live : twin;
                    assertThat(holding(seen, campaign, end))
                            .as("seed %d, %s at %d, from %d", seed, campaign, end, fromMs / MINUTE)
                            .isEqualTo(holding(right, campaign, end));
                }
            }
        }
    }

    private static Map<String, String> rows(Random random, String of) {
        Map<String, String> rows = new HashMap<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            String campaign = List.of("a", "b", "c").get(random.nextInt(3));
            rows.put(key("1h", campaign, random.nextInt(130)), of + i);
        }
        return rows;
    }

    private static Map<String, String> apply(
            Replacement change, Map<String, String> live, Map<String, String> twin) {
        Map<String, String> seen = new HashMap<>(live);
        change.written().forEach((key, as) -> seen.put(as, twin.getOrDefault(key, "")));
        change.emptied().forEach(key -> seen.put(key, "nothing"));
        Set<String> written = new HashSet<>(change.written().values());
        assertThat(change.removed()).noneMatch(written::contains);
        seen.keySet().removeAll(change.removed());
        return seen;
    }

    private static String holding(Map<String, String> rows, String campaign, long end) {
        NavigableMap<Long, String> ends = new TreeMap<>();
        rows.forEach(
                (text, row) -> {
                    HistoryKey key = HistoryKey.of(text);
                    if (key.campaign().equals(campaign)) {
                        ends.put(key.endMs(), row);
                    }
                });
        Map.Entry<Long, String> held = ends.floorEntry(end * MINUTE);
        return held == null ? "nothing" : held.getValue();
    }

    private static String key(String window, String campaign, long minute) {
        return "[\"" + window + "\",\"" + campaign + "\",\"web\"," + minute * MINUTE + "]";
    }
}
