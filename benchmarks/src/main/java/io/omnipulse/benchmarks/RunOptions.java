package io.omnipulse.benchmarks;

import io.omnipulse.benchmarks.data.Generator;
import io.omnipulse.benchmarks.data.Workload;
import io.omnipulse.benchmarks.harness.Jvm;
import io.omnipulse.benchmarks.harness.Session;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of how programs are run. */
final class RunOptions {
    @Mixin private WorkloadOptions workload = new WorkloadOptions();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads (parallelism) of each program. Default: ${DEFAULT-VALUE}.",
            defaultValue = "2")
    private int threads;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            description = "Heap of each measured process. Default: ${DEFAULT-VALUE}.",
            defaultValue = "4g")
    private String heap = "4g";

    @Option(
            names = "--jvm",
            paramLabel = "FLAG",
            description =
                    "A further flag for the measured processes, such as --jvm -XX:StartFlightRecording=filename=/tmp/engine.jfr. Repeatable.")
    private List<String> flags = new ArrayList<>();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Keep the generated topics here and use them again; the workload must be the same.")
    private @Nullable Path data;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where results and logs go. Default: benchmarks/results/ and the time.")
    private @Nullable Path out;

    int threads() {
        return threads;
    }

    long events(long otherwise) {
        return workload.events(otherwise);
    }

    Workload workload(long eventsOtherwise) {
        return workload(Generator.OMNIPULSE, eventsOtherwise);
    }

    Workload workload(Generator generator, long eventsOtherwise) {
        return workload.workload(generator, eventsOtherwise);
    }

    Session open(Workload of) throws InterruptedException {
        return open(of, Session.NOT_COMPACTING, Optional.ofNullable(data));
    }

    /** A session that keeps nothing. */
    Session openFresh(Workload of) throws InterruptedException {
        return open(of, Session.NOT_COMPACTING, Optional.empty());
    }

    /** A session that keeps nothing, on a broker that compacts. */
    Session openCompacting(Workload of) throws InterruptedException {
        return open(of, Session.COMPACTING, Optional.empty());
    }

    private Session open(Workload of, Map<String, String> broker, Optional<Path> kept)
            throws InterruptedException {
        return Session.open(
                new Jvm(home(), heap, flags), broker, of, kept, out().resolve("logs"), System.err);
    }

    /** Where results go; the same for the whole run. */
    Path out() {
        if (out == null) {
            out = freshOut();
        }
        return out;
    }

    /** A directory of this time. */
    static Path freshOut() {
        String now =
                LocalDateTime.now(ZoneOffset.UTC)
                        .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
        return home().resolve("results").resolve(now);
    }

    static Path home() {
        return Path.of(System.getProperty("benchmarks.home", "benchmarks"));
    }
}
