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
import java.util.ArrayList;
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
    /** How many different panes take turns; no window's panes are a multiple of it. */
    private static final int DIFFERENT = 7;

    /** The window's length. */
    @Param({"5m", "1h"})
    public String window;

    private Window length;
    private KpiCalculator kpis;
    private List<Measures> changes = List.of();
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
        changes = changes(length);
        rolling = new RollingWindow(length, kpis);
        totals = new Measures();
        pane = 0;
        while (pane < length.panes()) {
            totals.addAll(entering(pane));
            step(row -> {});
        }
        presence = kpis.observe(length, totals, Presence.NONE);
    }

    /** What enters with a pane; what leaves with it is something else, or no row were due. */
    private Measures entering(long with) {
        return changes.get((int) (with % DIFFERENT));
    }

    private static List<Measures> changes(Window window) {
        List<Measures> changes = new ArrayList<>();
        Measures sum = new Measures();
        for (int times = 0; times < DIFFERENT; times++) {
            sum.addAll(change(window));
            changes.add(sum.copy());
        }
        return changes;
    }

    /** All that a crowd contributes to the roll-up over everything, as if in one pane. */
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
    }

    /** Moves the window on by one pane. */
    void step(Consumer to) {
        rolling.add(pane, entering(pane));
        Measures leaving = new Measures();
        entering(pane).forEach((code, amount) -> leaving.add(code, -amount));
        rolling.add(pane + length.panes(), leaving);
        rolling.publishTo(pane, to);
        rolling.settleTo(pane);
        pane++;
    }

    /** The KPIs of a full window, with their intervals. */
    @Benchmark
    public List<KpiValue> values() {
        return kpis.values(length, totals, presence);
    }

    /** Takes rows; none is withdrawn where nothing is late. */
    interface Consumer extends RowListener {
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
