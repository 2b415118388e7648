package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Cuts;
import io.omnipulse.engine.core.measure.Partials;
import io.omnipulse.engine.core.time.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the rules put what a fact contributes. It adds, takes back, or, while a journey's past is
 * only walked through, ignores: the rules are the same in all three.
 */
public final class Contributions {
    /** What is done with a contribution. */
    enum Mode {
        ADD(1),
        TAKE_BACK(-1),
        IGNORE(0);

        final int sign;

        Mode(int sign) {
            this.sign = sign;
        }
    }

    private final Partials partials;
    private final List<Window> windows;
    private final Cuts cuts = new Cuts();
    private Mode mode = Mode.IGNORE;

    public Contributions(Partials partials, List<Window> windows) {
        this.partials = partials;
        this.windows = List.copyOf(windows);
    }

    Contributions in(Mode next) {
        mode = next;
        return this;
    }

    int sign() {
        return mode.sign;
    }

    List<Cut> cutsOf(String campaign, @Nullable String channel) {
        return cuts.of(campaign, channel);
    }

    /** An amount of an additive measure in each of the cuts. */
    void add(List<Cut> in, long atMs, int code, long amount) {
        if (mode == Mode.IGNORE || amount == 0) {
            return;
        }
        for (Cut cut : in) {
            partials.add(cut, atMs, code, mode.sign * amount);
        }
    }

    /**
     * An entity shows a condition again. It is counted at the window ends from its pane on, as long
     * as the window still holds the pane; the ends that its previous pane covers already are not
     * counted twice (docs/architecture.md, coverage).
     *
     * @param previousMs when the entity showed it last, in this cut; {@link Coverage#NEVER} if it
     *     did not
     */
    void cover(Cut cut, int code, long previousMs, long atMs) {
        if (mode == Mode.IGNORE) {
            return;
        }
        for (Window window : windows) {
            long pane = window.paneOf(atMs);
            long previous =
                    previousMs == Coverage.NEVER ? Long.MIN_VALUE : window.paneOf(previousMs);
            if (pane == previous) {
                continue;
            }
            boolean stillCovered = previous != Long.MIN_VALUE && pane < previous + window.panes();
            long from = stillCovered ? previous + window.panes() : pane;
            partials.changeFrom(cut, window, from, code, mode.sign);
            partials.changeFrom(cut, window, pane + window.panes(), code, -mode.sign);
        }
    }

    /**
     * A value counts in one window at the ends from this pane on, as long as the window holds the
     * pane.
     */
    void coverAll(Cut cut, int code, long atMs) {
        if (mode == Mode.IGNORE) {
            return;
        }
        for (Window window : windows) {
            long pane = window.paneOf(atMs);
            partials.changeFrom(cut, window, pane, code, mode.sign);
            partials.changeFrom(cut, window, pane + window.panes(), code, -mode.sign);
        }
    }

    /**
     * A value counted at an earlier time stops counting at the ends that hold the later time as
     * well.
     */
    void uncover(Cut cut, int code, long countedMs, long laterMs) {
        if (mode == Mode.IGNORE) {
            return;
        }
        for (Window window : windows) {
            long end = window.paneOf(countedMs) + window.panes();
            long pane = window.paneOf(laterMs);
            if (pane < end) {
                partials.changeFrom(cut, window, pane, code, -mode.sign);
                partials.changeFrom(cut, window, end, code, mode.sign);
            }
        }
    }
}
