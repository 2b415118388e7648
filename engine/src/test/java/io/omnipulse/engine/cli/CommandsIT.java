package io.omnipulse.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.serve.Chromium;
import io.omnipulse.engine.serve.Promtool;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that bring a broker of their own: the demo and the computation of files. */
@Timeout(180)
class CommandsIT {
    private static final String EVENTS =
            """
            {"type":"WebEvent","event_id":"e-1","occurred_at":"2026-11-22T10:00:03Z","visitor_id":"v-7","channel":"web","campaign":"spring","action":"PRODUCT_VIEW"}
            {"type":"WebEvent","event_id":"e-2","occurred_at":"2026-11-22T10:04:41Z","visitor_id":"v-7","channel":"web","action":"PURCHASE","order_id":"o-1","amount_minor":4990,"currency":"EUR"}
            {"type":"WebEvent","event_id":"e-3","occurred_at":"2026-11-22T10:05:00Z","visitor_id":"v-8","channel":"app","action":"PAGE_VIEW"}
            {"type":"SurveyAnswer","event_id":"e-4","occurred_at":"2026-11-22T10:05:01Z","survey_id":"s","kind":"NPS","score":11,"channel":"web"}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @Test
    void compute_writes_the_rows_reports_the_refused_line_and_ends_with_1() throws IOException {
        Path file = Files.writeString(directory.resolve("events.jsonl"), EVENTS);

        Typed typed =
                Typed.run(
                        "compute",
                        file.toString(),
                        "--out",
                        directory.toString(),
                        "--windows",
                        "1h",
                        "--format",
                        "csv,jsonl,openmetrics");

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.err()).contains("events.jsonl:4").contains("bad-score");
        assertThat(typed.out()).contains("events=3 refused=1");
        List<String> rows = Files.readAllLines(directory.resolve("rows.csv"));
        assertThat(rows)
                .contains(
                        "2026-11-22T10:06:00Z,1h,*,*,,omnichannel_conversion_ratio,0.5,1,2,0.09453120573423074,0.9054687942657693,2,settled,0",
                        "2026-11-22T10:05:00Z,1h,spring,web,,revenue_eur,49.9,4990,,,,1,settled,0");
        assertThat(Files.readAllLines(directory.resolve("rows.jsonl"))).hasSize(rows.size() - 1);
        assertThat(Files.readString(directory.resolve("rows.om"))).endsWith("# EOF\n");
    }

    @Test
    void the_demo_serves_clean_metrics_the_api_and_the_page_and_stops_by_itself() throws Exception {
        StringWriter out = new StringWriter();
        CommandLine line = Omnipulse.commandLine();
        line.setOut(new PrintWriter(out));
        CompletableFuture<Integer> demo =
                CompletableFuture.supplyAsync(
                        () ->
                                line.execute(
                                        "demo",
                                        "--port",
                                        "0",
                                        "--kafka-port",
                                        "0",
                                        "--registry-port",
                                        "0",
                                        "--rate",
                                        "200",
                                        "--duration",
                                        "45s"));
        String base = awaitUrl(out, demo);

        String metrics =
                awaitMetric(
                        base,
                        "omnipulse_omnichannel_conversion_ratio{campaign=\"*\",channel=\"*\",window=\"30d\"}");

        assertThat(metrics)
                .contains("omnipulse_events_total{outcome=\"counted\",topic=\"web-events\"}");
        assertThat(get(base + "api/kpis?kpi=orders&window=5m")).contains("\"age_seconds\"");
        assertThat(get(base)).contains("<html");
        try (Chromium browser = Chromium.open(directory.resolve("profile"))) {
            browser.show(base);
            browser.awaitText("Conversion by campaign", "All campaigns", " %", "spring");
        }
        Promtool.assertNothingToComplain(metrics);
        assertThat(demo.get(90, TimeUnit.SECONDS)).isZero();
    }

    private static String awaitUrl(StringWriter out, CompletableFuture<Integer> demo) {
        Pattern url = Pattern.compile("live page +(http://\\S+)");
        while (!demo.isDone()) {
            Matcher matcher = url.matcher(out.toString());
            if (matcher.find()) {
                return matcher.group(1);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        throw new AssertionError("the demo ended before it was ready:\n" + out);
    }

    private static String awaitMetric(String base, String series) throws Exception {
        String metrics = get(base + "metrics");
        while (!metrics.contains(series)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            metrics = get(base + "metrics");
        }
        return metrics;
    }

    private static String get(String url) throws IOException, InterruptedException {
        HttpResponse<String> response =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(url)).build(),
                                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(url).isEqualTo(200);
        return response.body();
    }
}
