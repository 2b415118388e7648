package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.EventOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one subject did: a set of facts, kept in the journey's order. The oldest, which nothing that
 * may still arrive can precede, are folded into the chapter they led to; the younger ones are kept
 * whole.
 *
 * <p>What the journey contributes is a pure function of the set. A fact that comes last adds what
 * it contributes; one that arrives between others takes back what the facts after it contributed
 * and adds what they contribute now. So the order of arrival does not matter, and a copy changes
 * nothing.
 *
 * <p>Mutable and confined to one thread.
 */
public final class Journey {
    /**
     * The most facts kept whole. Beyond it the oldest are folded early, a tenth at a time; what
     * arrives late behind them is set aside.
     */
    public static final int FACT_CAP = 5_000;

    /** The most orders of the last 30 days whose copies are recognised. */
    static final int ORDER_CAP = 20_000;

    /** What became of an event that was added. */
    public enum Outcome {
        /**
         * It is a fact now. Counted facts may be more by one or, where it made a copy of a later
         * one, by none.
         */
        TAKEN,
        /** The same event, field for field, is a fact already. */
        DUPLICATE,
        /** It precedes what is folded and cannot be placed any more. */
        BEHIND
    }

    private final Chapter folded;
    private final List<Event> facts;
    private long foldedToMs;

    /**
     * The chapter after all facts: what the next one in order continues. Made when it is first
     * needed.
     */
    private @Nullable Chapter latest;

    public Journey() {
        this(new Chapter(), new ArrayList<>(), Long.MIN_VALUE);
    }

    Journey(Chapter folded, List<Event> facts, long foldedToMs) {
        this.folded = folded;
        this.facts = facts;
        this.foldedToMs = foldedToMs;
    }

    Chapter folded() {
        return folded;
    }

    /** The facts that are kept whole, in order, copies included. */
    public List<Event> facts() {
        return Collections.unmodifiableList(facts);
    }

    /** Facts before this time are folded. */
    public long foldedToMs() {
        return foldedToMs;
    }

    /**
     * Adds an event.
     *
     * @param counts told of each fact that counts now (+1) or no longer (−1)
     */
    public Outcome add(Event event, Rules rules, Contributions to, CountListener counts) {
        if (event.occurredAtMs() < foldedToMs) {
            return Outcome.BEHIND;
        }
        int found = Collections.binarySearch(facts, event, EventOrder.INSTANCE);
        if (found >= 0) {
            return Outcome.DUPLICATE;
        }
        int at = -found - 1;
        if (at == facts.size()) {
            append(event, rules, to, counts);
        } else {
            insert(at, event, rules, to, counts);
        }
        if (facts.size() > FACT_CAP) {
            foldFirst(
                    FACT_CAP / 10,
                    rules,
                    to); // a block, since each fold looks through all that is remembered
            forget(rules);
        }
        return Outcome.TAKEN;
    }

    private void append(Event event, Rules rules, Contributions to, CountListener counts) {
        Chapter chapter = latest;
        if (chapter == null) {
            chapter = folded.copy();
            walk(chapter, facts, rules, to.in(Contributions.Mode.IGNORE), counts);
            latest = chapter;
        }
        facts.add(event);
        walk(chapter, List.of(event), rules, to.in(Contributions.Mode.ADD), counts);
    }

    private void insert(int at, Event event, Rules rules, Contributions to, CountListener counts) {
        Chapter after = folded.copy();
        walk(after, facts.subList(0, at), rules, to.in(Contributions.Mode.IGNORE), counts);
        Chapter before = after.copy();
        walk(
                before,
                facts.subList(at, facts.size()),
                rules,
                to.in(Contributions.Mode.TAKE_BACK),
                counts);
        facts.add(at, event);
        walk(after, facts.subList(at, facts.size()), rules, to.in(Contributions.Mode.ADD), counts);
        latest = after;
    }

    private static void walk(
            Chapter chapter,
            List<Event> events,
            Rules rules,
            Contributions to,
            CountListener counts) {
        for (Event event : events) {
            if (chapter.read(event, rules, to) && to.sign() != 0) {
                counts.counted(event, to.sign());
            }
        }
    }

    /**
     * Folds the facts before the boundary. Contributions do not change.
     *
     * @param boundaryMs nothing that happened before it is added any more
     */
    public void fold(long boundaryMs, Rules rules, Contributions to) {
        if (boundaryMs <= foldedToMs) {
            return; // also while nothing is known of the boundary, which then is the least long
        }
        int count = 0;
        while (count < facts.size() && facts.get(count).occurredAtMs() < boundaryMs) {
            count++;
        }
        if (count > 0) {
            foldFirst(count, rules, to);
        }
        foldedToMs = boundaryMs;
        forget(rules);
    }

    private void forget(Rules rules) {
        folded.forgetBefore(foldedToMs, rules);
        folded.limit(FACT_CAP);
        if (latest != null) {
            latest.forgetBefore(foldedToMs, rules);
            latest.limit(2 * FACT_CAP); // what is folded, and the facts after it
        }
    }

    private void foldFirst(int count, Rules rules, Contributions to) {
        List<Event> first = facts.subList(0, count);
        foldedToMs = Math.max(foldedToMs, first.get(count - 1).occurredAtMs() + 1);
        walk(folded, first, rules, to.in(Contributions.Mode.IGNORE), (event, sign) -> {});
        first.clear();
    }

    /** Told of facts that begin or cease to count. */
    @FunctionalInterface
    public interface CountListener {
        void counted(Event event, int change);
    }
}
