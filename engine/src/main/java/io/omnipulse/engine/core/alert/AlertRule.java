package io.omnipulse.engine.core.alert;

import java.util.Locale;

/** Which rule raised an alert. The order is part of the stored format: new ones go to the end. */
public enum AlertRule {
    /** No order at all where many were expected. */
    OUTAGE,
    /** Orders come too seldom. */
    DROP,
    /** The rate is below its target for long. */
    DECLINE,
    /** No session begins where many should: the source is silent, so nothing else can be judged. */
    DATA_HEALTH;

    /** The name in ids and labels. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
