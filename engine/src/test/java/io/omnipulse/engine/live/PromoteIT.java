package io.omnipulse.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.cli.Typed;
import io.omnipulse.engine.config.CatalogReader;
import io.omnipulse.engine.core.progress.Watermarks;
import io.omnipulse.engine.reference.ReferenceEngine;
import io.omnipulse.engine.runtime.BoundedRun;
import io.omnipulse.engine.runtime.EngineSettings;
import io.omnipulse.engine.runtime.Promotion;
import io.omnipulse.engine.runtime.Promotions;
import io.omnipulse.engine.stream.Outputs;
import io.omnipulse.engine.stream.StreamSettings;
import io.omnipulse.schemas.EmbeddedRegistry;
import io.omnipulse.schemas.TopicSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A promotion while traffic goes on: the twin's rows take the place of live's, the gauges stay, and
 * what was replaced can be brought back.
 */
@Timeout(300)
class PromoteIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long SEED = 91;
    private static final String OWN_KPI = "page_views_per_session";

    @Test
    void rows_are_replaced_under_traffic_without_a_gap_and_come_back_byte_for_byte()
            throws Exception {
        List<SpecificRecord> events = SampleTraffic.of(SEED).records();
        List<SpecificRecord> before = events.subList(0, events.size() * 6 / 10);
        List<SpecificRecord> during = events.subList(before.size(), events.size());
        long toMs = SampleTraffic.occurredAtMs(before.get(before.size() - 1));
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(0);
                LiveCluster cluster =
                        LiveCluster.start(registry.url(), 3, TopicSpec.Timestamps.PRODUCER)) {
            // Given an engine that has come far enough to be compared, and a twin with a KPI more
            String kpis = ownKpi(cluster);
            Path one = configure(cluster, "one", "");
            Path two = onTheSameMachine(cluster, kpis);
            cluster.sendAll(before, SampleTraffic::occurredAtMs);
            StoppedRows replaced;
            try (ChildEngine old = engine(cluster, "one", one);
                    Gauge gauge = Gauge.watch(old.url(), "omnipulse_orders")) {
                Await.until(
                        "live has settled some hours",
                        PATIENCE,
                        () ->
                                Ledgers.watermarkMs(cluster, LiveEngine.CUT_PARTITIONS)
                                        > toMs - Duration.ofHours(4).toMillis());
                Typed run =
                        backfill(
                                one,
                                "run",
                                "--kpis",
                                kpis,
                                "--to",
                                Instant.ofEpochMilli(toMs) + "");
                assertThat(run.exitCode()).as(run.err()).isZero();

                // When it is promoted, after a kill in the middle, while traffic goes on
                Typed dry = backfill(one, "promote", "--kpis", kpis);
                Optional<Promotion> afterDryRun = new Promotions(cluster.settings()).read();
                Typed promote;
                try (SlowTraffic traffic = SlowTraffic.begin(cluster, during)) {
                    replaced = promoteAndKill(cluster, one, kpis);
                    promote = backfill(one, "promote", "--kpis", kpis, "--yes");
                    traffic.awaitEnd();
                }
                assertThat(cluster.directory().resolve("state-one/omnipulse-v2"))
                        .as("the twin's state is the engine's")
                        .isDirectory();
                try (ChildEngine next = engine(cluster, "two", two)) {
                    Await.until(
                            "the new engine has read what was sent meanwhile",
                            PATIENCE,
                            () -> Groups.recordsRead(cluster, "omnipulse-v2") == events.size());
                    assertThat(next.terminate()).isIn(0, 143);
                }

                // Then a dry run has changed nothing, no scrape missed the gauge, and the old
                // engine goes on serving
                assertThat(dry.out()).contains("unexplained=0").contains("nothing was changed");
                assertThat(afterDryRun).isEmpty();
                assertThat(promote.exitCode()).as(promote.out() + promote.err()).isZero();
                assertThat(old.log()).contains("writes no more rows");
                assertThat(old.isAlive()).isTrue();
                assertThat(gauge.seen()).isGreaterThan(50);
                assertThat(gauge.missing()).as("of %d scrapes", gauge.seen()).isZero();
            }
            // and the rows are those of all events, each counted once
            finish(cluster, 2, Optional.of(Path.of(kpis)));
            assertThat(shipped(LiveEngine.lines(cluster))).isEqualTo(reference(events));
            assertThat(LiveEngine.lines(cluster)).anyMatch(line -> line.contains(OWN_KPI));
            assertThat(counted(cluster)).as("seed %d", SEED).isEqualTo(events.size());

            // When that is undone
            Typed wouldUndo = backfill(two, "promote", "--undo");
            Typed refusedOld = Typed.run("engine", "--config", one + "");
            Typed undo = backfill(two, "promote", "--undo", "--yes");

            // Then the old rows are there as they were, and only the old version may write
            assertThat(wouldUndo.out()).contains("would bring back the rows of omnipulse-v1");
            assertThat(refusedOld.exitCode()).isEqualTo(2);
            assertThat(refusedOld.err()).contains("Version 2 is promoted").contains("--undo");
            assertThat(undo.exitCode()).as(undo.err()).isZero();
            assertThat(StoppedRows.of(cluster)).isEqualTo(replaced);
            Typed refusedNew = Typed.run("engine", "--config", two + "");
            assertThat(refusedNew.exitCode()).isEqualTo(2);
            assertThat(refusedNew.err()).contains("was undone");
            finish(cluster, 1, Optional.empty());
            assertThat(LiveEngine.lines(cluster)).isEqualTo(reference(events));
            assertThat(counted(cluster)).isEqualTo(events.size());
            Typed again = backfill(one, "promote", "--kpis", kpis, "--yes");
            assertThat(again.exitCode()).isEqualTo(2);
            assertThat(backfill(one, "clean", "--yes").exitCode()).isZero();
            assertThat(StoppedRows.topics(cluster)).noneMatch(t -> t.startsWith("omnipulse-v2-"));

            // and its version is never had again: other machines may hold state of it
            Typed anew = backfill(one, "run", "--kpis", kpis);
            Typed engineAnew = Typed.run("engine", "--config", two + "");
            assertThat(anew.exitCode()).isEqualTo(2);
            assertThat(anew.err()).contains("was undone").contains("--as-version 3");
            assertThat(engineAnew.exitCode()).isEqualTo(2);
            assertThat(engineAnew.err()).contains("was undone");
        }
    }

    @Test
    void a_range_is_replaced_and_clean_removes_what_is_left_and_never_what_the_engine_uses()
            throws Exception {
        List<SpecificRecord> events = SampleTraffic.of(92).records().subList(0, 200);
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(0);
                LiveCluster cluster =
                        LiveCluster.start(registry.url(), 2, TopicSpec.Timestamps.PRODUCER)) {
            String kpis = ownKpi(cluster);
            Path one = configure(cluster, "one", "");
            Path two = configure(cluster, "two", "version: 2\ncatalogue: " + kpis + "\n");
            Path other = configure(cluster, "other", "version: 2\n");
            cluster.sendAll(events, SampleTraffic::occurredAtMs);
            finish(cluster, 1, Optional.empty());
            String from = Instant.ofEpochMilli(SampleTraffic.occurredAtMs(events.get(100))) + "";

            Typed early = backfill(one, "promote", "--kpis", kpis);
            Typed run = backfill(one, "run", "--kpis", kpis, "--from", from);
            Typed promote = backfill(one, "promote", "--kpis", kpis, "--yes");
            Typed again = backfill(one, "promote", "--kpis", kpis, "--yes");
            Typed runAgain = backfill(one, "run", "--kpis", kpis);
            Typed otherKpis = Typed.run("engine", "--config", other + "");
            Typed wouldClean = backfill(two, "clean");
            Typed clean = backfill(two, "clean", "--yes");
            Typed undo = backfill(two, "promote", "--undo", "--yes");

            assertThat(early.exitCode()).isEqualTo(2);
            assertThat(early.err()).contains("There is no backfill omnipulse-v2");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(promote.exitCode()).as(promote.err()).isZero();
            assertThat(again.out()).contains("is promoted already");
            assertThat(runAgain.exitCode()).isEqualTo(2);
            assertThat(runAgain.err()).contains("is promoted, or about to be");
            assertThat(otherKpis.exitCode()).isEqualTo(2);
            assertThat(otherKpis.err()).contains("other KPI definitions");
            assertThat(wouldClean.out())
                    .contains("would remove topic omnipulse-v1-by-subject")
                    .contains("would remove topic omnipulse-v2-replaced-kpi-history")
                    .contains("nothing was changed");
            assertThat(clean.exitCode()).as(clean.err()).isZero();
            assertThat(StoppedRows.topics(cluster).stream().filter(t -> t.startsWith("omnipulse-")))
                    .containsExactlyInAnyOrder(
                            "omnipulse-v2-by-cut",
                            "omnipulse-v2-by-subject",
                            "omnipulse-v2-journeys-v1-changelog",
                            "omnipulse-v2-panes-v1-changelog");
            assertThat(undo.exitCode()).isEqualTo(2);
            assertThat(undo.err()).contains("clean has removed what it replaced");
            finish(cluster, 2, Optional.of(Path.of(kpis)));
            assertThat(shipped(LiveEngine.lines(cluster))).isEqualTo(reference(events));
            assertThat(LiveEngine.lines(cluster).stream().filter(line -> line.contains(OWN_KPI)))
                    .as("the new KPI is there from the first promoted end on")
                    .isNotEmpty()
                    .allMatch(line -> line.compareTo(from) >= 0);
        }
    }

    @Test
    void what_the_brokers_have_forgotten_is_not_guessed_by_a_promotion_nor_by_its_undoing()
            throws Exception {
        List<SpecificRecord> events = SampleTraffic.of(93).records().subList(0, 200);
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(0);
                LiveCluster cluster =
                        LiveCluster.start(registry.url(), 2, TopicSpec.Timestamps.PRODUCER)) {
            Path one = configure(cluster, "one", "");
            cluster.sendAll(events, SampleTraffic::occurredAtMs);
            finish(cluster, 1, Optional.empty());
            Typed run = backfill(one, "run");
            assertThat(run.exitCode()).as(run.err()).isZero();

            Map<TopicPartition, OffsetAndMetadata> ofTwin = Groups.forget(cluster, "omnipulse-v2");
            Typed withoutTwins = backfill(one, "promote", "--yes");
            Groups.set(cluster, "omnipulse-v2", ofTwin);
            Map<TopicPartition, OffsetAndMetadata> ofOld = Groups.forget(cluster, "omnipulse-v1");
            Typed withoutOld = backfill(one, "promote", "--yes");
            Optional<Promotion> begun = new Promotions(cluster.settings()).read();
            Groups.set(cluster, "omnipulse-v1", ofOld);
            Typed promote = backfill(one, "promote", "--yes");
            Groups.forget(cluster, "omnipulse-v1");
            Typed undoWithoutOld = backfill(one, "promote", "--undo", "--yes");
            Optional<Promotion> promoted = new Promotions(cluster.settings()).read();
            Groups.set(cluster, "omnipulse-v1", ofOld);
            Typed undo = backfill(one, "promote", "--undo", "--yes");

            assertThat(withoutTwins.exitCode()).isEqualTo(1);
            assertThat(withoutTwins.err())
                    .contains("omnipulse-v2 has read the sources")
                    .contains("backfill clean");
            assertThat(withoutOld.exitCode()).isEqualTo(1);
            assertThat(withoutOld.err())
                    .contains("omnipulse-v1 has read the sources")
                    .contains("--reset-offsets");
            assertThat(begun).isEmpty();
            assertThat(promote.exitCode()).as(promote.err()).isZero();
            assertThat(undoWithoutOld.exitCode()).isEqualTo(1);
            assertThat(undoWithoutOld.err()).contains("omnipulse-v1 has read the sources");
            assertThat(promoted.map(Promotion::phase)).contains(Promotion.Phase.PROMOTED);
            assertThat(undo.exitCode()).as(undo.err()).isZero();
        }
    }

    /**
     * Promotes, and kills that when some rows are replaced and some are not.
     *
     * @return the rows as the old engine left them
     */
    private static StoppedRows promoteAndKill(LiveCluster cluster, Path config, String kpis)
            throws Exception {
        cluster.throttle("promote", Optional.of(500_000.0));
        StoppedRows left;
        try (ChildEngine promote =
                ChildEngine.start(
                        cluster,
                        "promote",
                        config,
                        Map.of("client.id", "promote"),
                        List.of("backfill", "promote", "--kpis", kpis, "--yes"))) {
            Await.until(
                    "the old engine stops",
                    PATIENCE,
                    () ->
                            new Promotions(cluster.settings()).read().isPresent()
                                    && Groups.isEmpty(cluster, "omnipulse-v1"));
            left = StoppedRows.of(cluster);
            long rows = StoppedRows.committed(cluster);
            Await.until(
                    "some rows are replaced; " + promote.log(),
                    PATIENCE,
                    () -> StoppedRows.committed(cluster) > rows);
            promote.kill();
        }
        assertThat(new Promotions(cluster.settings()).read().map(Promotion::phase))
                .as("the kill struck in the middle")
                .contains(Promotion.Phase.REPLACING);
        cluster.throttle("promote", Optional.empty());
        return left;
    }

    private static Typed backfill(Path config, String part, String... options) {
        List<String> words = new ArrayList<>(List.of("backfill", part));
        words.addAll(List.of(options));
        words.addAll(List.of("--config", config.toString()));
        return Typed.run(words.toArray(String[]::new));
    }

    private static ChildEngine engine(LiveCluster cluster, String name, Path config)
            throws Exception {
        return ChildEngine.start(cluster, name, config, Map.of(), List.of("engine")).awaitUp();
    }

    private static Path configure(LiveCluster cluster, String name, String more) throws Exception {
        Path config = ChildEngine.configure(cluster, name);
        return Files.writeString(
                config, more + "windows: {horizon: 1h}\n" + Files.readString(config));
    }

    /** The promoted engine with the state that its twin has left. */
    private static Path onTheSameMachine(LiveCluster cluster, String kpis) throws Exception {
        Path config = configure(cluster, "two", "version: 2\ncatalogue: " + kpis + "\n");
        return Files.writeString(
                config, Files.readString(config).replace("state-two", "state-one"));
    }

    private static String ownKpi(LiveCluster cluster) throws Exception {
        return Files.writeString(cluster.directory().resolve("kpis.yaml"), OF_MY_OWN).toString();
    }

    /** Goes on with an engine's state to the end of what the sources hold. */
    private static void finish(LiveCluster cluster, int version, Optional<Path> kpis)
            throws Exception {
        StreamSettings stream =
                new StreamSettings(
                        "omnipulse-v" + version,
                        version,
                        cluster.sources(),
                        LiveEngine.HOME_PARTITIONS,
                        LiveEngine.CUT_PARTITIONS,
                        LiveEngine.WINDOWS,
                        Duration.ofHours(1),
                        Duration.ofDays(7),
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(5),
                        OptionalLong.of(Watermarks.ENDED),
                        false,
                        Duration.ofMillis(200),
                        Optional.empty(),
                        Outputs.PUBLISHED);
        new BoundedRun(
                        new EngineSettings(
                                stream,
                                kpis.map(CatalogReader::shippedAnd)
                                        .orElseGet(CatalogReader::shipped),
                                cluster.settings(),
                                cluster.directory().resolve("state-finish-" + version),
                                2))
                .toTheEnd((read, of) -> {});
    }

    private static List<String> reference(List<SpecificRecord> events) {
        return ReferenceEngine.rows(
                SampleTraffic.eventsOf(events), ReferenceEngine.Settings.standard());
    }

    private static List<String> shipped(List<String> lines) {
        return lines.stream().filter(line -> !line.contains(OWN_KPI)).toList();
    }

    private static long counted(LiveCluster cluster) {
        return Ledgers.outcomes(cluster).values().stream().mapToLong(Long::longValue).sum();
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
}
