package io.omnipulse.engine.core.journey;

import org.jspecify.annotations.Nullable;

/**
 * The chapters that a journey's facts lead to: the latest, after all of them, and in a long journey
 * checkpoints on the way. A late event is told again from the last checkpoint before it and not
 * from the fold, so it costs what came after it, however long the journey is. None is stored: they
 * follow from the facts. Mutable, owned by the journey.
 */
final class Chapters {
    /** Facts from one checkpoint to the next: a copy costs about as much as to tell so many. */
    static final int EVERY = 64;

    /**
     * What the first of a journey's facts led to.
     *
     * @param facts how many, copies included
     * @param chapter not to be read on: it is continued by copies
     */
    record Checkpoint(int facts, Chapter chapter) {}

    private @Nullable Chapter latest;
    private @Nullable Checkpoint newer;
    private @Nullable Checkpoint older;

    /** The chapter after all facts, which the next one continues; null until it is needed. */
    @Nullable Chapter latest() {
        return latest;
    }

    void latest(@Nullable Chapter chapter) {
        latest = chapter;
    }

    /** So many facts have led to the latest chapter. */
    void reached(int facts) {
        int before = newer == null ? 0 : newer.facts();
        if (latest != null && facts - before >= EVERY) {
            older = newer;
            newer = new Checkpoint(facts, latest.copy());
        }
    }

    /**
     * The last checkpoint that holds where the journey begins with so many facts as before; the
     * fold where there is none.
     */
    Checkpoint within(int facts, Chapter folded) {
        if (newer != null && newer.facts() <= facts) {
            return newer;
        }
        return older != null && older.facts() <= facts ? older : new Checkpoint(0, folded);
    }

    /** The facts from this place on are no longer what they were. */
    void changedFrom(int place) {
        latest = null;
        if (older != null && older.facts() > place) {
            older = null;
        }
        if (newer != null && newer.facts() > place) {
            newer = older;
            older = null;
        }
    }

    /** The first of the facts, so many, are folded. */
    void folded(int facts) {
        newer = shifted(newer, facts);
        older = shifted(older, facts);
    }

    private static @Nullable Checkpoint shifted(@Nullable Checkpoint checkpoint, int facts) {
        return checkpoint == null || checkpoint.facts() <= facts
                ? null
                : new Checkpoint(checkpoint.facts() - facts, checkpoint.chapter());
    }

    /** As {@link Chapter#forgetBefore} and {@link Chapter#limit}, of all of them. */
    void forget(long boundaryMs, Rules rules, int events) {
        forget(latest, boundaryMs, rules, events);
        forget(newer == null ? null : newer.chapter(), boundaryMs, rules, events);
        forget(older == null ? null : older.chapter(), boundaryMs, rules, events);
    }

    private static void forget(
            @Nullable Chapter chapter, long boundaryMs, Rules rules, int events) {
        if (chapter != null) {
            chapter.forgetBefore(boundaryMs, rules);
            chapter.limit(events);
        }
    }
}
