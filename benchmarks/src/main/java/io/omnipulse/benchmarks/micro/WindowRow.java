package io.omnipulse.benchmarks.micro;

import io.omnipulse.engine.config.CatalogReader;
import io.omnipulse.engine.core.kpi.KpiCalculator;
import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.kpi.Presence;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.pane.RollingWindow;
import io.omnipulse.engine.core.pane.Row;
import io.omnipulse.engine.core.pane.RowListener;
import io.omnipulse.engine.core.time.Window;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** A rolling window moves on by a pane, and what its row says is calculated. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WindowRow {
    /** The window's length. */
    @Param({"5m", "1h"})
    public String window;

    private Window length;
    private KpiCalculator kpis;
    private Measures change;
    private Measures totals;
    private Presence presence;
    private RollingWindow rolling;
    private long pane;

    @SuppressWarnings("NullAway.Init") // JMH calls the setup before anything else
    public WindowRow() {}

    /**
     * Takes what a crowd contributes to all of a pane as each pane's change, and fills a window.
     */
    @Setup
    public void fill() {
        length = Window.named(window).orElseThrow();
        kpis = new KpiCalculator(CatalogReader.shipped());
        change = change(length);
        rolling = new RollingWindow(length, kpis);
        totals = new Measures();
        presence = new Presence();
        for (pane = 0; pane < length.panes(); pane++) {
            step(row -> {});
            totals.addAll(change);
        }
        kpis.observe(length, totals, presence);
    }

    /** All that new customers contribute to the roll-up over everything, as if in one pane. */
    private static Measures change(Window window) {
        Crowd crowd = new Crowd(2, 0);
        crowd.addNext(crowd.journeys());
        Measures sum = new Measures();
        crowd.partials()
                .drain(
                        (cut, slots) ->
                                slots.forEach(
                                        (slot, measures) -> {
                                            boolean additive = slot.window() == null;
                                            if (cut.equals(Cut.TOTAL)
                                                    && (additive || slot.window() == window)) {
                                                sum.addAll(measures);
                                            }
                                        }));
        return sum;
    }

    /** One pane enters, one leaves, the row is published, and what is old is settled. */
    @Benchmark
    public void publish(Blackhole hole) {
        step(hole::consume);
        pane++;
    }

    private void step(Consumer to) {
        rolling.add(pane, change);
        rolling.add(pane + length.panes(), change.negated());
        rolling.publishTo(pane, to);
        rolling.settleTo(pane);
    }

    /** The KPIs of a full window, with their intervals. */
    @Benchmark
    public List<KpiValue> values() {
        return kpis.values(length, totals, presence);
    }

    /** Takes rows; none is withdrawn where nothing is late. */
    private interface Consumer extends RowListener {
        void take(Row row);

        @Override
        default void row(Row row, int revision, Map<String, Double> restated) {
            take(row);
        }

        @Override
        default void withdrawn(long endMs) {
            throw new IllegalStateException("a row was withdrawn at " + endMs);
        }
    }
}
