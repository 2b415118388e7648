package io.omnipulse.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnipulse.engine.core.time.Window;
import io.omnipulse.schemas.TopicSpec;
import io.omnipulse.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EngineConfigTest {
    @Test
    void a_record_cannot_be_wrong() {
        Duration day = Duration.ofDays(1);
        assertThatThrownBy(
                        () -> new WindowConfig(Duration.ofDays(31), day, day, List.of(Window.H1)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "windows.horizon is \"31d\": it must be at most 30d, since every journey"
                                + " keeps its events in full for that long");
        assertThatThrownBy(() -> new CampaignConfig(List.of("*"), 1))
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> new ServeConfig(8080, "0.0.0.0", day, Optional.empty(), false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("serve.token-file");
    }

    @Test
    void the_known_sources_are_the_topics_that_can_be_read() {
        assertThat(EngineConfig.KNOWN_SOURCES)
                .containsExactlyElementsOf(Topics.inputs().stream().map(TopicSpec::name).toList());
    }

    @Test
    void windows_are_kept_shortest_first() {
        Duration day = Duration.ofDays(1);
        assertThat(new WindowConfig(day, day, day, List.of(Window.D7, Window.M5)).rolling())
                .containsExactly(Window.M5, Window.D7);
    }
}
