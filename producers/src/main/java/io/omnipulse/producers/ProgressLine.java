package io.omnipulse.producers;

import io.omnipulse.schemas.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Shows how a run gets on: on a terminal one line that is written over, elsewhere (a file, a
 * container's log) a line every ten seconds.
 */
final class ProgressLine implements Consumer<SimulatedProducer.Progress> {
    private static final Duration PLAIN_EVERY = Duration.ofSeconds(10);
    private static final String CLEAR_TO_END = "\u001B[K";

    private final PrintWriter out;
    private final boolean terminal;
    private long shownSent;
    private Duration shownAt = Duration.ZERO;

    ProgressLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    static ProgressLine of(PrintWriter out) {
        return new ProgressLine(out, Terminal.isOne());
    }

    @Override
    public void accept(SimulatedProducer.Progress progress) {
        Duration since = progress.elapsed().minus(shownAt);
        if (since.isZero() || (!terminal && since.compareTo(PLAIN_EVERY) < 0)) {
            return;
        }
        String text =
                String.format(
                        Locale.ROOT,
                        "%s  sent %d  acknowledged %d  late %d  %.1f/s",
                        Durations.text(Duration.ofSeconds(progress.elapsed().toSeconds())),
                        progress.sent(),
                        progress.acknowledged(),
                        progress.late(),
                        (progress.sent() - shownSent) * 1000.0 / since.toMillis());
        if (progress.behind().toMillis() >= 1000) {
            text += "  behind " + Durations.text(Duration.ofSeconds(progress.behind().toSeconds()));
        }
        out.print(terminal ? "\r" + text + CLEAR_TO_END : text + "\n");
        out.flush();
        shownAt = progress.elapsed();
        shownSent = progress.sent();
    }

    /** Leaves the line, so that what follows begins a new one. */
    void end() {
        if (terminal && !shownAt.isZero()) {
            out.println();
            out.flush();
        }
    }
}
