package io.omnipulse.engine.serve;

import static io.omnipulse.engine.serve.SampleTable.count;
import static io.omnipulse.engine.serve.SampleTable.key;
import static io.omnipulse.engine.serve.SampleTable.mean;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.kpi.KpiRow;
import io.omnipulse.kpi.KpiValue;
import io.omnipulse.kpi.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * The live page over an invented shop, to look at while its looks are worked on. Arguments: the
 * port, {@code stale} for an engine that has gone, and a token to ask for.
 */
final class LivePageSample {
    private static final List<String> CHANNELS = List.of("web", "store", "app", "social");
    private static final List<String> CAMPAIGNS =
            List.of(
                    "spring",
                    "summer-sale",
                    "newsletter-47",
                    "<b>bold & \"quoted\"</b>",
                    "tiny",
                    "none");

    private final Random random = new Random(7);
    private final KpiTable table;
    private double drift = 1;

    private LivePageSample(ServeSettings settings) {
        this.table = new KpiTable(settings, InstantSource.system());
    }

    public static void main(String[] arguments) throws InterruptedException {
        List<String> given = List.of(arguments);
        ServeSettings settings =
                ServeSettings.loopback()
                        .withPort(Integer.parseInt(given.get(0)))
                        .withBind(
                                "127.0.0.1",
                                given.stream().skip(2).findFirst().map(BearerToken::of),
                                false)
                        .withCampaigns(List.of("spring", "summer-sale"), 500);
        LivePageSample sample = new LivePageSample(settings);
        boolean stale = given.contains("stale");
        sample.write(Instant.now().minus(stale ? Duration.ofMinutes(9) : Duration.ZERO));
        sample.table.markComplete();
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ReadSide read =
                new ReadSide(
                        sample.table, new AlertTable(), Optional::empty, SampleTable.NO_HISTORY);
        new KpiMetrics(read, SampleCatalog.catalog(), settings).bindTo(registry);
        KpiHttp.serving(settings, read, SampleCatalog.catalog(), registry, List.of()).start();
        while (true) {
            TimeUnit.SECONDS.sleep(1);
            if (!stale) {
                sample.write(Instant.now());
            }
        }
    }

    private void write(Instant now) {
        drift = Math.max(0.4, drift + (random.nextDouble() - 0.5) * 0.08);
        for (Window window : List.of(Window.M5, Window.H1, Window.H24, Window.D7, Window.D30)) {
            double size = Math.sqrt(window.lengthMs() / 300_000.0);
            row(now, window, Cut.ALL, Cut.ALL, 2_400 * size);
            CHANNELS.forEach(channel -> row(now, window, Cut.ALL, channel, 600 * size));
            for (int i = 0; i < CAMPAIGNS.size(); i++) {
                double weight = CAMPAIGNS.get(i).equals("tiny") ? 14 : 700.0 / (i + 1);
                row(now, window, CAMPAIGNS.get(i), Cut.ALL, weight * size);
                for (int channel = 0; channel < CHANNELS.size() - i % 3; channel++) {
                    row(
                            now,
                            window,
                            CAMPAIGNS.get(i),
                            CHANNELS.get(channel),
                            weight * size / (2 + channel));
                }
            }
        }
        apply(now, "[\"heartbeat\",0]", Window.M5, Map.of("restatements", 4L), List.of());
        apply(
                now,
                ledger("counted", ""),
                Window.M5,
                Map.of("events", 48_211 + now.getEpochSecond() % 10_000),
                List.of());
        apply(now, ledger("duplicate", ""), Window.M5, Map.of("events", 312L), List.of());
        apply(now, ledger("too_late", ""), Window.M5, Map.of("events", 9L), List.of());
        apply(
                now,
                ledger("rejected", "\"reason=bad-time\","),
                Window.M5,
                Map.of("events", 3L),
                List.of());
    }

    private static String ledger(String outcome, String reason) {
        return "[\"total\",\"*\",\"*\",\"outcome="
                + outcome
                + "\","
                + reason
                + "\"topic=web-events\"]";
    }

    private void row(Instant now, Window window, String campaign, String channel, double weight) {
        double lift = campaign.equals("spring") ? 1.6 : channel.equals("store") ? 1.3 : 1;
        long customers = Math.max(3, Math.round(weight * drift));
        long buyers = Math.round(customers * Math.min(0.9, 0.043 * lift * drift));
        long orders = Math.round(buyers * 1.1);
        long answers = customers / 20;
        long cents = orders * Math.round(5_490 * lift);
        apply(
                now,
                key(window.label(), campaign, channel),
                window,
                Map.of(),
                List.of(
                        wilson("omnichannel_conversion_ratio", buyers, customers),
                        wilson("reach_conversion_ratio", buyers, customers * 3),
                        mean("visit_duration_seconds", 143.2 * lift, 1, customers),
                        count("sessions", Math.round(customers * 1.2)),
                        count("orders", orders),
                        new KpiValue("revenue_eur", cents / 100.0, cents, null, null, null, orders),
                        orders == 0
                                ? SampleTable.absent("average_order_value_eur")
                                : mean(
                                        "average_order_value_eur",
                                        cents / 100.0 / orders,
                                        cents,
                                        orders),
                        answers == 0 ? SampleTable.absent("net_promoter_score") : score(answers)));
    }

    private static KpiValue score(long answers) {
        double half = 180 / Math.sqrt((double) answers);
        return new KpiValue(
                "net_promoter_score", 31.4, 3L, answers, 31.4 - half, 31.4 + half, answers);
    }

    private static KpiValue wilson(String id, long k, long n) {
        double p = (double) k / n;
        double scale = 1 + 3.84 / n;
        double centre = (p + 1.92 / n) / scale;
        double half = 1.96 * Math.sqrt(p * (1 - p) / n + 0.96 / ((double) n * n)) / scale;
        return new KpiValue(id, p, k, n, k == 0 ? 0 : centre - half, centre + half, n);
    }

    private void apply(
            Instant now,
            String key,
            Window window,
            Map<String, Long> measures,
            List<KpiValue> kpis) {
        Instant end = Instant.ofEpochMilli(window.endMs(window.paneOf(now.toEpochMilli())));
        table.apply(
                0,
                now.toEpochMilli(),
                key.getBytes(StandardCharsets.UTF_8),
                new KpiRow(
                        "",
                        "",
                        Map.of(),
                        window.lengthMs(),
                        end,
                        measures,
                        kpis,
                        Stage.PROVISIONAL,
                        0,
                        1,
                        now.minusSeconds(31),
                        1.0,
                        Map.of()));
    }
}
