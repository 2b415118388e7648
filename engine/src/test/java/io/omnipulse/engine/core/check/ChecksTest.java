package io.omnipulse.engine.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omnipulse.engine.core.event.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The single rules of the event contract, at their borders. */
class ChecksTest {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    @ParameterizedTest
    @ValueSource(strings = {"a", " ", "ÄÖ\u4e16\u754c", "a/b", "*x", "None"})
    void a_name_of_a_character_or_more_is_kept(String name) throws RejectedException {
        // When
        String checked = Checks.name("channel", name);
        // Then
        assertThat(checked).isSameAs(name);
    }

    @Test
    void a_name_may_have_two_hundred_characters_of_any_width() throws RejectedException {
        // Given
        String longest = "\ud83d\ude00".repeat(200);
        // When
        String checked = Checks.name("channel", longest);
        // Then
        assertThat(checked).isEqualTo(longest);
        rejects(Reason.BAD_NAME, () -> Checks.name("channel", longest + "a"));
    }

    @Test
    void an_empty_name_is_bad() {
        rejects(Reason.BAD_NAME, () -> Checks.name("channel", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000", "\n", "\t", "a\u007fb", "a\u0085"})
    void a_name_with_a_control_character_is_bad(String name) {
        rejects(Reason.BAD_NAME, () -> Checks.name("channel", name));
    }

    @Test
    void an_absent_name_is_missing_unless_it_may_be_absent() throws RejectedException {
        // When
        String optional = Checks.optionalName("visitor_id", null);
        // Then
        assertThat(optional).isNull();
        rejects(Reason.MISSING_FIELD, () -> Checks.name("event_id", null));
        rejects(Reason.BAD_NAME, () -> Checks.optionalName("visitor_id", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "none"})
    void reserved_names_are_refused_where_they_mean_something_else(String name)
            throws RejectedException {
        // When
        String elsewhere = Checks.name("visitor_id", name);
        // Then
        assertThat(elsewhere).isEqualTo(name);
        rejects(Reason.RESERVED_NAME, () -> Checks.dimension("campaign", name));
    }

    @Test
    void a_dimension_may_be_absent_and_must_else_be_a_name() throws RejectedException {
        // When
        String absent = Checks.dimension("campaign", null);
        // Then
        assertThat(absent).isNull();
        assertThat(Checks.dimension("campaign", "NONE")).isEqualTo("NONE");
        rejects(Reason.BAD_NAME, () -> Checks.dimension("campaign", ""));
    }

    @Test
    void a_time_may_be_the_first_of_the_century_and_no_earlier() throws RejectedException {
        // Given
        long first = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
        long now = Facts.ms("10:00");
        // When
        long checked = Checks.time("occurred_at", first, now, TOLERANCE);
        // Then
        assertThat(checked).isEqualTo(first);
        rejects(Reason.BAD_TIME, () -> Checks.time("occurred_at", first - 1, now, TOLERANCE));
    }

    @Test
    void a_time_may_be_ahead_of_the_record_by_the_tolerance_and_no_more() throws RejectedException {
        // Given
        long sent = Facts.ms("10:00");
        long latest = sent + TOLERANCE.toMillis();
        // When
        long checked = Checks.time("occurred_at", latest, sent, TOLERANCE);
        // Then
        assertThat(checked).isEqualTo(latest);
        rejects(Reason.BAD_TIME, () -> Checks.time("occurred_at", latest + 1, sent, TOLERANCE));
    }

    @Test
    void the_last_of_all_times_lies_ahead_of_every_record_but_one_of_that_time()
            throws RejectedException {
        // When
        long checked = Checks.time("occurred_at", Long.MAX_VALUE, Long.MAX_VALUE, TOLERANCE);
        // Then
        assertThat(checked).isEqualTo(Long.MAX_VALUE);
        rejects(Reason.BAD_TIME, () -> Checks.time("occurred_at", Long.MAX_VALUE, 0, TOLERANCE));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_000_000_000_000_000L})
    void a_number_may_be_zero_to_a_million_thousand_millions(long value) throws RejectedException {
        // When
        long checked = Checks.number("amount_minor", value);
        // Then
        assertThat(checked).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, NEGATIVE_NUMBER",
        "-9223372036854775808, NEGATIVE_NUMBER",
        "1000000000000001, OVERFLOW",
        "9223372036854775807, OVERFLOW"
    })
    void a_number_outside_is_refused(long value, Reason reason) {
        rejects(reason, () -> Checks.number("amount_minor", value));
        rejects(reason, () -> Checks.optionalNumber("amount_minor", value, 0));
    }

    @Test
    void an_absent_number_is_what_the_caller_says() throws RejectedException {
        // When
        long absent = Checks.optionalNumber("engaged_ms", null, -7);
        // Then
        assertThat(absent).isEqualTo(-7);
        assertThat(Checks.optionalNumber("quantity", 3, -7)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EUR", "JPY", "KWD"})
    void a_currency_is_an_iso_code_in_capitals(String code) throws RejectedException {
        // When
        String checked = Checks.currency("currency", code);
        // Then
        assertThat(checked).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eur", "EURO", "ZZZ", "€", "E R"})
    void any_other_currency_is_bad(String code) {
        rejects(Reason.BAD_CURRENCY, () -> Checks.currency("currency", code));
    }

    @Test
    void an_absent_currency_is_missing() {
        rejects(Reason.MISSING_FIELD, () -> Checks.currency("currency", null));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 5})
    void a_score_lies_within_its_scale(long score) throws RejectedException {
        // When
        long checked = Checks.score(score, 1, 5);
        // Then
        assertThat(checked).isEqualTo(score);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 6, -1})
    void a_score_beside_its_scale_is_bad(long score) {
        rejects(Reason.BAD_SCORE, () -> Checks.score(score, 1, 5));
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void codes_are_small_words_joined_by_hyphens(Reason reason) {
        // When
        String code = reason.code();
        // Then
        assertThat(code).matches("[a-z]+(-[a-z]+)*");
    }

    @Test
    void the_codes_are_those_of_the_event_contract() {
        // When
        Stream<String> codes = Stream.of(Reason.values()).map(Reason::code);
        // Then
        assertThat(codes)
                .containsExactly(
                        "null-value",
                        "bad-magic",
                        "unknown-schema",
                        "undecodable",
                        "missing-field",
                        "bad-time",
                        "bad-score",
                        "negative-number",
                        "overflow",
                        "bad-currency",
                        "reserved-name",
                        "bad-name");
    }

    @Test
    void a_rejection_names_the_field_and_never_its_value() {
        // Given
        @Nullable String secret = "4111 1111 1111 1111\n";
        // When
        ThrowingCallable check = () -> Checks.name("customer_id", secret);
        // Then
        assertThatExceptionOfType(RejectedException.class)
                .isThrownBy(check)
                .withMessageContaining("customer_id")
                .withMessageNotContaining("4111");
    }

    private static void rejects(Reason reason, ThrowingCallable check) {
        assertThatExceptionOfType(RejectedException.class)
                .isThrownBy(check)
                .satisfies(rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }
}
