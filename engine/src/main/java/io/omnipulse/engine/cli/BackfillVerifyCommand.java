package io.omnipulse.engine.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.omnipulse.engine.backfill.BackfillPlan;
import io.omnipulse.engine.backfill.Comparison;
import io.omnipulse.engine.backfill.PlanStore;
import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.progress.Watermarks;
import io.omnipulse.engine.core.row.RowHistory;
import io.omnipulse.engine.runtime.HeartbeatReader;
import io.omnipulse.engine.runtime.HistoryReader;
import io.omnipulse.engine.stream.Outputs;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code backfill verify}: compares a twin's rows with the live ones. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Compares the twin's rows with kpi-history, by the row that holds at each end.",
            "Exit code 1 where settled rows differ and nothing explains it, or where nothing is settled yet."
        })
final class BackfillVerifyCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration UNWRITTEN = Duration.ofMinutes(2);

    @Spec private @Nullable CommandSpec spec;

    @Mixin private BackfillOptions options = new BackfillOptions();

    @Option(
            names = "--format",
            paramLabel = "text|json",
            description = "For people or for scripts. Default: text.")
    private Form form = Form.text;

    /** How the result is written. */
    enum Form {
        text,
        json
    }

    @Override
    public Integer call() throws InterruptedException, JsonProcessingException {
        EngineConfig config = options.config();
        String twin = options.applicationId(config);
        BackfillPlan plan =
                new PlanStore(config.kafka(), twin)
                        .read()
                        .orElseThrow(
                                () ->
                                        new FailedException(
                                                ExitCodes.USAGE,
                                                "There is no backfill "
                                                        + twin
                                                        + "; start one with backfill run."));
        if (!plan.settings().equals(options.settings(config))) {
            throw new FailedException(
                    ExitCodes.USAGE,
                    twin
                            + " was run with other KPI definitions or settings; verify with the same --kpis and configuration.");
        }
        Outputs outputs = Outputs.of(twin);
        Comparison.Range range =
                new Comparison.Range(
                        Math.max(plan.fromMs(), plan.wholeFromMs().orElse(Long.MIN_VALUE)),
                        plan.toMs(),
                        settledToMs(config, plan, outputs));
        Map<String, String> changes =
                Definitions.changes(EngineSetup.catalog(config), options.catalog(config));
        Comparison.Result result =
                new Comparison(
                                rows(config, Outputs.PUBLISHED),
                                rows(config, outputs),
                                range,
                                (kpi, live, ofTwin) ->
                                        Definitions.reason(changes, kpi)
                                                .or(() -> unread(plan, kpi, live, ofTwin)))
                        .result();
        PrintWriter out =
                Objects.requireNonNull(spec, "picocli sets the spec").commandLine().getOut();
        if (form == Form.json) {
            out.println(JSON.writeValueAsString(json(twin, range, result)));
        } else {
            print(twin, range, result, out);
        }
        out.flush();
        boolean settled = range.settledToMs() != Watermarks.UNKNOWN;
        return settled && result.unexplained() == 0 ? ExitCodes.DONE : ExitCodes.PROBLEM;
    }

    private static RowHistory rows(EngineConfig config, Outputs outputs) {
        return new HistoryReader(config.kafka(), outputs.history()).read().rows();
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

    private static void print(
            String twin, Comparison.Range range, Comparison.Result result, PrintWriter out) {
        for (Comparison.Difference each : result.shown()) {
            out.printf(
                    Locale.ROOT,
                    "%s %s %s/%s %s: %s%s%n",
                    Instant.ofEpochMilli(each.endMs()),
                    each.series().window().label(),
                    each.series().cut().campaign(),
                    each.series().cut().channel(),
                    each.kpi(),
                    switch (each.kind()) {
                        case DIFFERS -> "live " + text(each.live()) + ", twin " + text(each.twin());
                        case MISSING_IN_TWIN ->
                                "live " + text(each.live()) + ", missing in the twin";
                        case MISSING_IN_LIVE -> "missing in live, twin " + text(each.twin());
                    },
                    each.reason().map(reason -> " (" + reason + ")").orElse(""));
        }
        long settled = result.explained() + result.unexplained();
        if (settled > result.shown().size()) {
            out.println("… and " + (settled - result.shown().size()) + " more");
        }
        out.println(
                twin
                        + " and live, settled to "
                        + (range.settledToMs() == Watermarks.UNKNOWN
                                ? "nowhere yet: live has not begun, or the twin is not at its end"
                                : Instant.ofEpochMilli(range.settledToMs())));
        out.println(
                "equal="
                        + result.equal()
                        + " explained="
                        + result.explained()
                        + " unexplained="
                        + result.unexplained()
                        + " open_equal="
                        + result.openEqual()
                        + " open_different="
                        + result.openDifferent());
    }

    private static String text(Optional<KpiValue> value) {
        return value.map(
                        v ->
                                (v.value().isPresent()
                                                ? Double.toString(v.value().getAsDouble())
                                                : "absent")
                                        + fraction(v))
                .orElse("nothing");
    }

    private static String fraction(KpiValue value) {
        return value.numerator().isPresent() && value.denominator().isPresent()
                ? " ("
                        + value.numerator().getAsLong()
                        + " of "
                        + value.denominator().getAsLong()
                        + ")"
                : "";
    }

    private static ObjectNode json(String twin, Comparison.Range range, Comparison.Result result) {
        ObjectNode json = JSON.createObjectNode();
        json.put("twin", twin);
        json.put(
                "settled_to",
                range.settledToMs() == Watermarks.UNKNOWN
                        ? null
                        : Instant.ofEpochMilli(range.settledToMs()).toString());
        json.put("equal", result.equal());
        json.put("explained", result.explained());
        json.put("unexplained", result.unexplained());
        json.put("open_equal", result.openEqual());
        json.put("open_different", result.openDifferent());
        ArrayNode differences = json.putArray("differences");
        for (Comparison.Difference each : result.shown()) {
            ObjectNode one = differences.addObject();
            one.put("window_end", Instant.ofEpochMilli(each.endMs()).toString());
            one.put("window", each.series().window().label());
            one.put("campaign", each.series().cut().campaign());
            one.put("channel", each.series().cut().channel());
            one.put("kpi", each.kpi());
            one.put("kind", each.kind().name().toLowerCase(Locale.ROOT));
            value(one, "live", each.live());
            value(one, "twin", each.twin());
            each.reason().ifPresent(reason -> one.put("reason", reason));
        }
        return json;
    }

    private static void value(ObjectNode to, String name, Optional<KpiValue> value) {
        if (value.isEmpty()) {
            to.putNull(name);
            return;
        }
        ObjectNode one = to.putObject(name);
        KpiValue v = value.get();
        v.value().ifPresentOrElse(number -> one.put("value", number), () -> one.putNull("value"));
        v.numerator().ifPresent(number -> one.put("numerator", number));
        v.denominator().ifPresent(number -> one.put("denominator", number));
        one.put("n", v.n());
    }
}
