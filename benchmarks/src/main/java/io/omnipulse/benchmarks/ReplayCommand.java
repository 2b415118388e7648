package io.omnipulse.benchmarks;

import io.omnipulse.benchmarks.data.Slice;
import io.omnipulse.benchmarks.data.Workload;
import io.omnipulse.benchmarks.harness.Session;
import io.omnipulse.benchmarks.live.Replay;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code replay}: a backfill beside the live engine, killed on the way, and compared with it. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "A backfill of all events beside the live engine, killed once and compared with live; and plain consumers of the same topics.",
            "A month: --events 5000000 --span 43200 --campaigns 2."
        })
final class ReplayCommand implements Callable<Integer> {
    private static final long EVENTS = 5_000_000;
    private static final long SECONDS = 3_600;

    @Option(
            names = "--windows",
            paramLabel = "LABELS",
            description =
                    "The rolling windows. A month of 5m has rows every ten seconds: it takes hours. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1h,24h,7d,30d")
    private String windows = "1h,24h,7d,30d";

    @Mixin private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws IOException, ExecutionException, InterruptedException {
        Workload workload = options.workload(EVENTS);
        System.out.println(workload.text());
        try (Session session = options.open(workload)) {
            Outcome consumers =
                    new Runner(session, options.threads())
                            .run(Program.named("consumer-records"), Slice.ALL, SECONDS, false);
            System.out.println(Report.line(consumers));
            Replay.Found found = Replay.measure(session, options.threads(), windows);
            System.out.printf(
                    "replay: %,.0f events/s, %,.0f for a second of one core (%,d of %,d events in %.1f s after a kill at %,d)%n",
                    found.perSecond(),
                    found.perCoreSecond(),
                    found.events() - found.resumedAt(),
                    found.events(),
                    found.seconds(),
                    found.atKill());
            System.out.println(found.verified());
            return found.equal() ? 0 : 1;
        }
    }
}
