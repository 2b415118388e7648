package io.omnipulse.engine.serve;

import io.omnipulse.engine.serve.TableKey.OfWatch;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * What the engine's watch over one KPI of one cut is able to see while nothing is wrong.
 *
 * @param key what is watched
 * @param state what it can do
 * @param detectableDrop the smallest relative drop, 0 to 1, that half an hour of this traffic would
 *     show; absent while it learns
 * @param expectedPerMinute how many conversions it expects a minute; absent while it learns
 * @param version version of the application that wrote it
 * @param partition the partition of {@code kpi-values} it came from
 * @param appendedMs when the broker took it
 */
record Watch(
        OfWatch key,
        State state,
        OptionalDouble detectableDrop,
        OptionalDouble expectedPerMinute,
        int version,
        int partition,
        long appendedMs) {
    /** What a watch can do. Its number is what is published and what the metric shows. */
    enum State {
        LEARNING(0, "learning"),
        WATCHING(1, "watching"),
        UNDETECTABLE(2, "undetectable");

        private final int number;
        private final String text;

        State(int number, String text) {
            this.number = number;
            this.text = text;
        }

        int number() {
            return number;
        }

        String text() {
            return text;
        }

        static State numbered(long number) {
            return Arrays.stream(values())
                    .filter(state -> state.number == number)
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            "there is no such state of a watch"));
        }
    }
}
