package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.EventOrder;
import io.omnipulse.engine.core.event.Subject;
import io.omnipulse.engine.core.journey.Contributions.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * <p>Where identity is followed, a customer's journey also holds what its aliases did, as far as
 * windows know of it ({@link Knowledge}), and journeys tell each other by {@link Transfer}s.
 *
 * <p>Mutable and confined to one thread.
 */
public final class Journey {
    /**
     * The most facts kept whole. Beyond it the oldest are folded early, a tenth at a time; what
     * arrives late behind them is set aside.
     */
    public static final int FACT_CAP = 5_000;

    /** The most claims to a visitor, and the most aliases without facts of a customer. */
    static final int TIE_CAP = 1_000;

    /** The most orders of the last 30 days whose copies are recognised. */
    static final int ORDER_CAP = 20_000;

    private static final long FORGET_EVERY_MS = Duration.ofHours(1).toMillis();

    private final Subject subject;
    private final Chapter folded;
    private final List<Event> facts;
    private final Ties ties;
    private long foldedToMs;
    private final Chapters chapters = new Chapters();
    private @Nullable StoredForm stored;

    public Journey(Subject subject) {
        this(subject, new Chapter(), new ArrayList<>(), new Ties(), Long.MIN_VALUE);
    }

    Journey(Subject subject, Chapter folded, List<Event> facts, Ties ties, long foldedToMs) {
        this.subject = subject;
        this.folded = folded;
        this.facts = facts;
        this.ties = ties;
        this.foldedToMs = foldedToMs;
    }

    Chapter folded() {
        return folded;
    }

    Ties ties() {
        return ties;
    }

    /** What it was stored as, where only facts have come after that. */
    @Nullable StoredForm stored() {
        return ties.none() ? stored : null;
    }

    void stored(StoredForm form) {
        stored = form;
    }

    /** The subject's own facts that are kept whole, in order, copies included. */
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
     * @param listener told of each fact that counts now (+1) or no longer (−1), and of what other
     *     journeys must know
     */
    public Outcome add(Event event, Rules rules, Contributions to, JourneyListener listener) {
        if (event.occurredAtMs() < foldedToMs) {
            return Outcome.BEHIND;
        }
        int found =
                isAfterOwn(event)
                        ? -facts.size() - 1
                        : Collections.binarySearch(facts, event, EventOrder.INSTANCE);
        if (found >= 0) {
            return Outcome.DUPLICATE;
        }
        boolean isNew = isNew(event);
        List<String> visitors = // of most events none
                rules.identity() ? Links.touched(isNew ? List.of() : facts, event) : List.of();
        Map<String, Link> linked = firstLinks(visitors, rules);
        int at = -found - 1;
        if (at == facts.size() && ties.none()) {
            append(event, rules, to, listener);
        } else {
            insert(at, event, isNew, rules, to, listener);
        }
        Links.tell(linked, firstLinks(visitors, rules), visitors, subject.id(), listener);
        ties.owner
                .customer()
                .ifPresent(
                        customer ->
                                listener.told(
                                        new Transfer.Further(
                                                Subject.customer(customer),
                                                subject.id(),
                                                ties.owner.sinceMs(),
                                                event)));
        limit(rules, to);
        return Outcome.TAKEN;
    }

    private void append(Event event, Rules rules, Contributions to, JourneyListener listener) {
        boolean counts = continueWith(event, rules, to);
        facts.add(event);
        chapters.reached(facts.size());
        if (counts) {
            count(event, 1, to, listener);
        }
    }

    private static void count(Event fact, int change, Contributions to, JourneyListener listener) {
        to.count(fact.occurredAtMs(), change);
        listener.counted(fact, change);
    }

    /** Adds what comes after everything that is known. */
    private boolean continueWith(Event event, Rules rules, Contributions to) {
        Chapter chapter = chapters.latest();
        if (chapter == null) {
            chapter = folded.copy();
            chapter.orders.any |= knowledge().orderedBefore(Knowledge.ENDLESS);
            chapter.readAll(knowledge().after(Knowledge.ENDLESS - 1), Mode.IGNORE, rules, to);
            chapters.latest(chapter);
        }
        return chapter.read(event, rules, to.everywhere().in(Mode.ADD));
    }

    /** Whether no fact is known to have its id, as far as that is seen without looking. */
    private boolean isNew(Event event) {
        Chapter all = chapters.latest();
        return ties.none()
                && all != null
                && all.countedMs.get(event.eventId()) == null
                && folded.countedMs.get(event.eventId()) == null;
    }

    private void insert(
            int at,
            Event event,
            boolean isNew,
            Rules rules,
            Contributions to,
            JourneyListener listener) {
        List<Event> counted = isNew ? List.of() : counted(event, rules);
        if (at == facts.size() && continuesAll(event)) {
            continueWith(event, rules, to);
            facts.add(event);
        } else {
            chapters.changedFrom(at);
            retell(event.occurredAtMs(), rules, to, () -> facts.add(at, event));
        }
        List<Event> nowCounted = isNew ? List.of(event) : counted(event, rules);
        Copies.without(counted, nowCounted).forEach(fact -> count(fact, -1, to, listener));
        Copies.without(nowCounted, counted).forEach(fact -> count(fact, 1, to, listener));
    }

    private boolean continuesAll(Event event) {
        return ties.owner.claims.isEmpty() && event.occurredAtMs() > ties.lastMs();
    }

    private List<Event> counted(Event event, Rules rules) {
        return Copies.counted(folded.countedMs, facts, event.eventId(), rules.horizonMs());
    }

    private Map<String, Link> firstLinks(List<String> visitors, Rules rules) {
        return visitors.isEmpty()
                ? Map.of()
                : Links.first(folded.countedMs, facts, visitors, rules.horizonMs());
    }

    /**
     * Takes what another journey tells.
     *
     * @param boundaryMs nothing that happened before it is still to come: a link from before it is
     *     settled, and later ones change nothing, however long the journey was left alone
     * @param listener told of what further journeys must know
     */
    public void take(
            Transfer transfer,
            long boundaryMs,
            Rules rules,
            Contributions to,
            JourneyListener listener) {
        folded.orders.any |= ties.settle(boundaryMs);
        if (transfer instanceof Transfer.Claim claim) {
            claim(claim, rules, to, listener);
        } else if (transfer instanceof Transfer.Handover handover) {
            hold(handover, rules, to);
        } else if (transfer instanceof Transfer.Further further) {
            hold(further, rules, to);
        } else if (transfer instanceof Transfer.Withdrawal withdrawal) {
            Alias alias = ties.aliases.get(withdrawal.visitorId());
            if (alias != null) {
                retell(alias.sinceMs, rules, to, () -> ties.aliases.remove(withdrawal.visitorId()));
            }
        }
        limit(rules, to);
    }

    private void claim(
            Transfer.Claim claim, Rules rules, Contributions to, JourneyListener listener) {
        Optional<String> before = ties.owner.customer();
        long beforeMs = ties.owner.sinceMs();
        Knowledge known = knowledge().snapshot();
        ties.owner.claim(claim.customerId(), claim.first());
        Optional<String> now = ties.owner.customer();
        long nowMs = ties.owner.sinceMs();
        if (before.equals(now) && beforeMs == nowMs) {
            return;
        }
        stored = null;
        chapters.changedFrom(0);
        chapters.latest(
                new Retelling(folded, chapters, rules, to)
                        .tell(known, knowledge(), Math.min(beforeMs, nowMs)));
        before.filter(customer -> !before.equals(now))
                .ifPresent(
                        customer ->
                                listener.told(
                                        new Transfer.Withdrawal(
                                                Subject.customer(customer), subject.id())));
        now.ifPresent(
                customer ->
                        listener.told(
                                new Transfer.Handover(
                                        Subject.customer(customer),
                                        subject.id(),
                                        nowMs,
                                        folded.orders.any,
                                        facts)));
    }

    private void hold(Transfer.Handover handover, Rules rules, Contributions to) {
        Alias before = ties.aliases.get(handover.visitorId());
        List<Event> own = handover.facts().stream().map(fact -> fact.as(subject)).toList();
        Alias alias = new Alias(handover.sinceMs(), handover.ordered(), own);
        alias.takeBefore(foldedToMs);
        long fromMs = before == null ? alias.sinceMs : Math.min(alias.sinceMs, before.sinceMs);
        retell(fromMs, rules, to, () -> ties.aliases.put(handover.visitorId(), alias));
    }

    private void hold(Transfer.Further further, Rules rules, Contributions to) {
        Event fact = further.fact().as(subject);
        boolean continues = !ties.none() && continuesAll(fact) && isAfterOwn(fact);
        Alias alias = ties.aliases.get(further.visitorId());
        if (continues && alias != null) {
            continueWith(fact, rules, to);
            alias.add(fact);
            return;
        }
        retell(
                Math.max(further.sinceMs(), fact.occurredAtMs()),
                rules,
                to,
                () -> {
                    Alias added =
                            ties.aliases.computeIfAbsent(
                                    further.visitorId(),
                                    visitor -> new Alias(further.sinceMs(), false, List.of()));
                    added.add(fact);
                    added.takeBefore(foldedToMs);
                });
    }

    private boolean isAfterOwn(Event fact) {
        return facts.isEmpty() || facts.get(facts.size() - 1).occurredAtMs() < fact.occurredAtMs();
    }

    private void retell(long fromMs, Rules rules, Contributions to, Runnable change) {
        stored = null;
        Knowledge before = knowledge().snapshot();
        boolean alone = ties.none();
        change.run();
        if (!alone || !ties.none()) {
            chapters.changedFrom(0); // what is told is not only the journey's own facts
        }
        chapters.latest(
                new Retelling(folded, chapters, rules, to).tell(before, knowledge(), fromMs));
    }

    private Knowledge knowledge() {
        return new Knowledge(facts, ties.owner.sinceMs(), ties.all());
    }

    /**
     * Folds the facts that nothing can change any more. Contributions do not change.
     *
     * @param boundaryMs nothing that happened before it is added any more
     */
    public void fold(long boundaryMs, Rules rules, Contributions to) {
        if (boundaryMs == Long.MIN_VALUE) {
            return; // nothing is known of the boundary
        }
        folded.orders.any |= ties.settle(boundaryMs);
        long foldToMs = boundaryMs - (mayBeTied(rules) ? rules.keptForLinksMs() : 0);
        if (foldToMs > foldedToMs && hasToFold(foldToMs)) {
            foldBefore(foldToMs, rules, to);
            forget(rules);
        }
    }

    /** Most commits find nothing to fold, and what is folded is not looked through each time. */
    private boolean hasToFold(long foldToMs) {
        return (!facts.isEmpty() && facts.get(0).occurredAtMs() < foldToMs)
                || ties.facts() > 0
                || (foldedToMs != Long.MIN_VALUE && foldToMs - foldedToMs >= FORGET_EVERY_MS);
    }

    /** Whether a link may still move what happened before the boundary. */
    private boolean mayBeTied(Rules rules) {
        return rules.identity()
                && switch (subject.kind()) {
                    case CUSTOMER -> true;
                    case VISITOR -> !ties.owner.settled;
                    default -> false;
                };
    }

    /**
     * Where there are too many facts the oldest are folded: a block, since each fold looks through
     * all.
     */
    private void limit(Rules rules, Contributions to) {
        folded.orders.any |= ties.limit(TIE_CAP);
        if (facts.size() + ties.facts() > FACT_CAP) {
            List<Event> all = new ArrayList<>(facts);
            ties.all().forEach(alias -> all.addAll(alias.facts));
            all.sort(EventOrder.INSTANCE);
            foldBefore(all.get(FACT_CAP / 10 - 1).occurredAtMs() + 1, rules, to);
            forget(rules);
        }
    }

    private void forget(Rules rules) {
        folded.forgetBefore(foldedToMs, rules);
        folded.limit(FACT_CAP);
        chapters.forget(foldedToMs, rules, 2 * FACT_CAP); // what is folded, and the facts after it
    }

    private void foldBefore(long boundaryMs, Rules rules, Contributions to) {
        stored = null;
        int count = 0;
        while (count < facts.size() && facts.get(count).occurredAtMs() < boundaryMs) {
            count++;
        }
        List<Event> own = facts.subList(0, count);
        List<Event> oldest = new ArrayList<>(own);
        List<Event> ofAliases = ties.takeBefore(boundaryMs);
        boolean ordered = folded.orders.any || own.stream().anyMatch(Alias::isPurchase);
        if (!ofAliases.isEmpty()) {
            oldest.addAll(ofAliases);
            oldest.sort(EventOrder.INSTANCE);
        }
        folded.readAll(oldest, Mode.IGNORE, rules, to);
        folded.orders.any = ordered; // an alias's orders are its own until its link is settled
        own.clear();
        chapters.folded(count);
        foldedToMs = boundaryMs;
    }
}
