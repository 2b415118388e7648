package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.Facts;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.measure.Partials;
import io.omnipulse.engine.core.measure.Slot;
import io.omnipulse.engine.core.time.Window;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What journeys have contributed so far, added up, for tests to look at. */
final class Contributed {
    static final Duration HORIZON = Duration.ofDays(2);
    static final Duration LOOKBACK = Duration.ofDays(7);
    static final List<Window> WINDOWS = List.of(Window.values());
    static final Rules RULES = new Rules(HORIZON, LOOKBACK, WINDOWS);

    private final Partials partials = new Partials();
    private final Contributions contributions = new Contributions(partials, WINDOWS);
    private final Map<Cut, Map<Slot, Measures>> sums = new HashMap<>();
    private final Map<String, Integer> counted = new HashMap<>();

    /** Where the rules put what they contribute. */
    Contributions to() {
        return contributions;
    }

    /** The same, adding: as if every event came last. */
    Contributions adding() {
        return contributions.in(Contributions.Mode.ADD);
    }

    Outcome add(Journey journey, Event event) {
        return journey.add(
                event,
                RULES,
                contributions,
                (fact, change) ->
                        counted.merge(
                                fact.eventId() + "@" + fact.occurredAtMs(), change, Integer::sum));
    }

    Contributed addAll(Journey journey, Collection<Event> events) {
        events.forEach(event -> add(journey, event));
        return this;
    }

    /** Takes what another journey tells, as if nothing were settled yet. */
    void take(Journey journey, Transfer transfer) {
        journey.take(
                transfer,
                Long.MIN_VALUE,
                RULES,
                contributions,
                new JourneyListener() {
                    @Override
                    public void counted(Event event, int change) {}

                    @Override
                    public void told(Transfer further) {}
                });
    }

    void fold(Journey journey, long boundaryMs) {
        journey.fold(boundaryMs, RULES, contributions);
    }

    /** Which facts count, as {@code id@time}, and how often. */
    Map<String, Integer> counted() {
        counted.values().removeIf(times -> times == 0);
        return Map.copyOf(counted);
    }

    /** Everything contributed, without what has cancelled out. */
    Map<Cut, Map<Slot, Measures>> all() {
        partials.drain(
                (cut, slots) ->
                        slots.forEach(
                                (slot, measures) ->
                                        sums.computeIfAbsent(cut, c -> new HashMap<>())
                                                .computeIfAbsent(slot, s -> new Measures())
                                                .addAll(measures)));
        sums.values().forEach(slots -> slots.values().removeIf(Measures::isEmpty));
        sums.values().removeIf(Map::isEmpty);
        return sums;
    }

    /** The sum of an additive measure over all time. */
    long sum(Cut cut, Measure measure) {
        return sum(cut, MeasureCode.of(measure));
    }

    long sum(Cut cut, int code) {
        return all().getOrDefault(cut, Map.of()).entrySet().stream()
                .filter(slot -> slot.getKey().window() == null)
                .mapToLong(slot -> slot.getValue().get(code))
                .sum();
    }

    /**
     * How many entities a distinct measure counts in the window that ends with the pane of the
     * time.
     */
    long distinct(Cut cut, Measure measure, Window window, String time) {
        return distinct(cut, measure, window, Facts.ms(time));
    }

    long distinct(Cut cut, Measure measure, Window window, long timeMs) {
        return all().getOrDefault(cut, Map.of()).entrySet().stream()
                .filter(
                        slot ->
                                slot.getKey().window() == window
                                        && slot.getKey().pane() <= window.paneOf(timeMs))
                .mapToLong(slot -> slot.getValue().get(MeasureCode.of(measure)))
                .sum();
    }
}
