package io.omnipulse.benchmarks.rival;

import io.omnipulse.benchmarks.kpi.Fact;
import io.omnipulse.benchmarks.kpi.Figure;
import io.omnipulse.benchmarks.kpi.Totals;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What moves between Flink's operators and is kept in its state: plain objects, as it wants them.
 */
final class FlinkTypes {
    private FlinkTypes() {}

    /** A fact in one of its cuts. */
    public static final class CutFact {
        public String cut = "";
        public Fact fact = new Fact();
    }

    /** Figures of a cut, or of a part of it. */
    public static final class CutRow {
        public String cut = "";
        public long[] amounts = {};

        static CutRow of(String cut, Totals totals) {
            CutRow row = new CutRow();
            row.cut = cut;
            row.amounts = totals.toArray();
            return row;
        }

        Totals totals() {
            return Totals.ofArray(amounts);
        }
    }

    /** A record to publish. */
    public static final class Published {
        public byte[] key = {};
        public byte[] value = {};
    }

    /** A respondent's latest answer. */
    public static final class Latest {
        public long answeredMs;
        public int score;
    }

    /** One cut in one window, with the customers in it, since distinct counts are to be exact. */
    public static final class CutState {
        public Set<String> customers = new HashSet<>();
        public Set<String> purchasers = new HashSet<>();
        public Map<String, Latest> answers = new HashMap<>();
        public long orders;
        public long revenue;
        public long pageViews;
        public long interactions;

        CutState add(Fact fact) {
            if (fact.isInteraction) {
                interactions++;
                customers.add(fact.subject);
            }
            if (fact.isOrder) {
                purchasers.add(fact.subject);
                orders++;
            }
            revenue += fact.revenue;
            pageViews += fact.isPageView ? 1 : 0;
            if (fact.score != Fact.NO_SCORE) {
                answer(fact.subject, fact.timeMs, fact.score);
            }
            return this;
        }

        private void answer(String subject, long answeredMs, int score) {
            Latest before = answers.get(subject);
            if (before == null || answeredMs >= before.answeredMs) {
                Latest latest = new Latest();
                latest.answeredMs = answeredMs;
                latest.score = score;
                answers.put(subject, latest);
            }
        }

        CutState merge(CutState other) {
            customers.addAll(other.customers);
            purchasers.addAll(other.purchasers);
            other.answers.forEach(
                    (subject, latest) -> answer(subject, latest.answeredMs, latest.score));
            orders += other.orders;
            revenue += other.revenue;
            pageViews += other.pageViews;
            interactions += other.interactions;
            return this;
        }

        Totals totals() {
            Totals totals =
                    new Totals()
                            .add(Figure.CUSTOMERS, customers.size())
                            .add(Figure.PURCHASERS, purchasers.size())
                            .add(Figure.ORDERS, orders)
                            .add(Figure.REVENUE, revenue)
                            .add(Figure.PAGE_VIEWS, pageViews)
                            .add(Figure.INTERACTIONS, interactions);
            answers.values().forEach(latest -> totals.addAnswer(latest.score));
            return totals;
        }
    }
}
