package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.alert.WatchSettings;
import io.omnipulse.engine.core.progress.Source;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Settings as the configuration gives them when nobody says anything else. */
final class SampleSettings {
    /** Sources of which none has been read to its end; all carry the broker's time. */
    static final SourceStatus NOTHING_AT_END =
            new SourceStatus() {
                @Override
                public boolean atEnd(Source source) {
                    return false;
                }

                @Override
                public boolean appendTime(String topic) {
                    return true;
                }
            };

    private SampleSettings() {}

    static StreamSettings settings() {
        return settings(false);
    }

    static StreamSettings settings(boolean linksFromEvents) {
        return new StreamSettings(
                "omnipulse-v1",
                1,
                new TreeMap<>(
                        Map.of(
                                Topics.WEB_EVENTS,
                                3,
                                Topics.POS_SALES,
                                3,
                                Topics.SURVEY_ANSWERS,
                                3)),
                4,
                8,
                List.of(Window.M5, Window.H1, Window.H24, Window.D7, Window.D30),
                Duration.ofDays(2),
                Duration.ofDays(7),
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                OptionalLong.empty(),
                linksFromEvents,
                Duration.ofSeconds(1),
                Optional.of(
                        new WatchSettings(Duration.ofHours(24), OptionalDouble.empty(), List.of())),
                Outputs.PUBLISHED);
    }
}
