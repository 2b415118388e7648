package io.omnipulse.engine.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.omnipulse.engine.backfill.Comparison;
import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.progress.Watermarks;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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
        CommandLine line = Objects.requireNonNull(spec, "picocli sets the spec").commandLine();
        Verification verified =
                Verification.of(
                        config, options, options.keptPlan(config), new ProgressText(line.getErr()));
        String twin = options.applicationId(config);
        Comparison.Range range = verified.range();
        Comparison.Result result = verified.result();
        PrintWriter out = line.getOut();
        if (form == Form.json) {
            out.println(JSON.writeValueAsString(json(twin, range, result)));
        } else {
            print(twin, range, result, out);
        }
        out.flush();
        return verified.isSound() ? ExitCodes.DONE : ExitCodes.PROBLEM;
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
        out.println(twin + " and live, settled to " + Verification.settledTo(range));
        out.println(Verification.counts(result));
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
