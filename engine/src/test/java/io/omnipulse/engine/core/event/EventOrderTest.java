package io.omnipulse.engine.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The order of one subject's events decides which copy counts, so it must be total and the
 * contract's.
 */
class EventOrderTest {
    @Test
    void an_earlier_event_comes_first_whatever_its_id() {
        // Given
        Event early = Facts.web("z", "10:00", Action.CLICK).event();
        Event late = Facts.web("a", "10:00:00.001", Action.CLICK).event();
        // When
        int order = EventOrder.INSTANCE.compare(early, late);
        // Then
        assertThat(order).isNegative();
    }

    @Test
    void events_of_one_time_go_by_the_bytes_of_their_ids() {
        // Given
        Event basicPlane = Facts.web("\uffee", "10:00", Action.CLICK).event();
        Event beyond =
                Facts.web("\ud83d\ude00", "10:00", Action.CLICK)
                        .event(); // lower by UTF-16, higher by UTF-8
        // When
        int order = EventOrder.INSTANCE.compare(basicPlane, beyond);
        // Then
        assertThat(order).isNegative();
    }

    /**
     * Field by field in the order of KPIS.md, the smaller first: every later field prefers the
     * other one.
     */
    static Stream<Arguments> copiesOfOneTime() {
        return Stream.of(
                copies(
                        "session_id: absent first",
                        f -> f.session(null).channel("z"),
                        f -> f.session("s").channel("a")),
                copies(
                        "channel",
                        f -> f.channel("app").campaign("z"),
                        f -> f.channel("web").campaign("a")),
                copies(
                        "campaign",
                        f -> f.campaign("a").order("z"),
                        f -> f.campaign("b").order("a")),
                copies(
                        "order_id",
                        f -> f.order("a").amount(9, "EUR"),
                        f -> f.order("b").amount(1, "EUR")),
                copies("amount_minor, by value", f -> f.amount(9, "USD"), f -> f.amount(10, "EUR")),
                copies(
                        "currency",
                        f -> f.amount(9, "EUR").engaged(2),
                        f -> f.amount(9, "USD").engaged(1)),
                copies("engaged_ms: absent first", f -> f.store("z"), f -> f.engaged(0).store("a")),
                copies("store_id", f -> f.store("a").survey("z"), f -> f.store("b").survey("a")),
                copies("survey_id", f -> f.survey("a"), f -> f.survey("b")));
    }

    private static Arguments copies(
            String name, UnaryOperator<Facts> smaller, UnaryOperator<Facts> larger) {
        return Arguments.of(
                name,
                smaller.apply(Facts.web("e", "10:00", Action.CLICK)).event(),
                larger.apply(Facts.web("e", "10:00", Action.CLICK)).event());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("copiesOfOneTime")
    void copies_of_one_time_go_by_their_content(String field, Event smaller, Event larger) {
        // When
        List<Event> sorted = Stream.of(larger, smaller).sorted(EventOrder.INSTANCE).toList();
        // Then
        assertThat(sorted).containsExactly(smaller, larger);
    }

    @Test
    void copies_of_one_time_go_by_their_topic_and_then_by_the_position_of_the_action() {
        // Given
        Event sale = Facts.sale("e", "10:00", "r").event();
        Event impression = Facts.web("e", "10:00", Action.IMPRESSION).event();
        Event click = Facts.web("e", "10:00", Action.CLICK).event();
        // When
        List<Event> sorted =
                Stream.of(click, impression, sale).sorted(EventOrder.INSTANCE).toList();
        // Then
        assertThat(sorted).containsExactly(sale, impression, click);
    }

    @Test
    void types_stand_in_the_byte_order_of_their_topics() {
        // When
        List<String> topics = Stream.of(EventType.values()).map(EventType::topic).toList();
        // Then
        assertThat(topics).isSortedAccordingTo(Utf8Order.INSTANCE);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void the_order_of_texts_is_that_of_their_utf_8_bytes(long seed) {
        // Given
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            texts.add(text(random));
        }
        List<String> byBytes = new ArrayList<>(texts);
        byBytes.sort((a, b) -> Arrays.compareUnsigned(bytes(a), bytes(b)));
        Collections.shuffle(texts, random);
        // When
        texts.sort(Utf8Order.INSTANCE);
        // Then
        assertThat(texts).isEqualTo(byBytes);
    }

    private static String text(Random random) {
        int[] borders = {0x41, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff};
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(4); left > 0; left--) {
            text.appendCodePoint(borders[random.nextInt(borders.length)]);
        }
        return text.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
