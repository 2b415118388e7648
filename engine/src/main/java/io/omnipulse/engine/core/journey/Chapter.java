package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import java.util.List;

/**
 * Everything the rules must know of a journey's past to judge its next event. A chapter is read in
 * the journey's order, one event at a time, and says what each contributes. What an event
 * contributes never depends on later ones: that is what makes rows causal.
 */
final class Chapter {
    private static final Shown INTERACTING =
            Shown.of(Coverage.OF_CUSTOMERS, Measure.CUSTOMERS, Measure.REACHED);
    private static final Shown REACHED = Shown.of(Coverage.OF_CUSTOMERS, Measure.REACHED);
    private static final Shown PURCHASING = Shown.of(Coverage.OF_CUSTOMERS, Measure.PURCHASERS);
    private static final Shown ACTIVE = Shown.of(Coverage.OF_SESSIONS, Measure.SESSIONS);
    private static final Shown ENGAGED =
            Shown.of(Coverage.OF_SESSIONS, Measure.SESSIONS, Measure.ENGAGED_SESSIONS);
    private static final Shown CONVERTED =
            Shown.of(Coverage.OF_SESSIONS, Measure.CONVERTED_SESSIONS);

    /** Counted events and their times, as far back as a copy may lie. */
    final Layers<Long> countedMs;

    final Touches touches;
    final Sessions sessions;
    final Orders orders;
    final Answers answers;
    final Coverage coverage;

    Chapter() {
        this(
                new Layers<>(),
                new Touches(),
                new Sessions(),
                new Orders(),
                new Answers(),
                new Coverage(Coverage.OF_CUSTOMERS));
    }

    Chapter(
            Layers<Long> countedMs,
            Touches touches,
            Sessions sessions,
            Orders orders,
            Answers answers,
            Coverage coverage) {
        this.countedMs = countedMs;
        this.touches = touches;
        this.sessions = sessions;
        this.orders = orders;
        this.answers = answers;
        this.coverage = coverage;
    }

    Chapter copy() {
        return new Chapter(
                countedMs.copy(),
                touches.copy(),
                sessions.copy(),
                orders.copy(),
                answers.copy(),
                coverage.copy());
    }

    /**
     * Reads the next event.
     *
     * @return whether it counts; a duplicate does not, and leaves no trace
     */
    boolean read(Event event, Rules rules, Contributions to) {
        long atMs = event.occurredAtMs();
        Long copyMs = countedMs.get(event.eventId());
        if (copyMs != null && atMs - copyMs <= rules.horizonMs()) {
            return false;
        }
        countedMs.put(event.eventId(), atMs);
        String campaign = touches.campaignOf(event, rules.lookbackMs());
        List<Cut> cuts = to.cutsOf(campaign, event.channel());
        to.add(cuts, atMs, MeasureCode.of(Measure.EVENTS), 1);
        switch (event.type()) {
            case WEB_EVENT -> readWeb(event, cuts, to);
            case SALE -> readSale(event, cuts, to);
            case SURVEY_ANSWER -> answers.take(event, campaign, to);
            default -> {}
        }
        return true;
    }

    /** Reads events in their order; their contributions are added, taken back or ignored. */
    void readAll(List<Event> events, Contributions.Mode mode, Rules rules, Contributions to) {
        to.in(mode);
        events.forEach(event -> read(event, rules, to));
    }

    private void readWeb(Event event, List<Cut> cuts, Contributions to) {
        long atMs = event.occurredAtMs();
        switch (event.action()) {
            case MENTION, UNKNOWN -> {}
            case IMPRESSION -> coverage.touch(REACHED, cuts, atMs, to);
            default -> {
                interact(cuts, atMs, to);
                Session session = sessions.of(event);
                to.add(cuts, atMs, MeasureCode.of(Measure.DURATION_MS), session.extendBy(event));
                if (session.isNew()) {
                    to.add(cuts, atMs, MeasureCode.of(Measure.SESSION_STARTS), 1);
                }
                session.coverage.touch(session.engaged ? ENGAGED : ACTIVE, cuts, atMs, to);
                if (event.action() == Action.PAGE_VIEW || event.action() == Action.PRODUCT_VIEW) {
                    to.add(cuts, atMs, MeasureCode.of(Measure.PAGE_VIEWS), 1);
                }
                if (event.action() == Action.PURCHASE && order(event, cuts, to)) {
                    to.add(cuts, atMs, MeasureCode.of(Measure.SESSION_ORDERS), 1);
                    session.coverage.touch(CONVERTED, cuts, atMs, to);
                }
            }
        }
    }

    private void readSale(Event event, List<Cut> cuts, Contributions to) {
        interact(cuts, event.occurredAtMs(), to);
        if (event.action() == Action.SALE) {
            order(event, cuts, to);
        } else {
            addMoney(event, -event.amountMinor(), Measure.CURRENCY_RETURNS, cuts, to);
        }
    }

    private void interact(List<Cut> cuts, long atMs, Contributions to) {
        to.add(cuts, atMs, MeasureCode.of(Measure.INTERACTIONS), 1);
        coverage.touch(INTERACTING, cuts, atMs, to);
    }

    private boolean order(Event event, List<Cut> cuts, Contributions to) {
        Orders.Novelty novelty = orders.take(event);
        if (novelty == Orders.Novelty.COPY) {
            return false;
        }
        long atMs = event.occurredAtMs();
        to.add(cuts, atMs, MeasureCode.of(Measure.ORDERS), 1);
        if (novelty == Orders.Novelty.FIRST_EVER && event.subject().isKnownCustomer()) {
            to.add(cuts, atMs, MeasureCode.of(Measure.NEW_CUSTOMERS), 1);
        }
        coverage.touch(PURCHASING, cuts, atMs, to);
        addMoney(event, event.amountMinor(), Measure.CURRENCY_ORDERS, cuts, to);
        return true;
    }

    private static void addMoney(
            Event event, long amount, Measure counter, List<Cut> cuts, Contributions to) {
        String currency = event.currency();
        if (currency == null) {
            throw new IllegalStateException(
                    "an order or return without a currency passed the checks");
        }
        to.add(cuts, event.occurredAtMs(), MeasureCode.of(Measure.REVENUE, currency), amount);
        to.add(cuts, event.occurredAtMs(), MeasureCode.of(counter, currency), 1);
    }

    /**
     * Forgets what no event from the boundary on can need. The result of reading on stays the same.
     */
    void forgetBefore(long boundaryMs, Rules rules) {
        countedMs.removeIf(atMs -> boundaryMs - atMs > rules.horizonMs());
        touches.forgetBefore(boundaryMs - rules.lookbackMs());
        sessions.forgetBefore(boundaryMs);
        orders.forgetBefore(boundaryMs);
        answers.forgetBefore(boundaryMs);
        coverage.forgetBefore(boundaryMs);
    }

    /**
     * Forgets the oldest of what a subject over the cap has more of than others may. Subjects below
     * it never have so many.
     *
     * @param events how many counted events are remembered
     */
    void limit(int events) {
        Newest.keep(events, countedMs);
        sessions.limit(events);
        Newest.keep(Journey.ORDER_CAP, orders.byKeyMs);
    }
}
