package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.CutPartial;
import io.omnipulse.engine.core.measure.Partials;
import io.omnipulse.engine.core.measure.Slot;
import java.util.List;

/**
 * Where the contributions of one event go. An event adds half a dozen amounts to the same cuts at
 * the same time, so the places are looked up once and remembered until the next event's.
 */
final class Places {
    private final Partials partials;
    private List<Cut> cuts = List.of();
    private CutPartial[] inCuts = {};
    private int[] atTime = {};
    private long pane = Long.MIN_VALUE;
    private long drained;

    Places(Partials partials) {
        this.partials = partials;
        this.drained = partials.drained();
    }

    /** The partials of the cuts, in their order. */
    @SuppressWarnings("ReferenceEquality") // equal lists would only be looked up again
    CutPartial[] of(List<Cut> in) {
        if (in != cuts || drained != partials.drained()) {
            inCuts = new CutPartial[in.size()];
            for (int i = 0; i < inCuts.length; i++) {
                inCuts[i] = partials.of(in.get(i));
            }
            cuts = in;
            drained = partials.drained();
            pane = Long.MIN_VALUE;
        }
        return inCuts;
    }

    /** Adds an amount of an additive measure in each of the cuts. */
    void add(List<Cut> in, long atMs, int code, long amount) {
        CutPartial[] partialsOfCuts = of(in);
        long paneOfTime = Slot.FINEST.paneOf(atMs);
        if (paneOfTime != pane) {
            atTime = new int[partialsOfCuts.length];
            for (int i = 0; i < atTime.length; i++) {
                atTime[i] = partialsOfCuts[i].at(atMs);
            }
            pane = paneOfTime;
        }
        for (int i = 0; i < atTime.length; i++) {
            partialsOfCuts[i].add(atTime[i], code, amount);
        }
    }
}
