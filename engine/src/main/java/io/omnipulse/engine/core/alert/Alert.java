package io.omnipulse.engine.core.alert;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a watch has to say.
 *
 * @param rule what raised it
 * @param openedMs the end of the minute that raised it
 * @param closedMs the end of the minute that closed it; empty while it is open
 * @param observed the rate since the change began; empty where there were no sessions
 * @param expected the rate that was expected in the same time
 * @param lower lower bound of the observed rate, 95 %, over-dispersion included
 * @param upper upper bound
 * @param detectableDrop the smallest drop that half an hour could show
 * @param n sessions since the change began
 * @param causes the cuts that behave unlike before and account for it, the greatest first
 * @param ending how it ended; {@link Ending#NONE} while it is open
 */
public record Alert(
        AlertRule rule,
        long openedMs,
        OptionalLong closedMs,
        OptionalDouble observed,
        OptionalDouble expected,
        OptionalDouble lower,
        OptionalDouble upper,
        OptionalDouble detectableDrop,
        long n,
        List<Cause> causes,
        Ending ending) {
    /** How an alert ends. */
    public enum Ending {
        /** It has not. */
        NONE,
        /** What was missing is back. */
        RECOVERED,
        /** It lasted so long that the watch took it for usual and learns again. */
        NEW_NORMAL
    }

    public Alert {
        causes = List.copyOf(causes);
    }
}
