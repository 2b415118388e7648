package io.omnipulse.benchmarks.kpi;

/**
 * A session so far: visits of one subject with pauses of at most half an hour. Mutable; public
 * fields as Flink wants them.
 */
public final class Visit {
    /** The longest pause within a session. */
    public static final long GAP_MS = 1_800_000;

    private static final long ENGAGED_AFTER_MS = 10_000;

    public String campaign = "";
    public String channel = "";
    public long firstMs = Long.MAX_VALUE;
    public long lastMs = Long.MIN_VALUE;
    public long engagedMs;
    public long pageViews;
    public boolean isDecided;

    public Visit add(Fact fact) {
        if (fact.timeMs < firstMs) {
            firstMs = fact.timeMs;
            campaign = fact.campaign;
            channel = fact.channel;
        }
        lastMs = Math.max(lastMs, fact.timeMs);
        engagedMs += fact.engagedMs;
        pageViews += fact.isPageView ? 1 : 0;
        isDecided |= fact.isDecisive;
        return this;
    }

    public Visit merge(Visit other) {
        if (other.firstMs < firstMs) {
            firstMs = other.firstMs;
            campaign = other.campaign;
            channel = other.channel;
        }
        lastMs = Math.max(lastMs, other.lastMs);
        engagedMs += other.engagedMs;
        pageViews += other.pageViews;
        isDecided |= other.isDecided;
        return this;
    }

    /** As docs/kpis.md says, of the session up to now. */
    public boolean isEngaged() {
        return isDecided
                || pageViews >= 2
                || engagedMs > ENGAGED_AFTER_MS
                || lastMs - firstMs > ENGAGED_AFTER_MS;
    }

    /** When it is over, at which the rivals count it. */
    public long endsMs() {
        return lastMs + GAP_MS - 1;
    }

    /** What it comes to once it is over. */
    public Totals ended() {
        return new Totals()
                .add(Figure.ENDED_SESSIONS, 1)
                .add(Figure.ENDED_ENGAGED_SESSIONS, isEngaged() ? 1 : 0);
    }
}
