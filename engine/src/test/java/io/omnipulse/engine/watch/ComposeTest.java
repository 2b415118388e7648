package io.omnipulse.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the compose file promises whoever brings it up. */
class ComposeTest {
    /** One makes the topics and ends, the other may send or not: nobody waits for their health. */
    private static final Set<String> WITHOUT_HEALTH = Set.of("topics", "producers");

    private static final Set<String> OUR_OWN = Set.of("topics", "engine", "serve", "producers");

    @Test
    void all_that_is_published_is_published_on_loopback() throws IOException {
        services()
                .forEach(
                        (name, service) ->
                                assertThat(service.path("ports"))
                                        .as(name)
                                        .allMatch(port -> port.asText().startsWith("127.0.0.1:")));
    }

    @Test
    void images_have_tags_and_services_have_limits_and_health() throws IOException {
        services()
                .forEach(
                        (name, service) -> {
                            assertThat(service.path("image").asText())
                                    .as(name)
                                    .matches("[a-z/-]+:v?\\d+\\.\\d+\\.\\d+");
                            assertThat(service.has("mem_limit")).as(name).isTrue();
                            assertThat(service.has("cpus")).as(name).isTrue();
                            assertThat(service.has("healthcheck"))
                                    .as(name)
                                    .isNotEqualTo(WITHOUT_HEALTH.contains(name));
                        });
    }

    @Test
    void our_own_services_have_no_rights_and_write_nowhere_but_where_they_say() throws IOException {
        for (String name : OUR_OWN) {
            JsonNode service = compose().path(name);
            assertThat(service.path("read_only").asBoolean()).as(name).isTrue();
            assertThat(service.at("/cap_drop/0").asText()).as(name).isEqualTo("ALL");
            assertThat(service.at("/security_opt/0").asText())
                    .as(name)
                    .isEqualTo("no-new-privileges:true");
        }
    }

    @Test
    void there_is_no_default_password() throws IOException {
        assertThat(compose().at("/grafana/environment/GF_SECURITY_ADMIN_PASSWORD").asText())
                .startsWith("${GRAFANA_ADMIN_PASSWORD:?");
    }

    @Test
    void files_that_are_mounted_exist() throws IOException {
        for (JsonNode service : services().values()) {
            for (JsonNode volume : service.path("volumes")) {
                String host = volume.asText().replaceAll("^\\$\\{[A-Z_]+:-(.*?)}", "$1");
                if (host.startsWith("./")) {
                    assertThat(Shipped.ROOT.resolve(host.replaceAll(":.*", ""))).exists();
                }
            }
        }
    }

    private static Map<String, JsonNode> services() throws IOException {
        return compose().properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static JsonNode compose() throws IOException {
        try (Reader in = Files.newBufferedReader(Shipped.ROOT.resolve("docker-compose.yml"))) {
            Object merged = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            return JsonMapper.builder().build().valueToTree(merged).path("services");
        }
    }
}
