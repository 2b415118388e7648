package io.omnipulse.engine.core.measure;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the engine counts: integers that add across panes, sources and instances. The order of the
 * constants is part of the formats of states and partials: new ones go to the end.
 */
public enum Measure {
    /**
     * Events counted, of any type.
     *
     * <ul>
     *   <li>Unit and range: events, zero or more
     *   <li>Placed: in the cut and at the time of the event
     *   <li>Not counted: duplicates, rejected and too late events
     *   <li>Source: docs/architecture.md, the ledger
     * </ul>
     */
    EVENTS("events", Placing.ADDITIVE),

    /**
     * Interactions: web events other than impressions, mentions and unknown actions, and sales and
     * returns.
     *
     * <ul>
     *   <li>Unit and range: events, zero or more
     *   <li>Placed: in the cut and at the time of the event
     *   <li>Not counted: impressions, mentions, unknown actions, answers
     *   <li>Source: GA4, "event" of a user
     * </ul>
     */
    INTERACTIONS("interactions", Placing.ADDITIVE),

    /**
     * Views of a page or of a product.
     *
     * <ul>
     *   <li>Unit and range: events, zero or more
     *   <li>Placed: in the cut and at the time of the event
     *   <li>Not counted: searches, clicks
     *   <li>Source: GA4, {@code page_view}
     * </ul>
     */
    PAGE_VIEWS("page_views", Placing.ADDITIVE),

    /**
     * Time in sessions: what each interaction adds is the time since the one before it in its
     * session.
     *
     * <ul>
     *   <li>Unit and range: milliseconds, zero or more
     *   <li>Placed: in the cut and at the time of the later of the two interactions
     *   <li>Not counted: the time after a session's last interaction, which nobody knows
     *   <li>Source: GA4, session duration
     * </ul>
     */
    DURATION_MS("duration_ms", Placing.ADDITIVE),

    /**
     * Orders: a web purchase or a sale in a store, once each.
     *
     * <ul>
     *   <li>Unit and range: orders, zero or more
     *   <li>Placed: in the cut and at the time of the earliest copy
     *   <li>Not counted: copies of an order up to 30 days after it
     *   <li>Source: the copy rule is in docs/architecture.md
     * </ul>
     */
    ORDERS("orders", Placing.ADDITIVE),

    /**
     * Known customers whose first order ever this is.
     *
     * <ul>
     *   <li>Unit and range: customers, zero or more
     *   <li>Placed: in the cut and at the time of that order
     *   <li>Not counted: visitors and receipts without a customer id
     *   <li>Source: the usual definition of a new customer
     * </ul>
     */
    NEW_CUSTOMERS("new_customers", Placing.ADDITIVE),

    /**
     * What orders brought, less what returns took back, in one currency.
     *
     * <ul>
     *   <li>Unit and range: minor units of the currency, any sign
     *   <li>Placed: in the cut and at the time of the order or of the return
     *   <li>Not counted: copies of an order
     *   <li>Source: net sales, as accounts state it
     * </ul>
     */
    REVENUE("revenue", Placing.ADDITIVE_BY_CURRENCY),

    /**
     * Orders in one currency.
     *
     * <ul>
     *   <li>Unit and range: orders, zero or more
     *   <li>Placed: as {@link #ORDERS}
     *   <li>Not counted: as {@link #ORDERS}
     *   <li>Source: as {@link #ORDERS}
     * </ul>
     */
    CURRENCY_ORDERS("currency_orders", Placing.ADDITIVE_BY_CURRENCY),

    /**
     * Returns in one currency.
     *
     * <ul>
     *   <li>Unit and range: returns, zero or more
     *   <li>Placed: in the cut and at the time of the return
     *   <li>Not counted: nothing: a return has no copies but duplicates
     *   <li>Source: the point of sale's returns
     * </ul>
     */
    CURRENCY_RETURNS("currency_returns", Placing.ADDITIVE_BY_CURRENCY),

    /**
     * Subjects with at least one interaction.
     *
     * <ul>
     *   <li>Unit and range: subjects, zero or more
     *   <li>Placed: in every cut and at every time of such an event; by coverage, so once in each
     *       window
     *   <li>Not counted: who was only reached by an impression
     *   <li>Source: the coverage rule is in docs/architecture.md
     * </ul>
     */
    CUSTOMERS("customers", Placing.DISTINCT),

    /**
     * Subjects with at least one order.
     *
     * <ul>
     *   <li>Unit and range: subjects, zero or more
     *   <li>Placed: in every cut and at every time of an order; by coverage, so once in each window
     *   <li>Not counted: who only repeated an order
     *   <li>Source: the coverage rule is in docs/architecture.md
     * </ul>
     */
    PURCHASERS("purchasers", Placing.DISTINCT),

    /**
     * Subjects reached: with at least one interaction or impression.
     *
     * <ul>
     *   <li>Unit and range: subjects, zero or more
     *   <li>Placed: in every cut and at every time of such an event; by coverage, so once in each
     *       window
     *   <li>Not counted: mentions and unknown actions
     *   <li>Source: reach, as advertisers state it
     * </ul>
     */
    REACHED("reached", Placing.DISTINCT),

    /**
     * Active sessions: those with an interaction.
     *
     * <ul>
     *   <li>Unit and range: sessions, zero or more
     *   <li>Placed: in every cut and at every time of such an event; by coverage, so once in each
     *       window
     *   <li>Not counted: sales in a store, which belong to no session
     *   <li>Source: GA4, sessions
     * </ul>
     */
    SESSIONS("sessions", Placing.DISTINCT),

    /**
     * Sessions that hold an order.
     *
     * <ul>
     *   <li>Unit and range: sessions, zero or more
     *   <li>Placed: in the cut and at the time of the order; by coverage
     *   <li>Not counted: sessions with a copy of an order only
     *   <li>Source: GA4, session key event rate
     * </ul>
     */
    CONVERTED_SESSIONS("converted_sessions", Placing.DISTINCT),

    /**
     * Sessions with an engaged interaction.
     *
     * <ul>
     *   <li>Unit and range: sessions, zero or more
     *   <li>Placed: in the cut and at the time of each engaged interaction; by coverage
     *   <li>Not counted: windows that hold the session's first, not yet engaged, interactions only
     *   <li>Source: GA4, engaged sessions
     * </ul>
     */
    ENGAGED_SESSIONS("engaged_sessions", Placing.DISTINCT),

    /**
     * Respondents' latest answers to "how likely are you to recommend us", 0 to 10.
     *
     * <ul>
     *   <li>Unit and range: answers, zero or more
     *   <li>Placed: in the cut and at the time of the answer; an earlier one stops counting where a
     *       later one is in the window
     *   <li>Not counted: answers of other kinds
     *   <li>Source: Reichheld 2003
     * </ul>
     */
    NPS_ANSWERS("nps_answers", Placing.DISTINCT),

    /**
     * Respondents whose latest answer in the window is 9 or 10.
     *
     * <ul>
     *   <li>Unit and range: answers, zero or more
     *   <li>Placed: as {@link #NPS_ANSWERS}
     *   <li>Not counted: answers of other kinds
     *   <li>Source: Reichheld 2003
     * </ul>
     */
    PROMOTERS("promoters", Placing.DISTINCT),

    /**
     * Respondents whose latest answer in the window is 0 to 6.
     *
     * <ul>
     *   <li>Unit and range: answers, zero or more
     *   <li>Placed: as {@link #NPS_ANSWERS}
     *   <li>Not counted: answers of other kinds
     *   <li>Source: Reichheld 2003
     * </ul>
     */
    DETRACTORS("detractors", Placing.DISTINCT),

    /**
     * Respondents' latest satisfaction scores, 1 to 5.
     *
     * <ul>
     *   <li>Unit and range: answers, zero or more
     *   <li>Placed: as {@link #NPS_ANSWERS}
     *   <li>Not counted: answers of other kinds
     *   <li>Source: "top-2-box"
     * </ul>
     */
    CSAT_ANSWERS("csat_answers", Placing.DISTINCT),

    /**
     * Respondents whose latest satisfaction score in the window is 4 or 5.
     *
     * <ul>
     *   <li>Unit and range: answers, zero or more
     *   <li>Placed: as {@link #NPS_ANSWERS}
     *   <li>Not counted: answers of other kinds
     *   <li>Source: "top-2-box"
     * </ul>
     */
    CSAT_SATISFIED("csat_satisfied", Placing.DISTINCT),

    /**
     * Sessions that begin: one at the first interaction of each.
     *
     * <ul>
     *   <li>Unit and range: sessions, zero or more
     *   <li>Placed: in the cut and at the time of that interaction
     *   <li>Not counted: the session's further interactions, in other cuts too
     *   <li>Source: GA4, {@code session_start}
     * </ul>
     */
    SESSION_STARTS("session_starts", Placing.ADDITIVE),

    /**
     * Orders made in a session, by a web purchase.
     *
     * <ul>
     *   <li>Unit and range: orders, zero or more
     *   <li>Placed: in the cut and at the time of the order
     *   <li>Not counted: sales in a store, which belong to no session; copies of an order
     *   <li>Source: as {@link #ORDERS}
     * </ul>
     */
    SESSION_ORDERS("session_orders", Placing.ADDITIVE),

    /**
     * Events as the ledger counts them, by the ids that they bear themselves: what links make known
     * later changes nothing.
     *
     * <ul>
     *   <li>Unit and range: events, zero or more
     *   <li>Placed: in the roll-up over everything and at the time of the event
     *   <li>Not counted: duplicates, rejected and too late events
     *   <li>Source: docs/architecture.md, the ledger
     * </ul>
     */
    COUNTED("counted", Placing.ADDITIVE);

    /** How a measure reaches its windows. */
    public enum Placing {
        /** By the pane of the event; a window's total is the sum of its panes. */
        ADDITIVE,
        /** The same, apart for each currency. */
        ADDITIVE_BY_CURRENCY,
        /**
         * By coverage: changes of the total over the ends of one window, so that an entity is
         * counted once in each.
         */
        DISTINCT
    }

    private static final Measure[] ALL = values();

    private final String id;
    private final Placing placing;

    Measure(String id, Placing placing) {
        this.id = id;
        this.placing = placing;
    }

    /** The name in formulas and in published rows. */
    public String id() {
        return id;
    }

    public Placing placing() {
        return placing;
    }

    public boolean byCurrency() {
        return placing == Placing.ADDITIVE_BY_CURRENCY;
    }

    static Measure at(int ordinal) {
        return ALL[ordinal];
    }

    /** The measure of that name, if there is one. */
    public static Optional<Measure> named(String id) {
        return Arrays.stream(ALL).filter(measure -> measure.id.equals(id)).findFirst();
    }

    /** All names, for messages. */
    public static String ids() {
        return Arrays.stream(ALL).map(Measure::id).collect(Collectors.joining(", "));
    }
}
