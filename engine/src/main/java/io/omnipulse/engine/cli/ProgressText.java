package io.omnipulse.engine.cli;

import io.omnipulse.producers.Terminal;
import java.io.PrintWriter;
import java.time.Duration;

/**
 * Says on stderr what is going on: one line that is written over on a terminal, a line now and then
 * elsewhere.
 */
final class ProgressText {
    private static final Duration ON_TERMINAL = Duration.ofMillis(200);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);
    private static final String CLEAR_LINE = "\r\u001b[2K";

    private final PrintWriter err;
    private final boolean terminal = Terminal.isOne();
    private final long startNanos = System.nanoTime();
    private long shownNanos;

    ProgressText(PrintWriter err) {
        this.err = err;
        this.shownNanos = startNanos;
    }

    void show(String what) {
        long now = System.nanoTime();
        Duration pause = terminal ? ON_TERMINAL : ELSEWHERE;
        if (now - shownNanos < pause.toNanos()) {
            return;
        }
        shownNanos = now;
        String text = what + " (" + Duration.ofNanos(now - startNanos).toSeconds() + " s)";
        err.print(terminal ? CLEAR_LINE + text : text + System.lineSeparator());
        err.flush();
    }

    /** A line that stays. */
    void line(String text) {
        end();
        err.println(text);
        err.flush();
    }

    void end() {
        if (terminal) {
            err.print(CLEAR_LINE);
            err.flush();
        }
    }
}
