package io.omnipulse.engine.serve;

import static io.omnipulse.engine.serve.SampleTable.count;
import static io.omnipulse.engine.serve.Served.SETTINGS;
import static io.omnipulse.engine.serve.Served.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.kpi.AlertRule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
final class RowStreamTest {
    private final SampleTable sample = new SampleTable(SETTINGS).complete().heartbeat(0);
    private final List<AutoCloseable> all = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : all) {
            each.close();
        }
    }

    private Served serve(ServeSettings settings) {
        Served served = Served.table(sample, settings);
        all.add(served);
        return served;
    }

    private HttpResponse<InputStream> open(Served served, String query, String... headers)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + served.port() + "/api/stream" + query);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<InputStream> response =
                client.send(request.build(), BodyHandlers.ofInputStream());
        all.add(response.body());
        return response;
    }

    private static BufferedReader reader(HttpResponse<InputStream> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** The data of the next event of this name. */
    private static String next(BufferedReader events, String name) throws IOException {
        String line = events.readLine();
        while (line != null) {
            if (line.equals("event: " + name)) {
                return events.readLine().substring("data: ".length());
            }
            line = events.readLine();
        }
        throw new AssertionError("the stream ended without an event " + name);
    }

    @Test
    void it_begins_with_all_rows_and_goes_on_with_those_that_change() throws Exception {
        sample.row("5m", "spring", "web", count("orders", 1));
        sample.row("5m", "summer", "web", count("orders", 5));
        HttpResponse<InputStream> response = open(serve(SETTINGS), "");
        BufferedReader events = reader(response);
        String first = next(events, "rows");

        sample.row("5m", "spring", "web", count("orders", 2));
        String second = next(events, "rows");

        assertThat(response.headers().firstValue("content-type").orElseThrow())
                .startsWith("text/event-stream");
        assertThat(first).startsWith("[{\"window_end\"").contains("\"spring\"", "\"summer\"");
        assertThat(second)
                .isEqualTo(
                        "[{\"window_end\":\"2026-11-22T10:05:00Z\",\"window\":\"5m\",\"campaign\":\"spring\","
                                + "\"channel\":\"web\",\"dimensions\":{},\"kpi\":\"orders\",\"value\":2.0,\"numerator\":2,"
                                + "\"denominator\":null,\"lower\":null,\"upper\":null,\"n\":2,\"stage\":\"provisional\","
                                + "\"revision\":0,\"age_seconds\":0.0}]");
    }

    @Test
    void many_changes_of_a_row_within_a_second_are_one() throws Exception {
        sample.row("5m", "spring", "web", count("orders", 1));
        BufferedReader events = reader(open(serve(SETTINGS), ""));
        next(events, "rows");

        for (int i = 2; i <= 500; i++) {
            sample.row("5m", "spring", "web", count("orders", i));
        }
        String last = next(events, "rows");
        while (!last.contains("\"numerator\":500")) {
            last = next(events, "rows");
        }

        assertThat(last.split("window_end", -1)).hasSize(2);
    }

    @Test
    void filters_let_through_what_they_name() throws Exception {
        sample.row("5m", "spring", "web", count("orders", 1), count("sessions", 9));
        sample.row("1h", "spring", "web", count("orders", 2));
        sample.row("5m", "summer", "web", count("orders", 3));

        String rows =
                next(
                        reader(open(serve(SETTINGS), "?campaign=spring&window=5m&kpi=orders")),
                        "rows");

        assertThat(rows).contains("\"numerator\":1").doesNotContain("sessions", "summer", "\"1h\"");
    }

    @Test
    void alerts_come_at_once_and_when_they_open_and_close() throws Exception {
        sample.alert(AlertRule.DROP, "spring", null);
        BufferedReader events = reader(open(serve(SETTINGS), ""));
        String first = next(events, "alerts");
        sample.alert(AlertRule.OUTAGE, "summer", null);
        String second = next(events, "alerts");

        sample.alert(AlertRule.DROP, "spring", Duration.ofMinutes(3));
        String third = next(events, "alerts");

        assertThat(first).contains("drop/session_conversion_ratio/spring");
        assertThat(second).contains("/spring/", "/summer/");
        assertThat(third).doesNotContain("/spring/").contains("/summer/");
    }

    @Test
    void without_news_it_says_that_it_is_still_there() throws Exception {
        BufferedReader events = reader(open(serve(SETTINGS), "?window=1h"));
        next(events, "alerts");

        String line = events.readLine();
        while (line.isEmpty()) {
            line = events.readLine();
        }

        assertThat(line).isEqualTo(": still here");
    }

    @Test
    void there_are_so_many_places_and_no_more_and_one_that_is_left_is_free_again()
            throws Exception {
        sample.row("5m", "spring", "web", count("orders", 0));
        Served served = serve(SETTINGS);
        List<HttpResponse<InputStream>> readers = new ArrayList<>();
        for (int i = 0; i < RowStream.READERS; i++) {
            readers.add(open(served, ""));
            next(reader(readers.get(i)), "rows");
        }

        HttpResponse<InputStream> oneMore = open(served, "");
        readers.get(0).body().close();
        int status = oneMore.statusCode();
        for (int i = 1; status != 200; i++) {
            // A reader that has gone is noticed when something is sent to it.
            sample.row("5m", "spring", "web", count("orders", i));
            status = open(served, "").statusCode();
        }

        assertThat(oneMore.statusCode()).isEqualTo(503);
        assertThat(oneMore.headers().firstValue("retry-after")).isPresent();
        assertThat(served.get("/api/kpis").statusCode()).isEqualTo(200);
    }

    @Test
    void a_reader_that_takes_too_long_is_cut_off() throws Exception {
        int rows = 40_000;
        for (int i = 0; i < rows; i++) {
            sample.row("5m", "campaign-" + i, "web", count("orders", i));
        }
        Served served = serve(SETTINGS);
        long patientUntil = System.nanoTime() + RowStreamClient.PATIENCE.plusSeconds(3).toNanos();
        int taken = 0;
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4 * 1024);
            socket.setSoTimeout(10_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), served.port()));
            socket.getOutputStream()
                    .write(Served.request("GET /api/stream?kpi=orders", "localhost"));
            InputStream in = socket.getInputStream();
            // Slow, but never idle: it takes a byte, and again.
            while (System.nanoTime() < patientUntil && in.read() >= 0) {
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }

            taken = in.readAllBytes().length;
        } catch (SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }

        assertThat(taken).isLessThan(rows * 200);
        assertThat(served.get("/api/kpis?campaign=campaign-1").statusCode()).isEqualTo(200);
    }

    @Test
    void it_needs_the_token_like_every_value() throws Exception {
        Served served =
                serve(SETTINGS.withBind("127.0.0.1", Optional.of(BearerToken.of("secret")), false));

        assertThat(open(served, "").statusCode()).isEqualTo(401);
        assertThat(open(served, "", "Authorization", "Bearer secret").statusCode()).isEqualTo(200);
    }

    @Test
    void a_wrong_filter_is_a_problem() throws Exception {
        HttpResponse<String> response = serve(SETTINGS).get("/api/stream?window=2h");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).get("parameter").textValue()).isEqualTo("window");
    }

    @Test
    void it_ends_when_the_server_stops() throws Exception {
        sample.row("5m", "spring", "web", count("orders", 1));
        Served served = Served.table(sample, SETTINGS);
        BufferedReader events = reader(open(served, ""));
        next(events, "alerts");

        served.close();
        String rest = events.readLine();
        while (rest != null && rest.isEmpty()) {
            rest = events.readLine();
        }

        assertThat(rest).isNull();
    }
}
