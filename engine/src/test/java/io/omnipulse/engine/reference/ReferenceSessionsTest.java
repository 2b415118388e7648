package io.omnipulse.engine.reference;

import static io.omnipulse.engine.reference.EventText.purchase;
import static io.omnipulse.engine.reference.EventText.sale;
import static io.omnipulse.engine.reference.EventText.web;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The placing rules of sessions, each by an example worked by hand. */
class ReferenceSessionsTest {
    private static final String ENGAGEMENT = "engagement_ratio";

    @Test
    void a_pause_of_exactly_thirty_minutes_does_not_split() {
        Computed computed =
                Computed.from(
                        web("a", "10:00", "CLICK").customer("7"),
                        web("b", "10:30", "CLICK").customer("7"));

        assertThat(computed.count("10:45", "24h", "sessions")).isEqualTo("1");
    }

    @Test
    void a_pause_of_more_than_thirty_minutes_splits() {
        Computed computed =
                Computed.from(
                        web("a", "10:00", "CLICK").customer("7"),
                        web("b", "10:30:00.001", "CLICK").customer("7"));

        assertThat(computed.count("10:45", "24h", "sessions")).isEqualTo("2");
    }

    @Test
    void a_session_without_a_name_may_last_for_more_than_a_day() {
        EventText[] clicks = new EventText[60];
        for (int i = 0; i < clicks.length; i++) {
            String day = i < 48 ? "03-02" : "03-03";
            String time = String.format("%s %02d:%02d", day, i / 2 % 24, i % 2 * 30);
            clicks[i] = web("e" + i, time, "CLICK").customer("7");
        }

        Computed computed = Computed.from(clicks);

        assertThat(computed.count("03-03 06:00", "7d", "sessions")).isEqualTo("1");
    }

    @Test
    void a_named_session_is_not_split_by_a_pause() {
        Computed computed =
                Computed.from(
                        web("a", "10:00", "CLICK").customer("7").session("s"),
                        web("b", "15:00", "CLICK").customer("7").session("s"));

        assertThat(computed.count("15:15", "24h", "sessions")).isEqualTo("1");
    }

    @Test
    void an_event_more_than_a_day_after_the_first_opens_a_new_session_of_that_name() {
        Computed atTheBorder =
                Computed.from(
                        web("a", "03-02 10:00", "CLICK").customer("7").session("s"),
                        web("b", "03-03 10:00", "CLICK").customer("7").session("s"));
        Computed beyond =
                Computed.from(
                        web("a", "03-02 10:00", "CLICK").customer("7").session("s"),
                        web("b", "03-03 10:00:00.001", "CLICK").customer("7").session("s"),
                        web("c", "03-04 10:00", "CLICK").customer("7").session("s"));

        assertThat(atTheBorder.count("03-03 11:00", "7d", "sessions")).isEqualTo("1");
        assertThat(beyond.count("03-04 11:00", "7d", "sessions")).isEqualTo("2");
    }

    @Test
    void named_and_unnamed_sessions_neither_bridge_nor_join_each_other() {
        Computed computed =
                Computed.from(
                        web("a", "10:00", "CLICK").customer("7"),
                        web("b", "10:20", "CLICK").customer("7").session("s"),
                        web("c", "10:40", "CLICK").customer("7"));

        assertThat(computed.count("10:45", "24h", "sessions")).isEqualTo("3");
    }

    @Test
    void one_session_id_of_two_subjects_is_two_sessions() {
        Computed computed =
                Computed.from(
                        web("a", "10:00", "CLICK").customer("7").session("s"),
                        web("b", "10:00", "CLICK").customer("8").session("s"));

        assertThat(computed.count("10:01", "1h", "sessions")).isEqualTo("2");
    }

    @Test
    void impressions_mentions_and_sales_belong_to_no_session() {
        Computed computed =
                Computed.from(
                        web("a", "10:00", "IMPRESSION").customer("7").session("s"),
                        web("b", "10:00", "MENTION").customer("7").session("s"),
                        sale("c", "10:00", "r1").customer("7"));

        assertThat(computed.count("10:01", "1h", "sessions")).isEqualTo("0");
    }

    @Test
    void an_impression_does_not_bridge_a_pause() {
        Computed computed =
                Computed.from(
                        web("a", "10:00", "CLICK").customer("7"),
                        web("b", "10:20", "IMPRESSION").customer("7"),
                        web("c", "10:40", "CLICK").customer("7"));

        assertThat(computed.count("10:45", "24h", "sessions")).isEqualTo("2");
    }

    @Test
    void a_session_of_exactly_ten_seconds_is_not_engaged() {
        Computed computed =
                Computed.from(
                        web("a", "10:00:00", "CLICK").customer("7"),
                        web("b", "10:00:10", "CLICK").customer("7"),
                        web("c", "10:00:00", "CLICK").customer("8"),
                        web("d", "10:00:10.001", "CLICK").customer("8"));

        assertThat(computed.ratio("10:01", "1h", ENGAGEMENT)).isEqualTo("1 of 2");
        assertThat(computed.ratio("10:01", "1h", "bounce_ratio")).isEqualTo("1 of 2");
    }

    @Test
    void attention_adds_up_over_the_session() {
        Computed computed =
                Computed.from(
                        web("a", "10:00:00", "CLICK").customer("7").engaged(5_000),
                        web("b", "10:00:01", "CLICK").customer("7").engaged(5_001),
                        web("c", "10:00:00", "CLICK").customer("8").engaged(10_000));

        assertThat(computed.ratio("10:01", "1h", ENGAGEMENT)).isEqualTo("1 of 2");
    }

    @Test
    void two_views_a_sign_up_or_a_subscription_engage_and_a_search_does_not() {
        Computed computed =
                Computed.from(
                        web("a", "10:00", "PAGE_VIEW").customer("1"),
                        web("b", "10:00", "PRODUCT_VIEW").customer("1"),
                        web("c", "10:00", "SIGN_UP").customer("2"),
                        web("d", "10:00", "SUBSCRIBE").customer("3"),
                        web("e", "10:00", "SEARCH").customer("4"));

        assertThat(computed.ratio("10:01", "1h", ENGAGEMENT)).isEqualTo("3 of 4");
        assertThat(computed.count("10:01", "1h", "page_views")).isEqualTo("2");
    }

    @Test
    void a_copy_of_an_order_engages_its_session_but_does_not_convert_it() {
        Computed computed =
                Computed.from(
                        purchase("a", "10:00", "o1").customer("7").session("s"),
                        purchase("b", "10:10", "o1").customer("7").session("t"));

        assertThat(computed.ratio("10:15", "24h", ENGAGEMENT)).isEqualTo("2 of 2");
        assertThat(computed.ratio("10:15", "24h", "session_conversion_ratio")).isEqualTo("1 of 2");
    }

    @Test
    void a_session_is_engaged_only_in_cuts_with_an_engaged_interaction() {
        Computed computed =
                Computed.from(
                        web("a", "10:00", "PAGE_VIEW").customer("7").campaign("before"),
                        web("b", "10:00:05", "PAGE_VIEW").customer("7").campaign("after"));

        assertThat(computed.ratio("10:01", "1h", "before", ENGAGEMENT)).isEqualTo("0 of 1");
        assertThat(computed.ratio("10:01", "1h", "after", ENGAGEMENT)).isEqualTo("1 of 1");
        assertThat(computed.ratio("10:01", "1h", ENGAGEMENT)).isEqualTo("1 of 1");
    }

    @Test
    void a_session_converts_only_in_windows_that_hold_its_order() {
        Computed computed =
                Computed.from(
                        purchase("a", "10:00", "o1").customer("7").session("s"),
                        web("b", "10:59", "CLICK").customer("7").session("s"),
                        web("c", "11:00", "CLICK").customer("7").session("s"));

        assertThat(computed.ratio("11:00", "1h", "session_conversion_ratio")).isEqualTo("1 of 1");
        assertThat(computed.ratio("11:01", "1h", "session_conversion_ratio")).isEqualTo("0 of 1");
        assertThat(computed.ratio("11:01", "1h", ENGAGEMENT)).isEqualTo("1 of 1");
    }

    @Test
    void a_sale_in_the_store_converts_no_session() {
        Computed computed =
                Computed.from(
                        web("a", "10:00", "CLICK").customer("7"),
                        sale("b", "10:00:30", "r1").customer("7"));

        assertThat(computed.ratio("10:01", "1h", "session_conversion_ratio")).isEqualTo("0 of 1");
    }

    @Test
    void duration_is_added_by_the_interaction_that_ends_it_in_its_own_cut() {
        Computed computed =
                Computed.from(
                        web("a", "10:00:00", "CLICK").customer("7").campaign("before"),
                        web("b", "10:00:04.5", "CLICK").customer("7").campaign("after"),
                        web("c", "10:00:00", "CLICK").customer("8").campaign("after"));

        assertThat(computed.ratio("10:01", "1h", "before", "visit_duration_seconds"))
                .isEqualTo("0 of 1");
        assertThat(computed.ratio("10:01", "1h", "after", "visit_duration_seconds"))
                .isEqualTo("4500 of 2");
        assertThat(computed.row("10:01", "1h", "after", "*", "visit_duration_seconds").value())
                .isEqualTo("2.25");
    }
}
