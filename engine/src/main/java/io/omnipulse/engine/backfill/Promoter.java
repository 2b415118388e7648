package io.omnipulse.engine.backfill;

import io.omnipulse.engine.core.progress.Watermarks;
import io.omnipulse.engine.runtime.EngineException;
import io.omnipulse.engine.runtime.EngineSettings;
import io.omnipulse.engine.runtime.HeartbeatReader;
import io.omnipulse.engine.runtime.KafkaSettings;
import io.omnipulse.engine.runtime.Promotion;
import io.omnipulse.engine.runtime.Promotion.Phase;
import io.omnipulse.engine.runtime.PromotionWatch;
import io.omnipulse.engine.runtime.Promotions;
import io.omnipulse.engine.runtime.TopicAdmin;
import io.omnipulse.engine.stream.Outputs;
import io.omnipulse.schemas.TopicSpec;
import io.omnipulse.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets a twin's rows take the place of live's, and brings those back. Each step is noted on the
 * cluster when it is done, so that whoever begins again goes on where another was killed.
 */
public final class Promoter implements AutoCloseable {
    private static final String AGAIN =
            "Stop what is in the way, then start this command again; it goes on where it is.";

    private final EngineSettings twin;
    private final BackfillPlan plan;
    private final int was;
    private final Duration wait;
    private final Consumer<String> progress;
    private final Admin admin;
    private final Writers writers;
    private final TopicPartitions partitions;
    private final RowMover rows;
    private final Promotions promotions;

    /**
     * @param twin its settings, with sources that go on
     * @param was the version whose rows give way
     * @param wait how long each wait for other processes may last
     * @param progress told now and then of what goes on
     */
    public Promoter(
            EngineSettings twin,
            BackfillPlan plan,
            int was,
            Duration wait,
            Consumer<String> progress) {
        this.twin = twin;
        this.plan = plan;
        this.was = was;
        this.wait = wait;
        this.progress = progress;
        this.admin = Admin.create(KafkaSettings.admin(twin.kafka()));
        this.writers = new Writers(admin);
        this.partitions = new TopicPartitions(admin);
        this.rows =
                new RowMover(
                        twin.kafka(),
                        plan.version(),
                        fromMs(plan),
                        plan.sourcesEndMs(),
                        twin.stream().outputs());
        this.promotions = new Promotions(twin.kafka());
    }

    /**
     * What a promotion does, in rows.
     *
     * @param kept rows of the old version that give way
     * @param written rows that take their place
     * @param removed rows that give way to none
     */
    public record Moved(long kept, long written, long removed) {}

    /** The first end whose rows are replaced: the first that is whole in the twin. */
    public static long fromMs(BackfillPlan plan) {
        return Math.max(plan.fromMs(), plan.wholeFromMs().orElse(Long.MIN_VALUE));
    }

    /**
     * What would be moved with the rows as they are now.
     *
     * @throws NotPromotedException if readers would not believe the twin's rows
     */
    public Moved survey() throws InterruptedException {
        return asked(() -> moved(rows.survey(partitions)));
    }

    /** Up to where the twin's rows are complete now; unknown before its first. */
    public long twinWatermarkMs() {
        return HeartbeatReader.watermarkMs(twin.kafka(), twin.stream().outputs().values());
    }

    /**
     * Promotes, from wherever it was left.
     *
     * @param handOver called when the twin's state is no longer used here, before its rows are the
     *     published ones
     * @throws NotPromotedException if it cannot go on as things are
     */
    public Moved promote(Runnable handOver) throws InterruptedException {
        return asked(
                () -> {
                    promotions.createTopic();
                    Optional<Promotion> last = promotions.read();
                    int withdrawn = last.map(Promotion::withdrawn).orElse(0);
                    Optional<Promotion> begun = last.filter(p -> p.version() == plan.version());
                    requireOffsets(begun);
                    try (RowWriter writer =
                            new RowWriter(twin.kafka(), twin.stream().applicationId())) {
                        if (begun.isEmpty() || begun.get().phase() == Phase.STOPPING) {
                            stopOldWriter(begun, withdrawn, writer);
                            keep(withdrawn, writer);
                        }
                        awaitOldWriters();
                        RowMover.Count count = rows.replace(partitions, writer, progress);
                        handOver.run();
                        rows.copySetAside(readByOld(), partitions, writer);
                        writer.commit(Optional.of(in(Phase.PROMOTED, true, withdrawn)));
                        return moved(count);
                    }
                });
    }

    private Promotion in(Phase phase, boolean kept, int withdrawn) {
        return new Promotion(plan.version(), was, phase, kept, withdrawn);
    }

    private Map<TopicPartition, Long> readByOld() throws ExecutionException, InterruptedException {
        return writers.committed(oldId(), twin.stream().sources().keySet());
    }

    private String oldId() {
        return "omnipulse-v" + was;
    }

    /** Where the brokers have forgotten what either has read, nobody knows what the other lacks. */
    private void requireOffsets(Optional<Promotion> begun)
            throws ExecutionException, InterruptedException {
        requireOffsetsOfOld(begun.isPresent() && begun.get().kept());
        if (begun.isEmpty() || begun.get().phase() == Phase.STOPPING) {
            requireOffsets(
                    twin.stream().applicationId(),
                    twin.stream().outputs().values(),
                    (begun.isEmpty() ? "Remove" : "Give up with backfill promote --undo, remove")
                            + " the twin with backfill clean, and run it anew.");
        }
    }

    /**
     * @param kept whether its rows are no longer the published ones
     */
    private void requireOffsetsOfOld(boolean kept) throws ExecutionException, InterruptedException {
        String values = Outputs.PUBLISHED.values();
        requireOffsets(
                oldId(),
                kept ? rows.keptTopic(values) : values,
                "Set them to where it stopped with kafka-consumer-groups --reset-offsets, then start this command again; or"
                        + " start the engines under a version above "
                        + plan.version()
                        + ", which read the sources anew.");
    }

    private void requireOffsets(String applicationId, String rowsOf, String instead)
            throws ExecutionException, InterruptedException {
        boolean hasRead = HeartbeatReader.watermarkMs(twin.kafka(), rowsOf) != Watermarks.UNKNOWN;
        if (hasRead
                && writers.committed(applicationId, twin.stream().sources().keySet()).isEmpty()) {
            throw new NotPromotedException(
                    applicationId
                            + " has read the sources, and the brokers no longer know how far: they forget the offsets of a group"
                            + " that has been stopped for longer than offsets.retention.minutes. "
                            + instead);
        }
    }

    private void stopOldWriter(Optional<Promotion> begun, int withdrawn, RowWriter writer)
            throws ExecutionException, InterruptedException {
        String twinId = twin.stream().applicationId();
        Writers.await(wait, AGAIN, progress, () -> writers.running(twinId));
        try (CatchUp twinRun = new CatchUp(twin, writers)) {
            if (begun.isEmpty()) {
                comeNear(twinRun);
                writer.commit(Optional.of(in(Phase.STOPPING, false, withdrawn)));
            }
            // An engine that has just begun looks at the promotions within this time.
            TimeUnit.MILLISECONDS.sleep(PromotionWatch.NOTICED_WITHIN.toMillis());
            awaitOldWriters();
            Map<TopicPartition, Long> goals = readByOld();
            long liveMs = liveWatermarkMs();
            Writers.await(
                    wait,
                    "Start this command again; it goes on. To give up: backfill promote --undo.",
                    progress,
                    () -> twinRun.missing(goals, liveMs));
        }
    }

    private void awaitOldWriters() throws ExecutionException, InterruptedException {
        Writers.await(
                wait,
                AGAIN + " To give up: backfill promote --undo.",
                progress,
                () -> writers.writersBelow(plan.version(), was));
    }

    /**
     * Runs on beside live until little is missing; that may take long, and nothing is in a hurry.
     */
    private void comeNear(CatchUp twinRun) throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> goals = twinRun.ends();
        long liveMs = liveWatermarkMs();
        Writers.await(Duration.ofDays(365), AGAIN, progress, () -> twinRun.missing(goals, liveMs));
        // In the meantime live went on: the second time there is little to read.
        Map<TopicPartition, Long> rest = twinRun.ends();
        Writers.await(
                Duration.ofDays(365),
                AGAIN,
                progress,
                () -> twinRun.missing(rest, Watermarks.UNKNOWN));
        long horizonMs = twin.stream().horizon().toMillis();
        if (twinRun.watermarkMs() < fromMs(plan) + horizonMs && fromMs(plan) != Long.MIN_VALUE) {
            throw new NotPromotedException(
                    "rows before "
                            + Instant.ofEpochMilli(fromMs(plan))
                            + ", where the twin's begin, are not settled yet, and would be corrected by the twin, which has"
                            + " not read all they rest on. Promote when the horizon is past, or run the backfill from earlier on.");
        }
    }

    private long liveWatermarkMs() {
        return HeartbeatReader.watermarkMs(twin.kafka(), Outputs.PUBLISHED.values());
    }

    private void keep(int withdrawn, RowWriter writer)
            throws ExecutionException, InterruptedException {
        awaitTransactions(Outputs.PUBLISHED, twin.stream().outputs());
        try (TopicAdmin topics = new TopicAdmin(twin.kafka())) {
            for (String topic : rowTopics(Outputs.PUBLISHED)) {
                topics.create(List.of(keptSpec(topic)), partitions.of(topic));
            }
        }
        rows.keep(partitions, writer, progress);
        writer.commit(Optional.of(in(Phase.REPLACING, true, withdrawn)));
    }

    private void awaitTransactions(Outputs... of) throws ExecutionException, InterruptedException {
        List<String> topics = new ArrayList<>();
        for (Outputs outputs : of) {
            topics.addAll(rowTopics(outputs));
        }
        Writers.await(wait, AGAIN, progress, () -> writers.openTransactions(topics));
    }

    private static List<String> rowTopics(Outputs outputs) {
        return List.of(outputs.values(), outputs.history());
    }

    /** As the topic whose rows are kept, but for ever. */
    private TopicSpec keptSpec(String topic) {
        TopicSpec spec = Topics.spec(topic).orElseThrow();
        return new TopicSpec(
                rows.keptTopic(topic),
                spec.direction(),
                TopicSpec.Cleanup.COMPACT,
                Duration.ZERO,
                spec.timestamps(),
                spec.further(),
                "Rows that a promotion has replaced");
    }

    /**
     * Brings the replaced rows back, from wherever it was left.
     *
     * @return how many
     * @throws NotPromotedException if it cannot go on as things are
     */
    public long undo(Promotion promotion) throws InterruptedException {
        return asked(
                () -> {
                    requireOffsetsOfOld(promotion.kept());
                    try (RowWriter writer =
                            new RowWriter(twin.kafka(), twin.stream().applicationId())) {
                        writer.commit(Optional.of(promotion.in(Phase.UNDOING)));
                        TimeUnit.MILLISECONDS.sleep(PromotionWatch.NOTICED_WITHIN.toMillis());
                        Writers.await(
                                wait,
                                AGAIN,
                                progress,
                                () -> writers.running(twin.stream().applicationId()));
                        long restored = 0;
                        if (promotion.kept()) {
                            awaitTransactions(Outputs.PUBLISHED);
                            restored = rows.restore(partitions, writer, progress);
                        }
                        writer.commit(
                                promotion.kept()
                                        ? Optional.of(promotion.in(Phase.WITHDRAWN).keeping(false))
                                        : promotion.givenUp());
                        removeKept();
                        return restored;
                    }
                });
    }

    private void removeKept() throws ExecutionException, InterruptedException {
        List<String> kept =
                admin.listTopics().names().get().stream().filter(this::isKept).sorted().toList();
        admin.deleteTopics(kept).all().get();
    }

    private boolean isKept(String topic) {
        return rowTopics(Outputs.PUBLISHED).stream().map(rows::keptTopic).anyMatch(topic::equals);
    }

    private static Moved moved(RowMover.Count count) {
        return new Moved(count.kept(), count.written(), count.removed());
    }

    /** Something that asks the brokers. */
    @FunctionalInterface
    private interface Step<T> {
        T go() throws ExecutionException, InterruptedException;
    }

    private static <T> T asked(Step<T> step) throws InterruptedException {
        try {
            return step.go();
        } catch (ExecutionException failed) {
            throw new EngineException(
                    "the brokers did not do what a promotion needs: " + failed.getMessage(),
                    failed);
        }
    }

    @Override
    public void close() {
        rows.close();
        admin.close();
    }
}
