package io.omnipulse.engine.reference;

import static io.omnipulse.engine.reference.EventText.answer;
import static io.omnipulse.engine.reference.EventText.later;
import static io.omnipulse.engine.reference.EventText.other;
import static io.omnipulse.engine.reference.EventText.purchase;
import static io.omnipulse.engine.reference.EventText.sale;
import static io.omnipulse.engine.reference.EventText.web;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The placing rules of subjects, duplicates, cuts, orders and answers, each by an example worked by
 * hand.
 */
class ReferenceEngineTest {
    private static final String CONVERSION = "omnichannel_conversion_ratio";
    private static final String REACH = "reach_conversion_ratio";
    private static final String NPS = "net_promoter_score";

    // Subjects

    @Test
    void customer_7_is_not_visitor_7() {
        Computed computed =
                Computed.from(
                        web("a", "10:00", "CLICK").customer("7"),
                        web("b", "10:00", "CLICK").with("visitor_id", "7"));

        assertThat(computed.ratio("10:01", "1h", CONVERSION)).isEqualTo("0 of 2");
    }

    @Test
    void an_event_with_several_ids_belongs_to_its_customer() {
        Computed computed =
                Computed.from(
                        web("a", "10:00", "CLICK").customer("7").with("visitor_id", "v"),
                        purchase("b", "10:00", "o1").customer("7"));

        assertThat(computed.ratio("10:01", "1h", CONVERSION)).isEqualTo("1 of 1");
    }

    @Test
    void a_link_makes_a_visitor_a_customer_in_the_windows_that_end_after_it() {
        Computed computed =
                Computed.from(
                        web("a", "10:00", "CLICK")
                                .with("visitor_id", "v")
                                .with("campaign", "spring"),
                        purchase("b", "10:01", "o1").customer("7"),
                        other("IdentityLink", "l", "10:02").customer("7").with("visitor_id", "v"));

        assertThat(computed.ratio("10:02", "1h", CONVERSION)).isEqualTo("1 of 2");
        assertThat(computed.ratio("10:02", "1h", "spring", CONVERSION)).isEqualTo("0 of 1");
        assertThat(computed.ratio("10:03", "1h", CONVERSION)).isEqualTo("1 of 1");
        assertThat(computed.ratio("10:03", "1h", "spring", CONVERSION)).isEqualTo("1 of 1");
    }

    @Test
    void the_first_link_says_whose_a_visitor_is() {
        Computed computed =
                Computed.from(
                        web("a", "10:00", "CLICK").with("visitor_id", "v"),
                        other("IdentityLink", "l", "10:01").customer("7").with("visitor_id", "v"),
                        other("IdentityLink", "m", "10:02").customer("8").with("visitor_id", "v"),
                        purchase("b", "10:03", "o1").customer("8"),
                        purchase("c", "10:04", "o2").customer("7"));

        assertThat(computed.ratio("10:04", "1h", CONVERSION)).isEqualTo("1 of 2");
        assertThat(computed.ratio("10:05", "1h", CONVERSION)).isEqualTo("2 of 2");
    }

    @Test
    void a_sale_to_nobody_known_is_a_customer_but_no_new_customer() {
        Computed computed =
                Computed.from(sale("a", "10:00", "r1"), sale("b", "10:00", "r2").customer("7"));

        assertThat(computed.ratio("10:01", "1h", CONVERSION)).isEqualTo("2 of 2");
        assertThat(computed.count("10:01", "1h", "new_customers")).isEqualTo("1");
    }

    // Duplicates

    @Test
    void the_same_event_twice_counts_once() {
        Computed computed = Computed.from(web("a", "10:00", "CLICK"), web("a", "10:00", "CLICK"));

        assertThat(computed.count("10:01", "1h", "interactions")).isEqualTo("1");
    }

    @Test
    void a_copy_exactly_the_horizon_later_is_a_duplicate_and_a_millisecond_later_is_not() {
        Computed atTheBorder =
                Computed.from(
                        web("a", "03-02 10:00", "CLICK").customer("7"),
                        web("a", "03-04 10:00", "CLICK").customer("7"));
        Computed beyond =
                Computed.from(
                        web("a", "03-02 10:00", "CLICK").customer("7"),
                        web("a", "03-04 10:00:00.001", "CLICK").customer("7"));

        assertThat(atTheBorder.counted()).isEqualTo(1);
        assertThat(beyond.counted()).isEqualTo(2);
    }

    @Test
    void a_duplicate_is_measured_from_the_counted_copy_not_from_another_duplicate() {
        Computed computed =
                Computed.from(
                        web("a", "03-02 00:00", "CLICK").customer("7"),
                        web("a", "03-03 16:00", "CLICK").customer("7"),
                        web("a", "03-05 08:00", "CLICK").customer("7"));

        assertThat(computed.counted()).isEqualTo(2);
    }

    @Test
    void the_same_id_under_another_subject_is_another_event() {
        Computed computed =
                Computed.from(
                        web("a", "10:00", "CLICK").customer("7"),
                        web("a", "10:00", "CLICK").customer("8"));

        assertThat(computed.counted()).isEqualTo(2);
    }

    @Test
    void of_copies_of_one_time_the_one_without_a_session_goes_before_one_with_another_channel() {
        Computed computed =
                Computed.from(
                        web("a", "10:00", "CLICK").customer("7").session("s"),
                        web("a", "10:00", "CLICK").customer("7").with("channel", "zeta"));

        assertThat(computed.cuts()).contains("*/zeta").doesNotContain("*/web");
    }

    @Test
    void of_copies_of_one_time_the_smaller_topic_name_counts() {
        Computed computed =
                Computed.from(
                        purchase("a", "10:00", "o1").customer("7"),
                        sale("a", "10:00", "r1").customer("7"));

        assertThat(computed.count("10:01", "1h", "revenue_eur")).isEqualTo("1000");
    }

    // Cuts and campaigns

    @Test
    void an_event_is_placed_in_its_campaign_and_channel_and_their_roll_ups() {
        Computed computed = Computed.from(web("a", "10:00", "CLICK").campaign("spring"));

        assertThat(computed.cuts())
                .containsExactlyInAnyOrder("*/*", "spring/*", "*/web", "spring/web");
    }

    @Test
    void a_stock_movement_is_on_no_channel_but_the_roll_up() {
        Computed computed =
                Computed.from(
                        other("StockMovement", "a", "10:00")
                                .with("location_id", "depot")
                                .with("product_id", "p"));

        assertThat(computed.cuts()).containsExactlyInAnyOrder("*/*", "none/*");
    }

    @Test
    void a_sale_is_on_channel_store_and_takes_the_campaign_of_the_click_before() {
        Computed computed =
                Computed.from(
                        web("a", "10:00", "CLICK").customer("7").campaign("spring"),
                        sale("b", "12:00", "r1").customer("7"));

        assertThat(computed.row("12:15", "24h", "spring", "store", "orders").n()).isEqualTo("1");
        assertThat(computed.ratio("12:15", "24h", "spring", CONVERSION)).isEqualTo("1 of 1");
    }

    @Test
    void a_click_is_preferred_to_a_later_impression() {
        Computed computed =
                Computed.from(
                        web("a", "10:00", "CLICK").customer("7").campaign("clicked"),
                        web("b", "11:00", "IMPRESSION").customer("7").campaign("seen"),
                        purchase("c", "12:00", "o1").customer("7"));

        assertThat(computed.ratio("12:15", "24h", "clicked", REACH)).isEqualTo("1 of 1");
        assertThat(computed.ratio("12:15", "24h", "seen", REACH)).isEqualTo("0 of 1");
    }

    @Test
    void the_last_impression_gives_the_campaign_where_there_is_no_other_touch() {
        Computed computed =
                Computed.from(
                        web("a", "10:00", "IMPRESSION").customer("7").campaign("first"),
                        web("b", "11:00", "IMPRESSION").customer("7").campaign("second"),
                        purchase("c", "12:00", "o1").customer("7"));

        assertThat(computed.ratio("12:15", "24h", "second", REACH)).isEqualTo("1 of 1");
    }

    @Test
    void a_touch_exactly_the_lookback_before_still_gives_its_campaign() {
        Computed computed =
                Computed.from(
                        web("a", "03-02 10:00", "CLICK").customer("7").campaign("spring"),
                        purchase("b", "03-09 10:00", "o1").customer("7"),
                        purchase("c", "03-09 10:00:00.001", "o2").customer("7"));

        assertThat(computed.row("03-09 12:00", "30d", "spring", "*", "orders").n()).isEqualTo("1");
        assertThat(computed.row("03-09 12:00", "30d", "none", "*", "orders").n()).isEqualTo("1");
    }

    @Test
    void of_two_events_of_one_time_the_smaller_id_comes_first() {
        Computed computed =
                Computed.from(
                        purchase("a", "10:00", "o1").customer("7"),
                        web("b", "10:00", "CLICK").customer("7").campaign("spring"),
                        purchase("c", "10:00", "o2").customer("7"));

        assertThat(computed.row("10:01", "1h", "none", "*", "orders").n()).isEqualTo("1");
        assertThat(computed.row("10:01", "1h", "spring", "*", "orders").n()).isEqualTo("1");
    }

    @Test
    void a_return_and_a_mention_that_bear_a_campaign_are_no_touch() {
        Computed computed =
                Computed.from(
                        sale("a", "10:00", "r1").customer("7").with("kind", "RETURN").campaign("x"),
                        web("b", "10:01", "MENTION").customer("7").campaign("y"),
                        purchase("c", "10:02", "o1").customer("7"));

        assertThat(computed.row("10:03", "1h", "none", "*", "orders").n()).isEqualTo("1");
    }

    @Test
    void an_answer_takes_the_campaign_of_its_customers_last_touch() {
        Computed computed =
                Computed.from(
                        sale("a", "10:00", "r1").customer("7").campaign("coupon"),
                        answer("b", "11:00", "NPS", 10).customer("7"));

        assertThat(computed.row("11:15", "24h", "coupon", "mail", NPS).n()).isEqualTo("1");
    }

    // Orders and revenue

    @Test
    void a_copy_of_an_order_is_an_interaction_but_no_order() {
        Computed computed =
                Computed.from(
                        purchase("a", "10:00", "o1").customer("7"),
                        purchase("b", "10:00:30", "o1").customer("7"));

        assertThat(computed.count("10:01", "1h", "interactions")).isEqualTo("2");
        assertThat(computed.count("10:01", "1h", "orders")).isEqualTo("1");
        assertThat(computed.count("10:01", "1h", "revenue_eur")).isEqualTo("2000");
    }

    @Test
    void a_copy_exactly_thirty_days_later_is_no_order_and_a_millisecond_later_is_one() {
        Computed computed =
                Computed.from(
                        purchase("a", "03-02 10:00", "o1").customer("7"),
                        purchase("b", "04-01 10:00", "o1").customer("7"),
                        purchase("c", "04-01 10:00:00.001", "o1").customer("7"));

        assertThat(computed.count("04-01 10:01", "1h", "interactions")).isEqualTo("2");
        assertThat(computed.count("04-01 10:01", "1h", "orders")).isEqualTo("1");
    }

    @Test
    void one_receipt_number_in_two_stores_and_on_the_web_is_three_orders() {
        Computed computed =
                Computed.from(
                        sale("a", "10:00", "1").customer("7"),
                        sale("b", "10:00", "1").customer("7").with("store_id", "nice"),
                        purchase("c", "10:00", "1").customer("7"));

        assertThat(computed.count("10:01", "1h", "orders")).isEqualTo("3");
    }

    @Test
    void one_order_id_of_two_subjects_is_two_orders() {
        Computed computed =
                Computed.from(
                        purchase("a", "10:00", "o1").customer("7"),
                        purchase("b", "10:00", "o1").customer("8"));

        assertThat(computed.count("10:01", "1h", "orders")).isEqualTo("2");
    }

    @Test
    void a_return_needs_no_known_sale_and_lowers_the_revenue_at_its_own_time() {
        Computed computed =
                Computed.from(
                        sale("a", "10:00", "r1").customer("7"),
                        sale("b", "10:01", "r9").customer("7").with("kind", "RETURN"),
                        sale("c", "10:01:01", "r9").customer("7").with("kind", "RETURN"));

        assertThat(computed.count("10:01", "1h", "revenue_eur")).isEqualTo("1000");
        assertThat(computed.count("10:02", "1h", "revenue_eur")).isEqualTo("-1000");
        assertThat(computed.row("10:02", "1h", "revenue_eur").n()).isEqualTo("3");
        assertThat(computed.count("10:02", "1h", "orders")).isEqualTo("1");
    }

    @Test
    void a_customer_is_new_at_the_first_order_ever_and_in_its_cut_only() {
        Computed computed =
                Computed.from(
                        web("a", "10:00", "CLICK").customer("7"),
                        sale("b", "10:01", "r1").customer("7"),
                        purchase("c", "10:02", "o1").customer("7"));

        assertThat(computed.count("10:01", "1h", "new_customers")).isEqualTo("0");
        assertThat(computed.count("10:03", "1h", "new_customers")).isEqualTo("1");
        assertThat(computed.row("10:03", "1h", "*", "store", "new_customers").n()).isEqualTo("1");
        assertThat(computed.row("10:03", "1h", "*", "web", "new_customers").n()).isEqualTo("0");
    }

    @Test
    void an_impression_reaches_but_is_no_interaction_and_a_mention_is_neither() {
        Computed computed =
                Computed.from(
                        web("a", "10:00", "IMPRESSION").customer("7"),
                        web("b", "10:00", "MENTION").customer("8"),
                        purchase("c", "10:00", "o1").customer("9"));

        assertThat(computed.ratio("10:01", "1h", REACH)).isEqualTo("1 of 2");
        assertThat(computed.ratio("10:01", "1h", CONVERSION)).isEqualTo("1 of 1");
    }

    // Answers

    @Test
    void a_later_answer_on_another_campaign_silences_the_earlier_one() {
        Computed computed =
                Computed.from(
                        answer("a", "10:00", "NPS", 10).customer("7").campaign("spring"),
                        answer("b", "10:05", "NPS", 3).customer("7").campaign("summer"));

        assertThat(computed.ratio("10:05", "1h", "spring", NPS)).isEqualTo("1 of 1");
        assertThat(computed.ratio("10:06", "1h", "spring", NPS)).isEqualTo("0 of 0");
        assertThat(computed.ratio("10:06", "1h", "summer", NPS)).isEqualTo("-1 of 1");
        assertThat(computed.ratio("10:06", "1h", NPS)).isEqualTo("-1 of 1");
    }

    @Test
    void answers_to_another_survey_or_on_another_scale_do_not_silence() {
        Computed computed =
                Computed.from(
                        answer("a", "10:00", "NPS", 10).with("respondent_id", "r"),
                        answer("b", "10:01", "NPS", 10)
                                .with("respondent_id", "r")
                                .with("survey_id", "other"),
                        answer("c", "10:02", "CSAT", 4).with("respondent_id", "r"));

        assertThat(computed.ratio("10:03", "1h", NPS)).isEqualTo("2 of 2");
        assertThat(computed.ratio("10:03", "1h", "csat_ratio")).isEqualTo("1 of 1");
    }

    @Test
    void each_answer_of_nobody_known_is_its_own() {
        Computed computed =
                Computed.from(
                        answer("a", "10:00", "CSAT", 3),
                        answer("b", "10:00", "CSAT", 4),
                        answer("c", "10:00", "CSAT", 5));

        assertThat(computed.ratio("10:01", "1h", "csat_ratio")).isEqualTo("2 of 3");
    }

    @Test
    void of_two_answers_of_one_time_the_greater_id_counts() {
        Computed computed =
                Computed.from(
                        answer("b", "10:00", "NPS", 0).customer("7"),
                        answer("a", "10:00", "NPS", 9).customer("7"),
                        later("10:10"));

        assertThat(computed.ratio("10:11", "1h", NPS)).isEqualTo("-1 of 1");
    }
}
