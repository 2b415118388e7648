package io.omnipulse.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.cli.Typed;
import io.omnipulse.schemas.EmbeddedRegistry;
import io.omnipulse.schemas.TopicSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A backfill beside the live engine: it gives what live gave, however either was interrupted. */
@Timeout(300)
class BackfillIT {
    @Test
    void a_replay_equals_live_byte_for_byte_also_when_both_were_killed() throws Exception {
        List<SpecificRecord> events = SampleTraffic.of(81).records();
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(0);
                LiveCluster cluster =
                        LiveCluster.start(registry.url(), 3, TopicSpec.Timestamps.PRODUCER)) {
            Feed feed = new Feed(cluster, lateAndTwice(events, 81));
            MidStream.Left live;
            try (ChildEngine engine = ChildEngine.start(cluster, "live", Map.of()).awaitUp()) {
                live = new MidStream(cluster, "omnipulse-v1").kill(engine, feed);
            }
            feed.rest();
            LiveEngine.finish(cluster);
            MidStream.Left twin;
            try (ChildEngine engine =
                    ChildEngine.start(
                            cluster,
                            "twin",
                            Map.of(),
                            List.of("backfill", "run", "--max-rate", "100"))) {
                twin = new MidStream(cluster, "omnipulse-v2").kill(engine, feed.size());
            }

            Path config = ChildEngine.configure(cluster, "twin");
            Path out = cluster.directory().resolve("rows");
            Typed run = Typed.run("backfill", "run", "--out", out + "", "--config", config + "");
            Typed verify = Typed.run("backfill", "verify", "--config", config + "");

            live.isUnfinished();
            twin.isUnfinished();
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(verify.out()).contains("unexplained=0").containsPattern("(?m)^equal=[1-9]");
            assertThat(verify.exitCode()).isZero();
            List<String> rows = Files.readAllLines(out.resolve("rows.csv"));
            assertThat(rows.subList(1, rows.size())).isEqualTo(LiveEngine.lines(cluster));
        }
    }

    @Test
    void a_changed_definition_explains_what_differs_and_clean_removes_the_twin() throws Exception {
        List<SpecificRecord> events = SampleTraffic.of(82).records().subList(0, 300);
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(0);
                LiveCluster cluster =
                        LiveCluster.start(registry.url(), 3, TopicSpec.Timestamps.PRODUCER)) {
            cluster.sendAll(events, SampleTraffic::occurredAtMs);
            LiveEngine.finish(cluster);
            String config = ChildEngine.configure(cluster, "twin").toString();
            String kpis =
                    Files.writeString(cluster.directory().resolve("kpis.yaml"), OF_MY_OWN) + "";

            Typed plan =
                    Typed.run(
                            "backfill",
                            "plan",
                            "--max-rate",
                            "40",
                            "--kpis",
                            kpis,
                            "--config",
                            config);
            Typed run =
                    Typed.run(
                            "backfill",
                            "run",
                            "--max-rate",
                            "40",
                            "--kpis",
                            kpis,
                            "--config",
                            config);
            Typed other = Typed.run("backfill", "run", "--config", config);
            Typed verify = Typed.run("backfill", "verify", "--kpis", kpis, "--config", config);
            Typed engine = Typed.run("engine", "--config", versionTwo(cluster, config));
            Typed wouldClean = Typed.run("backfill", "clean", "--config", config);
            Typed clean = Typed.run("backfill", "clean", "--yes", "--config", config);
            Typed cleanAgain = Typed.run("backfill", "clean", "--config", config);
            Typed own = Typed.run("backfill", "clean", "--as-version", "1", "--config", config);

            assertThat(plan.out())
                    .contains("records   300")
                    .contains("takes     at least 7 s at 40 records a second")
                    .contains("page_views_per_session: the KPI is new; holds from now on");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).matches("(?s)records=300 seconds=([7-9]|\\d\\d+) .*");
            assertThat(other.exitCode()).isEqualTo(2);
            assertThat(other.err()).contains("other KPI definitions");
            assertThat(verify.out()).contains("(the KPI is new)").contains("unexplained=0");
            assertThat(verify.exitCode()).isZero();
            assertThat(engine.exitCode()).isEqualTo(2);
            assertThat(engine.err()).contains("omnipulse-v2 is a backfill's");
            assertThat(wouldClean.out())
                    .contains("would remove topic omnipulse-v2-kpi-history")
                    .contains("nothing was changed");
            assertThat(clean.out()).contains("removed topic omnipulse-v2-kpi-history");
            assertThat(cleanAgain.out()).contains("topics=0");
            assertThat(own.exitCode()).isEqualTo(2);
            assertThat(own.err()).contains("the live engine's own version");
        }
    }

    /** The configuration of an engine that would be the twin. */
    private static String versionTwo(LiveCluster cluster, String config) throws Exception {
        Path file = cluster.directory().resolve("two.yaml");
        return Files.writeString(file, "version: 2\n" + Files.readString(Path.of(config))) + "";
    }

    private static final String OF_MY_OWN =
            """
            - id: page_views_per_session
              kind: mean
              numerator: page_views
              denominator: sessions
              unit: count
              windows: [1h, 24h]
              description: Page views for each active session.
              source: ours
            """;

    /** Each event up to an hour after it happened, every fifth a second time. */
    private static List<Feed.Item> lateAndTwice(List<SpecificRecord> events, long seed) {
        Random random = new Random(seed);
        List<Feed.Item> all = new ArrayList<>();
        for (SpecificRecord event : events) {
            for (int copies = random.nextInt(5) == 0 ? 2 : 1; copies > 0; copies--) {
                all.add(
                        new Feed.Item(
                                event,
                                SampleTraffic.occurredAtMs(event) + random.nextInt(3_600_000)));
            }
        }
        all.sort(Comparator.comparingLong(Feed.Item::atMs));
        return all;
    }
}
