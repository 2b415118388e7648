package io.omnipulse.engine.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServeSettingsTest {
    private static final BearerToken TOKEN = BearerToken.of("0123456789abcdef\n");

    @Test
    void a_port_that_others_can_reach_needs_a_token_or_a_clear_word() {
        assertThatThrownBy(
                        () -> ServeSettings.loopback().withBind("0.0.0.0", Optional.empty(), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "serve.bind is \"0.0.0.0\", which others can reach. Set serve.token-file so"
                                + " that readers need a token, set serve.open: true to let everybody"
                                + " read, or bind to 127.0.0.1.");
        assertThatCode(
                        () ->
                                ServeSettings.loopback()
                                        .withBind("0.0.0.0", Optional.of(TOKEN), false))
                .doesNotThrowAnyException();
        assertThatCode(() -> ServeSettings.loopback().withBind("0.0.0.0", Optional.empty(), true))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"})
    void loopback_needs_neither(String bind) {
        assertThat(ServeSettings.loopback().withBind(bind, Optional.empty(), false).isLoopback())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "no such host"})
    void an_address_that_is_none_is_refused(String bind) {
        assertThatThrownBy(
                        () ->
                                ServeSettings.loopback()
                                        .withBind(bind, Optional.empty(), true)
                                        .isLoopback())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("serve.bind");
    }

    @Test
    void numbers_out_of_range_are_refused_by_name() {
        assertThatThrownBy(() -> ServeSettings.loopback().withPort(65_536))
                .hasMessageContaining("serve.port");
        assertThatThrownBy(() -> ServeSettings.loopback().withCampaigns(List.of(), -1))
                .hasMessageContaining("campaigns.exported");
        assertThatThrownBy(() -> ServeSettings.loopback().withCampaigns(List.of("*"), 1))
                .hasMessageContaining("campaigns.declared");
    }

    @Test
    void a_token_fits_its_header_only() {
        assertThat(TOKEN.isIn("Bearer 0123456789abcdef")).isTrue();
        assertThat(TOKEN.isIn("bearer  0123456789abcdef ")).isTrue();
        assertThat(TOKEN.isIn("Bearer 0123456789abcdeg")).isFalse();
        assertThat(TOKEN.isIn("Basic 0123456789abcdef")).isFalse();
        assertThat(TOKEN.isIn("0123456789abcdef")).isFalse();
        assertThat(TOKEN.isIn(null)).isFalse();
    }

    @Test
    void a_token_never_prints_itself() {
        ServeSettings settings =
                ServeSettings.loopback().withBind("0.0.0.0", Optional.of(TOKEN), false);

        assertThat(settings.toString()).contains("hidden").doesNotContain("0123456789abcdef");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "two words", "schlüssel"})
    void a_token_that_no_header_can_carry_is_refused(String text) {
        assertThatThrownBy(() -> BearerToken.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
