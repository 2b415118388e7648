package io.omnipulse.benchmarks.kpi;

import java.nio.ByteBuffer;

/** The figures of one cell. Mutable and confined to one thread. */
public final class Totals {
    private static final int FIGURES = Figure.values().length;

    private final long[] amounts;

    public Totals() {
        this(new long[FIGURES]);
    }

    private Totals(long[] amounts) {
        this.amounts = amounts;
    }

    public long get(Figure figure) {
        return amounts[figure.ordinal()];
    }

    public Totals add(Figure figure, long amount) {
        amounts[figure.ordinal()] += amount;
        return this;
    }

    public Totals add(Totals other) {
        for (int i = 0; i < FIGURES; i++) {
            amounts[i] += other.amounts[i];
        }
        return this;
    }

    public Totals subtract(Totals other) {
        for (int i = 0; i < FIGURES; i++) {
            amounts[i] -= other.amounts[i];
        }
        return this;
    }

    /** What a subject's share of a cell comes to. */
    public static Totals of(SubjectShare share) {
        Totals totals = new Totals();
        totals.add(Figure.CUSTOMERS, share.interactions > 0 ? 1 : 0);
        totals.add(Figure.PURCHASERS, share.orders > 0 ? 1 : 0);
        totals.add(Figure.ORDERS, share.orders);
        totals.add(Figure.REVENUE, share.revenue);
        totals.add(Figure.PAGE_VIEWS, share.pageViews);
        totals.add(Figure.INTERACTIONS, share.interactions);
        totals.addAnswer(share.score);
        return totals;
    }

    /** Adds a respondent's latest answer; {@link Fact#NO_SCORE} adds nothing. */
    public void addAnswer(int score) {
        if (score != Fact.NO_SCORE) {
            add(Figure.NPS_ANSWERS, 1);
            add(Figure.PROMOTERS, score >= 9 ? 1 : 0);
            add(Figure.DETRACTORS, score <= 6 ? 1 : 0);
        }
    }

    /** All figures, in the order of their constants. */
    public long[] toArray() {
        return amounts.clone();
    }

    public static Totals ofArray(long[] amounts) {
        return new Totals(amounts.clone());
    }

    /** All figures, eight bytes each. */
    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(FIGURES * Long.BYTES);
        bytes.asLongBuffer().put(amounts);
        return bytes.array();
    }

    public static Totals fromBytes(byte[] bytes) {
        Totals totals = new Totals();
        ByteBuffer.wrap(bytes).asLongBuffer().get(totals.amounts);
        return totals;
    }
}
