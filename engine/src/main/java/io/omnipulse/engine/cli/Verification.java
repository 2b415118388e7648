package io.omnipulse.engine.cli;

import io.omnipulse.engine.backfill.BackfillPlan;
import io.omnipulse.engine.backfill.Comparison;
import io.omnipulse.engine.backfill.SideBySide;
import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.progress.Watermarks;
import io.omnipulse.engine.runtime.HeartbeatReader;
import io.omnipulse.engine.stream.Outputs;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What comparing a twin's rows with the live ones has shown.
 *
 * @param range which ends were compared
 * @param result what was found
 */
record Verification(Comparison.Range range, Comparison.Result result) {
    private static final Duration UNWRITTEN = Duration.ofMinutes(2);

    /**
     * Compares.
     *
     * @param progress shown what is being compared
     * @throws FailedException if the twin was run with other definitions or settings
     */
    static Verification of(
            EngineConfig config,
            BackfillOptions options,
            BackfillPlan plan,
            ProgressText progress) {
        options.requireSame(config, plan);
        Outputs outputs = Outputs.of(options.applicationId(config));
        Comparison.Range range =
                new Comparison.Range(
                        Math.max(plan.fromMs(), plan.wholeFromMs().orElse(Long.MIN_VALUE)),
                        plan.toMs(),
                        settledToMs(config, plan, outputs));
        Map<String, String> changes =
                Definitions.changes(EngineSetup.catalog(config), options.catalog(config));
        Comparison comparison =
                new Comparison(
                        range,
                        (kpi, live, ofTwin) ->
                                Definitions.reason(changes, kpi)
                                        .or(() -> unread(plan, kpi, live, ofTwin)));
        new SideBySide(config.kafka(), Outputs.PUBLISHED.history(), outputs.history())
                .read(range.toMs(), comparison, progress::show);
        progress.end();
        return new Verification(range, comparison.result());
    }

    /** Whether something was settled, and nothing differs that nobody can explain. */
    boolean isSound() {
        return range.settledToMs() != Watermarks.UNKNOWN && result.unexplained() == 0;
    }

    static String settledTo(Comparison.Range range) {
        return range.settledToMs() == Watermarks.UNKNOWN
                ? "nowhere yet: live has not begun, or the twin is not at its end"
                : Instant.ofEpochMilli(range.settledToMs()).toString();
    }

    static String counts(Comparison.Result result) {
        return "equal="
                + result.equal()
                + " explained="
                + result.explained()
                + " unexplained="
                + result.unexplained()
                + " open_equal="
                + result.openEqual()
                + " open_different="
                + result.openDifferent();
    }

    /**
     * What only all of history knows: first orders, and that a ratio or a currency was there
     * before.
     */
    private static Optional<String> unread(
            BackfillPlan plan, String kpi, Optional<KpiValue> live, Optional<KpiValue> twin) {
        if (!plan.hasUnreadPast()) {
            return Optional.empty();
        }
        if (kpi.equals(Measure.NEW_CUSTOMERS.id())) {
            return Optional.of("first orders go by what was read");
        }
        boolean onlyBefore = twin.isEmpty() && live.isPresent() && live.get().n() == 0;
        return onlyBefore ? Optional.of("begun before what was read") : Optional.empty();
    }

    /**
     * Settled is what is settled in both: in the twin once it has come to its end, in live but for
     * the corrections of the last minutes, which are written once a minute.
     */
    private static long settledToMs(EngineConfig config, BackfillPlan plan, Outputs twin) {
        long liveMs = HeartbeatReader.watermarkMs(config.kafka(), Outputs.PUBLISHED.values());
        long twinMs = HeartbeatReader.watermarkMs(config.kafka(), twin.values());
        if (liveMs == Watermarks.UNKNOWN || twinMs < plan.sourcesEndMs()) {
            return Watermarks.UNKNOWN;
        }
        return Math.min(liveMs - UNWRITTEN.toMillis(), twinMs)
                - config.windows().horizon().toMillis();
    }
}
