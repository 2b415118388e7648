package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.journey.Contributions.Mode;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what a journey contributed as it was known, and adds what it contributes as it is
 * known now. Between two turns of the knowledge the windows count one list of facts, so each
 * stretch is told apart, and only what the two lists do not begin with alike.
 */
final class Retelling {
    private final Chapter folded;
    private final Chapters chapters;
    private final Rules rules;
    private final Contributions to;

    /**
     * @param folded what all the facts continue; it is not changed
     * @param chapters checkpoints on the way, of facts that have not changed; they are not changed
     *     either
     */
    Retelling(Chapter folded, Chapters chapters, Rules rules, Contributions to) {
        this.folded = folded;
        this.chapters = chapters;
        this.rules = rules;
        this.to = to;
    }

    /**
     * Tells the journey again.
     *
     * @param fromMs nothing differs in windows that end at or before this
     * @return the chapter that all facts lead to, where the telling came to it
     */
    @Nullable Chapter tell(Knowledge before, Knowledge after, long fromMs) {
        SortedSet<Long> turns = new TreeSet<>();
        before.addTurns(turns);
        after.addTurns(turns);
        turns.add(Knowledge.ENDLESS);
        Chapter last = null;
        long beginMs = fromMs;
        for (long turnMs : turns.tailSet(fromMs + 1)) {
            last = stretch(before, after, beginMs, turnMs);
            beginMs = turnMs;
        }
        to.everywhere();
        return last;
    }

    private @Nullable Chapter stretch(
            Knowledge before, Knowledge after, long beginMs, long turnMs) {
        List<Event> old = before.after(beginMs);
        List<Event> now = after.after(beginMs);
        boolean oldOrdered = before.orderedBefore(beginMs);
        boolean nowOrdered = after.orderedBefore(beginMs);
        int alike = oldOrdered == nowOrdered ? alike(old, now) : 0;
        if (oldOrdered == nowOrdered && alike == old.size() && alike == now.size()) {
            return null;
        }
        List<Event> oldRest = old.subList(alike, old.size());
        List<Event> nowRest = now.subList(alike, now.size());
        limit(oldRest, nowRest, beginMs, turnMs);
        Chapters.Checkpoint start = chapters.within(alike, folded);
        Chapter chapter = start.chapter().copy();
        chapter.orders.any |= nowOrdered;
        chapter.readAll(now.subList(start.facts(), alike), Mode.IGNORE, rules, to);
        Chapter taken = chapter.copy();
        taken.orders.any = alike > 0 ? chapter.orders.any : folded.orders.any || oldOrdered;
        taken.readAll(oldRest, Mode.TAKE_BACK, rules, to);
        chapter.readAll(nowRest, Mode.ADD, rules, to);
        return chapter;
    }

    /** What happened in the stretch or later reaches no window before it. */
    private void limit(List<Event> old, List<Event> now, long beginMs, long turnMs) {
        boolean within = startsAt(old) >= beginMs && startsAt(now) >= beginMs;
        if (within && turnMs == Knowledge.ENDLESS) {
            to.everywhere();
        } else {
            to.only(beginMs, turnMs);
        }
    }

    private static long startsAt(List<Event> facts) {
        return facts.isEmpty() ? Knowledge.ENDLESS : facts.get(0).occurredAtMs();
    }

    private static int alike(List<Event> one, List<Event> other) {
        int count = 0;
        int most = Math.min(one.size(), other.size());
        while (count < most && isSame(one.get(count), other.get(count))) {
            count++;
        }
        return count;
    }

    @SuppressWarnings("ReferenceEquality") // mostly the very same, which need not be compared
    private static boolean isSame(Event one, Event other) {
        return one == other || one.equals(other);
    }
}
