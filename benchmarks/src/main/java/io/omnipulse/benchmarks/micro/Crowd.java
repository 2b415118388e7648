package io.omnipulse.benchmarks.micro;

import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.EventType;
import io.omnipulse.engine.core.event.Subject;
import io.omnipulse.engine.core.journey.Contributions;
import io.omnipulse.engine.core.journey.Journey;
import io.omnipulse.engine.core.journey.JourneyListener;
import io.omnipulse.engine.core.journey.Outcome;
import io.omnipulse.engine.core.journey.Rules;
import io.omnipulse.engine.core.measure.Partials;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Seeded journeys of many customers, and the next event of each. Events of one customer are a
 * minute apart; one in thirty is a purchase. Mutable and confined to one thread.
 */
final class Crowd {
    /** How many customers there are: enough that none is always in the processor's caches. */
    static final int SUBJECTS = 1_000;

    static final Rules RULES =
            new Rules(
                    EngineConfig.defaults().windows().horizon(),
                    EngineConfig.defaults().windows().lookback(),
                    EngineConfig.defaults().windows().rolling());

    private static final long SEED = 42;
    private static final long BEGINS_MS = 1_767_600_000_000L; // 2026-01-05T08:00:00Z
    private static final long STEP_MS = 60_000;
    private static final int CAMPAIGNS = 50;
    private static final String[] CHANNELS = {"web", "app", "mail", "social"};
    private static final Action[] ACTIONS = {
        Action.PAGE_VIEW, Action.PRODUCT_VIEW, Action.CLICK, Action.IMPRESSION, Action.ADD_TO_CART
    };
    private static final JourneyListener NOBODY = (event, change) -> {};

    private final List<List<Event>> facts = new ArrayList<>();
    private final List<Event> next = new ArrayList<>();
    private final Partials partials = new Partials();
    private final Contributions contributions = new Contributions(partials, RULES.windows());

    /**
     * @param count of facts in each journey, before its next event
     * @param lateShare of the next events, the share that lies before the newest fact
     */
    Crowd(int count, double lateShare) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int subject = 0; subject < SUBJECTS; subject++) {
            Subject who = Subject.customer("customer-" + subject);
            List<Event> own = new ArrayList<>();
            for (int fact = 0; fact < count; fact++) {
                own.add(event(who, BEGINS_MS + fact * STEP_MS, random));
            }
            boolean late = random.nextDouble() < lateShare && count > 0;
            long place = late ? random.nextInt(count) : count;
            facts.add(own);
            next.add(event(who, BEGINS_MS + place * STEP_MS - STEP_MS / 2, random));
        }
    }

    private static Event event(Subject who, long atMs, SplittableRandom random) {
        String id = new UUID(random.nextLong(), random.nextLong()).toString();
        boolean buys = random.nextInt(30) == 0;
        return new Event(
                EventType.WEB_EVENT,
                id,
                atMs,
                who,
                buys ? Action.PURCHASE : ACTIONS[random.nextInt(ACTIONS.length)],
                CHANNELS[random.nextInt(CHANNELS.length)],
                String.format(Locale.ROOT, "campaign-%d", random.nextInt(CAMPAIGNS)),
                null,
                buys ? "order-" + id : null,
                null,
                null,
                buys ? 500 + random.nextInt(50_000) : Event.ABSENT,
                buys ? "EUR" : null,
                random.nextInt(4_000),
                Event.ABSENT,
                null);
    }

    /** The journeys without their next events, as on the heap; what they contributed is gone. */
    List<Journey> journeys() {
        List<Journey> journeys = new ArrayList<>(SUBJECTS);
        for (List<Event> own : facts) {
            Journey journey = new Journey(subjectOf(journeys.size()));
            own.forEach(fact -> add(journey, fact));
            journeys.add(journey);
        }
        partials.drain((cut, slots) -> {});
        return journeys;
    }

    /** Adds the next event of each. */
    void addNext(List<Journey> journeys) {
        for (int subject = 0; subject < SUBJECTS; subject++) {
            addNext(subject, journeys.get(subject));
        }
    }

    /** Adds the next event of one. */
    void addNext(int subject, Journey to) {
        add(to, next.get(subject));
    }

    Subject subjectOf(int number) {
        return next.get(number).subject();
    }

    /** The next events, for looking at. */
    List<Event> next() {
        return List.copyOf(next);
    }

    /** What was contributed since it was last drained. */
    Partials partials() {
        return partials;
    }

    private void add(Journey journey, Event event) {
        Outcome outcome = journey.add(event, RULES, contributions, NOBODY);
        if (outcome != Outcome.TAKEN) {
            throw new IllegalStateException(event + " was not taken: " + outcome);
        }
    }
}
