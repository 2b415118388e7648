package io.omnipulse.engine.core.measure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cuts in which an event is placed. Lists are kept for the pairs seen, since nearly every event
 * repeats one; the memory is bounded by forgetting all of them when there are too many.
 */
public final class Cuts {
    private static final int REMEMBERED = 20_000;
    private final Map<Cut, List<Cut>> known = new HashMap<>();
    private @Nullable Cut last;
    private List<Cut> ofLast = List.of();

    /**
     * The event's own cut and its roll-ups, finest first. An event without a channel (a stock
     * movement) is placed in the roll-up over channels only.
     */
    public List<Cut> of(String campaign, @Nullable String channel) {
        String ownChannel = channel == null ? Cut.ALL : channel;
        Cut before = last;
        if (before != null
                && before.campaign().equals(campaign)
                && before.channel().equals(ownChannel)) {
            return ofLast; // a journey mostly goes on where it was
        }
        Cut own = new Cut(campaign, ownChannel);
        List<Cut> cuts = known.get(own);
        if (cuts == null) {
            if (known.size() >= REMEMBERED) {
                known.clear();
            }
            cuts = withRollUps(own);
            known.put(own, cuts);
        }
        last = own;
        ofLast = cuts;
        return cuts;
    }

    private static List<Cut> withRollUps(Cut own) {
        Cut campaign = new Cut(own.campaign(), Cut.ALL);
        if (own.channel().equals(Cut.ALL)) {
            return List.of(campaign, Cut.TOTAL);
        }
        return List.of(own, campaign, new Cut(Cut.ALL, own.channel()), Cut.TOTAL);
    }
}
