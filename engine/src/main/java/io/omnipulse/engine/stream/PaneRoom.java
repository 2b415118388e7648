package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.kpi.KpiCalculator;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.measure.Slot;
import io.omnipulse.engine.core.pane.CutWindows;
import io.omnipulse.engine.core.pane.RollingWindow;
import io.omnipulse.engine.core.pane.Row;
import io.omnipulse.engine.core.pane.RowListener;
import io.omnipulse.engine.core.progress.Watermarks;
import io.omnipulse.engine.core.time.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The cuts of one partition and their rolling windows. It keeps the diary: which window has a row
 * to publish when the watermark, or the clock, comes to where; the windows themselves decide what
 * the rows say.
 */
final class PaneRoom {
    /** Where rows go. */
    interface RowSink {
        void present(Cut cut, Row row);

        void published(Cut cut, Row row, int revision, Map<String, Double> restated);

        void withdrawn(Cut cut, Window window, long endMs);
    }

    /** A rolling window, whose it is, and what is to be done with it. */
    static final class Place {
        private final Cut cut;
        private final RollingWindow rolling;
        private final Agenda.Entry<Place> finalRow = new Agenda.Entry<>(this);
        private final Agenda.Entry<Place> presentRow = new Agenda.Entry<>(this);
        private boolean isChanged;
        private boolean isToStore;

        Place(Cut cut, RollingWindow rolling) {
            this.cut = cut;
            this.rolling = rolling;
        }

        Cut cut() {
            return cut;
        }

        RollingWindow rolling() {
            return rolling;
        }
    }

    /** The windows of a cut. */
    private record CutPlaces(CutWindows windows, List<Place> all) {}

    private final StreamSettings settings;
    private final KpiCalculator kpis;
    private final Map<Cut, CutPlaces> cuts = new HashMap<>();
    private final Agenda<Place> finalRows = new Agenda<>();
    private final Agenda<Place> presentRows = new Agenda<>();
    private final Set<Place> late = new LinkedHashSet<>();
    private List<Place> changed = new ArrayList<>();
    private List<Place> toStore = new ArrayList<>();
    private long finalToMs;
    private long written;

    /**
     * @param finalToMs rows that end up to here are published already
     */
    PaneRoom(StreamSettings settings, KpiCalculator kpis, long finalToMs) {
        this.settings = settings;
        this.kpis = kpis;
        this.finalToMs = finalToMs;
    }

    /** Puts back the windows of a cut as they were stored; those not stored begin empty. */
    void restore(Cut cut, Map<Window, RollingWindow> stored) {
        enter(cut, stored);
    }

    private CutPlaces enter(Cut cut, Map<Window, RollingWindow> stored) {
        List<Place> places = new ArrayList<>(settings.windows().size());
        for (Window window : settings.windows()) {
            RollingWindow rolling = stored.getOrDefault(window, new RollingWindow(window, kpis));
            rolling.resume(lastFinalPane(window));
            places.add(new Place(cut, rolling));
        }
        CutPlaces known =
                new CutPlaces(new CutWindows(places.stream().map(Place::rolling).toList()), places);
        cuts.put(cut, known);
        for (Place place : places) {
            mayHaveChanged(place);
            plan(place);
        }
        return known;
    }

    /** Adds the partial of one cut. */
    void add(Cut cut, Map<Slot, Measures> partial) {
        CutPlaces known = cuts.get(cut);
        CutPlaces places = known == null ? enter(cut, Map.of()) : known;
        // The rows in between say what the one before says, or they would have been planned and
        // published.
        for (Place place : places.all()) {
            place.rolling.publishTo(lastFinalPane(place.rolling.window()), NO_ROWS);
        }
        places.windows().add(partial);
        for (Place place : places.all()) {
            mayHaveChanged(place);
            isToStore(place);
            plan(place);
        }
    }

    private void mayHaveChanged(Place place) {
        if (!place.isChanged) {
            place.isChanged = true;
            changed.add(place);
        }
    }

    private void isToStore(Place place) {
        if (!place.isToStore) {
            place.isToStore = true;
            toStore.add(place);
        }
    }

    private void plan(Place place) {
        RollingWindow rolling = place.rolling();
        Window window = rolling.window();
        OptionalLong due = rolling.nextDue();
        finalRows.set(
                place.finalRow,
                due.isPresent() ? OptionalLong.of(window.endMs(due.getAsLong())) : due);
        OptionalLong next = rolling.nextPresent();
        presentRows.set(
                place.presentRow,
                next.isPresent() ? OptionalLong.of(next.getAsLong() * window.paneMs()) : next);
        if (rolling.hasLate()) {
            late.add(place);
        }
    }

    /**
     * Publishes the rows that are final at this watermark, those that end first before the others.
     *
     * @param atOnce after so many rows it stops, since they go into one commit; rows of one end are
     *     not parted
     * @return whether those were all
     */
    boolean publishFinal(long watermarkMs, int atOnce, RowSink to) {
        if (watermarkMs == Watermarks.UNKNOWN) {
            return true;
        }
        long goalMs =
                watermarkMs == Watermarks.ENDED
                        ? watermarkMs
                        : watermarkMs - settings.finality().toMillis();
        long stopAt = written + atOnce;
        while (finalToMs < goalMs && written < stopAt) {
            finalToMs = Math.min(goalMs, finalRows.first().orElse(goalMs));
            for (Place place : finalRows.takeUpTo(finalToMs)) {
                place.rolling()
                        .publishTo(
                                lastFinalPane(place.rolling().window()), new FinalRows(place, to));
                plan(place);
            }
        }
        return finalToMs >= goalMs;
    }

    /**
     * Corrects the rows that late events have changed.
     *
     * @param atOnce after so many rows it stops; those of one window are not parted
     * @return whether those were all
     */
    boolean restate(int atOnce, RowSink to) {
        long stopAt = written + atOnce;
        Iterator<Place> places = late.iterator();
        while (places.hasNext() && written < stopAt) {
            Place place = places.next();
            places.remove();
            place.rolling().restate(new FinalRows(place, to));
            isToStore(place);
            plan(place);
        }
        return late.isEmpty();
    }

    boolean hasLate() {
        return !late.isEmpty();
    }

    /**
     * Sums up what can no longer change at this watermark. Late changes must be restated before.
     */
    void settle(long watermarkMs) {
        if (watermarkMs == Watermarks.UNKNOWN || watermarkMs == Watermarks.ENDED) {
            return;
        }
        long settledToMs = watermarkMs - settings.horizon().toMillis();
        for (CutPlaces places : cuts.values()) {
            for (Place place : places.all()) {
                RollingWindow rolling = place.rolling;
                if (rolling.settleTo(rolling.window().lastEnded(settledToMs))) {
                    isToStore(place);
                }
            }
        }
    }

    /** Whether a present row may say something new. */
    boolean hasChanges() {
        return !changed.isEmpty();
    }

    /** Publishes the present rows that say something new, for the first end after now. */
    void publishPresent(long nowMs, RowSink to) {
        presentRows.takeUpTo(nowMs).forEach(this::mayHaveChanged);
        for (Place place : changed) {
            place.isChanged = false;
            RollingWindow rolling = place.rolling;
            long pane = rolling.window().paneOf(nowMs);
            if (rolling.isPresentNew(pane)) {
                Row row = rolling.presentRow(pane);
                if (!row.kpis().isEmpty()) {
                    to.present(place.cut, row);
                }
            }
            plan(place);
        }
        changed = new ArrayList<>();
    }

    /** The windows that have changed since the last call, to be stored in this commit. */
    List<Place> takeChangesToStore() {
        List<Place> changes = toStore;
        toStore = new ArrayList<>();
        changes.forEach(place -> place.isToStore = false);
        return changes;
    }

    long finalToMs() {
        return finalToMs;
    }

    private long lastFinalPane(Window window) {
        return finalToMs == Watermarks.UNKNOWN ? Watermarks.UNKNOWN : window.lastEnded(finalToMs);
    }

    private static final RowListener NO_ROWS =
            new RowListener() {
                @Override
                public void row(Row row, int revision, Map<String, Double> restated) {
                    throw new IllegalStateException("a row was due that nobody had planned");
                }

                @Override
                public void withdrawn(long endMs) {
                    throw new IllegalStateException("a row was withdrawn that nobody had planned");
                }
            };

    private final class FinalRows implements RowListener {
        private final Place place;
        private final RowSink to;

        FinalRows(Place place, RowSink to) {
            this.place = place;
            this.to = to;
        }

        @Override
        public void row(Row row, int revision, Map<String, Double> restated) {
            written++;
            to.published(place.cut(), row, revision, restated);
        }

        @Override
        public void withdrawn(long endMs) {
            written++;
            to.withdrawn(place.cut(), place.rolling().window(), endMs);
        }
    }
}
