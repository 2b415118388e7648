package io.omnipulse.engine.serve;

import static io.omnipulse.engine.serve.SampleTable.count;
import static io.omnipulse.engine.serve.SampleTable.euros;
import static io.omnipulse.engine.serve.Served.SETTINGS;
import static io.omnipulse.engine.serve.Served.json;
import static io.omnipulse.engine.serve.Served.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server lets in, what it says of its answers, and what no client can do to it. */
final class HttpGuardTest {
    private static final String TOKEN = "0123456789abcdef";

    private final List<Served> all = new ArrayList<>();
    private final SampleTable sample = new SampleTable(SETTINGS).complete().heartbeat(0);

    @AfterEach
    void close() {
        all.forEach(Served::close);
    }

    private Served serve(SampleTable table, ServeSettings settings) {
        Served served = Served.table(table, settings);
        all.add(served);
        return served;
    }

    private Served serve() {
        return serve(sample, SETTINGS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/live.js",
                "/api/kpis",
                "/metrics",
                "/health/live",
                "/nowhere",
                "/api/kpis?x=1"
            })
    void every_answer_has_security_headers(String path) throws Exception {
        HttpResponse<String> response = serve().get(path, "Origin", "https://evil.example");

        assertThat(response.headers().firstValue("content-security-policy").orElseThrow())
                .startsWith("default-src 'self';")
                .contains("frame-ancestors 'none'");
        assertThat(response.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(response.headers().firstValue("x-frame-options")).hasValue("DENY");
        assertThat(response.headers().firstValue("referrer-policy")).hasValue("no-referrer");
        assertThat(response.headers().firstValue("access-control-allow-origin")).isEmpty();
        assertThat(response.headers().firstValue("server")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1:9", "[::1]:65535", "[::1]"})
    void names_of_this_machine_are_answered(String host) throws Exception {
        assertThat(serve().statusOf(request("GET /api/kpis", host))).isEqualTo("200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example:80",
                "127.0.0.1.evil.example",
                "192.168.0.1",
                "[::2]"
            })
    void other_names_are_turned_away(String host) throws Exception {
        assertThat(serve().statusOf(request("GET /api/kpis", host))).isEqualTo("403");
    }

    @Test
    void a_request_without_a_host_is_turned_away() throws Exception {
        assertThat(
                        serve().statusOf(
                                        "GET /api/kpis HTTP/1.0\r\n\r\n"
                                                .getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("403");
    }

    @Test
    void a_host_is_not_checked_where_everybody_may_come() throws Exception {
        Served server = serve(sample, SETTINGS.withBind("0.0.0.0", Optional.empty(), true));

        assertThat(server.statusOf(request("GET /api/kpis", "shop.example"))).isEqualTo("200");
    }

    @Test
    void values_need_the_token_where_there_is_one() throws Exception {
        Served server =
                serve(
                        sample,
                        SETTINGS.withBind("0.0.0.0", Optional.of(BearerToken.of(TOKEN)), false));

        assertThat(server.get("/api/kpis", "Authorization", "Bearer " + TOKEN).statusCode())
                .isEqualTo(200);
        assertThat(server.get("/api/kpis", "Authorization", "Bearer wrong").statusCode())
                .isEqualTo(401);
        for (String path : List.of("/api/kpis", "/api/catalogue", "/api/status", "/metrics")) {
            HttpResponse<String> refused = server.get(path);
            assertThat(refused.statusCode()).as(path).isEqualTo(401);
            assertThat(refused.headers().firstValue("www-authenticate"))
                    .hasValue("Bearer realm=\"omnipulse\"");
        }
    }

    @Test
    void the_page_itself_and_the_probes_need_no_token() throws Exception {
        Served server =
                serve(
                        sample,
                        SETTINGS.withBind("0.0.0.0", Optional.of(BearerToken.of(TOKEN)), false));

        for (String path : List.of("/", "/live.css", "/live.js", "/health/live", "/health/ready")) {
            assertThat(server.get(path).statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void names_with_markup_reach_the_page_as_json_only() throws Exception {
        String name = "<img src=x onerror=alert(1)>";
        sample.row("5m", name, "web", count("orders", 1));
        Served server = serve();

        HttpResponse<String> api = server.get("/api/kpis");

        assertThat(json(api).get(0).get("campaign").textValue()).isEqualTo(name);
        assertThat(api.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(server.get("/").body()).doesNotContain("onerror");
        assertThat(server.get("/live.js").body())
                .doesNotContain("innerHTML", "insertAdjacentHTML", "document.write");
    }

    @Test
    void the_page_fetches_nothing_from_elsewhere() throws Exception {
        Served server = serve();

        for (String path : List.of("/", "/live.css", "/live.js", "/chart.js", "/format.js")) {
            String body = server.get(path).body().replace("http://www.w3.org/2000/svg", "");
            assertThat(body).as(path).isNotEmpty().doesNotContain("http://", "https://", "//cdn");
        }
    }

    @Test
    void a_wrong_path_is_a_problem_without_details() throws Exception {
        HttpResponse<String> response = serve().get("/etc/passwd?%3Cscript%3E");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("content-type"))
                .hasValue("application/problem+json");
        assertThat(response.body()).doesNotContain("script", "passwd", "io.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "TRACE", "OPTIONS"})
    void nothing_can_be_changed(String method) throws Exception {
        assertThat(serve().statusOf(request(method + " /api/kpis", "localhost"))).isEqualTo("405");
    }

    @Test
    void a_head_request_is_answered_like_a_get() throws Exception {
        assertThat(serve().statusOf(request("HEAD /metrics", "localhost"))).isEqualTo("200");
    }

    @Test
    void a_url_longer_than_any_honest_one_is_refused() throws Exception {
        byte[] request = request("GET /api/kpis?campaign=" + "x".repeat(9_000), "localhost");

        assertThat(serve().statusOf(request)).startsWith("4");
    }

    @Test
    void a_query_that_cannot_be_decoded_is_a_name_that_nobody_has() throws Exception {
        assertThat(serve().statusOf(request("GET /api/kpis?campaign=%zz", "localhost")))
                .isEqualTo("200");
    }

    @Test
    void slow_readers_of_large_answers_keep_no_probe_waiting() throws Exception {
        for (int campaign = 0; campaign < 20_000; campaign++) {
            sample.row(
                    "5m",
                    "campaign-" + campaign,
                    "web",
                    count("orders", 1),
                    count("sessions", 2),
                    euros("revenue_eur", 1, 1));
        }
        Served server = serve();
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            socket.getOutputStream().write(request("GET /api/kpis", "localhost"));
            slow.add(socket);
        }

        HttpResponse<String> probe = server.get("/health/live");

        assertThat(probe.statusCode()).isEqualTo(200);
        for (Socket socket : slow) {
            socket.close();
        }
    }

    @Test
    void an_error_of_ours_is_told_without_its_details() throws Exception {
        HealthCheck broken =
                () -> {
                    throw new IllegalStateException("secret detail");
                };
        try (Served server = Served.table(sample, SETTINGS, broken)) {
            HttpResponse<String> response = server.get("/health/ready");

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.headers().firstValue("content-type"))
                    .hasValue("application/problem+json");
            assertThat(response.body()).doesNotContain("secret", "Exception", "at io.");
        }
    }
}
