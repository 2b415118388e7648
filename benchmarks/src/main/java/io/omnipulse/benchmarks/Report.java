package io.omnipulse.benchmarks;

import io.omnipulse.benchmarks.harness.Measurement;

/** Figures as text. */
final class Report {
    private Report() {}

    /** A program's figures, and whether its answers are right. */
    static String line(Outcome outcome) {
        Measurement measured = outcome.measured();
        return String.format(
                "%-16s %,11.0f events/s   CPU s per million: %8.3f program + %6.3f broker = %8.3f   (%,d events in %.1f s after %,d%s%s)%s",
                outcome.program().id(),
                measured.eventsPerSecond(),
                measured.program(),
                measured.broker(),
                measured.both(),
                measured.events(),
                measured.seconds(),
                measured.warmUp(),
                outcome.slice().every() == 1 ? "" : "; one subject in " + outcome.slice().every(),
                measured.complete() ? "" : "; cut off",
                outcome.check().map(found -> System.lineSeparator() + check(outcome)).orElse(""));
    }

    /** How many answers are right. */
    static String check(Outcome outcome) {
        return outcome.check()
                .map(
                        found ->
                                "check "
                                        + outcome.program().id()
                                        + " equal="
                                        + found.equal()
                                        + " differ="
                                        + found.differ())
                .orElseGet(
                        () ->
                                "check "
                                        + outcome.program().id()
                                        + " skipped: it was cut off before the end");
    }
}
