package io.omnipulse.benchmarks.kpi;

/** What one subject has done in one cut and window. Mutable; public fields as Flink wants them. */
public final class SubjectShare {
    public long interactions;
    public long orders;
    public long revenue;
    public long pageViews;

    /** The latest answer's; {@link Fact#NO_SCORE} while there is none. */
    public int score = Fact.NO_SCORE;

    public long answeredMs = Long.MIN_VALUE;

    public SubjectShare add(Fact fact) {
        interactions += fact.isInteraction ? 1 : 0;
        orders += fact.isOrder ? 1 : 0;
        revenue += fact.revenue;
        pageViews += fact.isPageView ? 1 : 0;
        if (fact.score != Fact.NO_SCORE && fact.timeMs >= answeredMs) {
            score = fact.score;
            answeredMs = fact.timeMs;
        }
        return this;
    }

    public SubjectShare merge(SubjectShare other) {
        interactions += other.interactions;
        orders += other.orders;
        revenue += other.revenue;
        pageViews += other.pageViews;
        if (other.answeredMs > answeredMs) {
            score = other.score;
            answeredMs = other.answeredMs;
        }
        return this;
    }
}
