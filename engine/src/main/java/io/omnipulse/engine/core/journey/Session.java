package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.event.Event;

/** One session so far: its span, what makes it engaged, and where it has been counted. */
final class Session {
    final long firstMs;
    long lastMs;

    /**
     * Attention so far; kept no higher than what makes a session engaged, so that it cannot
     * overflow.
     */
    long engagedMs;

    /** Views so far; no higher than what makes a session engaged. */
    int views;

    boolean engaged;
    final Coverage coverage;

    Session(long firstMs) {
        this(firstMs, new Coverage(Coverage.OF_SESSIONS));
        lastMs = firstMs;
    }

    Session(long firstMs, Coverage coverage) {
        this.firstMs = firstMs;
        this.coverage = coverage;
    }

    Session copy() {
        Session copy = new Session(firstMs, coverage.copy());
        copy.lastMs = lastMs;
        copy.engagedMs = engagedMs;
        copy.views = views;
        copy.engaged = engaged;
        return copy;
    }

    /** Whether it has not been counted anywhere yet, as every interaction makes it to be. */
    boolean isNew() {
        return coverage.isEmpty();
    }

    /**
     * Takes the next interaction of the session.
     *
     * @return the time since the previous one, in milliseconds
     */
    long extendBy(Event event) {
        long duration = event.occurredAtMs() - lastMs;
        lastMs = event.occurredAtMs();
        if (event.engagedMs() != Event.ABSENT) {
            engagedMs = Math.min(engagedMs + Math.min(event.engagedMs(), beyond()), beyond());
        }
        boolean decisive = false;
        switch (event.action()) {
            case PAGE_VIEW, PRODUCT_VIEW -> views = Math.min(views + 1, 2);
            case PURCHASE, SIGN_UP, SUBSCRIBE -> decisive = true;
            default -> {}
        }
        engaged |=
                decisive
                        || views == 2
                        || engagedMs == beyond()
                        || lastMs - firstMs > Rules.ENGAGED_AFTER_MS;
        return duration;
    }

    private static long beyond() {
        return Rules.ENGAGED_AFTER_MS + 1;
    }
}
