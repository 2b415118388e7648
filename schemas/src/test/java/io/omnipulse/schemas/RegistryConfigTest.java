package io.omnipulse.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryConfigTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://a:8081 | [http://a:8081]",
                " http://a:8081/ , https://b/x// | [http://a:8081, https://b/x]",
                "http://u:p@a | [http://a]",
                "http://[::1]:8081 | [http://[::1]:8081]"
            })
    void addresses_are_separated_by_commas(String urls, String servers) {
        assertThat(config(Map.of("schema.registry.url", urls)).servers()).hasToString(servers);
    }

    @Test
    void addresses_may_be_a_list() {
        RegistryConfig config =
                config(Map.of("schema.registry.url", List.of("http://a", "http://b")));

        assertThat(config.servers()).hasToString("[http://a, http://b]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " , ", "localhost:8081", "ftp://a", "http://", "http://ann:s3cret@a b"})
    void an_address_that_is_none_is_refused_without_showing_it(String url) {
        assertThatThrownBy(() -> config(Map.of("schema.registry.url", url)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "basic.auth.credentials.source, SASL_INHERIT",
        "basic.auth.credentials.source, USER_INFO",
        "bearer.auth.credentials.source, OAUTHBEARER",
        "bearer.auth.credentials.source, STATIC_TOKEN",
        "max.retries, some",
        "http.read.timeout.ms, -1"
    })
    void a_setting_that_cannot_be_followed_is_named(String key, String value) {
        assertThatThrownBy(() -> config(Map.of("schema.registry.url", "http://a", key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @Test
    void a_password_of_kafkas_type_is_read() {
        RegistryConfig config =
                config(
                        Map.of(
                                "schema.registry.url",
                                "http://a",
                                "basic.auth.credentials.source",
                                "USER_INFO",
                                "schema.registry.basic.auth.user.info",
                                new Password("ann:s3cret")));

        assertThat(config.servers().get(0).authorization()).contains("Basic YW5uOnMzY3JldA==");
    }

    @Test
    void nothing_secret_is_shown() {
        RegistryConfig config =
                config(
                        Map.of(
                                "schema.registry.url",
                                "http://ann:s3cret@a",
                                "schema.registry.ssl.keystore.password",
                                "s3cret"));

        assertThat(config.toString()).doesNotContain("s3cret").doesNotContain("YW5uOnMzY3JldA");
    }

    @Test
    void timeouts_are_confluents() {
        RegistryConfig config =
                config(
                        Map.of(
                                "schema.registry.url",
                                "http://a",
                                "http.connect.timeout.ms",
                                "100",
                                "http.read.timeout.ms",
                                200,
                                "max.retries",
                                0,
                                "retries.wait.ms",
                                "5"));

        assertThat(config.connectTimeout()).isEqualTo(Duration.ofMillis(100));
        assertThat(config.readTimeout()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.retries()).isZero();
        assertThat(config.retryWait()).isEqualTo(Duration.ofMillis(5));
    }

    @Test
    void a_mock_cannot_be_one_of_several() {
        assertThatThrownBy(
                        () -> RegistryClient.of(Map.of("schema.registry.url", "mock://a,http://b")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mock://");
    }

    @Test
    void clients_of_a_scope_share_a_registry_and_other_scopes_do_not() {
        var schema = RecordSchemas.published(Samples.sale().getClass());
        RegistryClient.of(Map.of("schema.registry.url", "mock://shared"))
                .register("s-value", schema);

        assertThat(
                        RegistryClient.of(Map.of("schema.registry.url", "mock://shared"))
                                .latest("s-value"))
                .isPresent();
        assertThat(
                        RegistryClient.of(Map.of("schema.registry.url", "mock://other"))
                                .latest("s-value"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "schema.registry.ssl.truststore.location, /no/such/file",
        "schema.registry.ssl.endpoint.identification.algorithm, ''"
    })
    void stores_that_cannot_be_used_are_refused_at_the_start(String key, String value) {
        Map<String, Object> config = new HashMap<>(Map.of("schema.registry.url", "https://a"));
        config.put(key, value);

        assertThatThrownBy(() -> RegistryClient.of(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.ssl");
    }

    private static RegistryConfig config(Map<String, ?> config) {
        return RegistryConfig.of(config);
    }
}
