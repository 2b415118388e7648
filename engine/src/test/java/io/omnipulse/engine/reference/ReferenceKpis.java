package io.omnipulse.engine.reference;

import static java.util.Objects.requireNonNull;

import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.Subject;
import io.omnipulse.engine.reference.PlacedEvent.Session;
import io.omnipulse.engine.reference.PlacedEvent.Visit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The catalogue: what the events of one cut and window come to. Entities are counted as what they
 * are, sets.
 */
final class ReferenceKpis {
    private final Set<Subject> customersWithOrder = new HashSet<>();
    private final Set<Subject> customersWithInteraction = new HashSet<>();
    private final Set<Subject> subjectsReached = new HashSet<>();
    private final Set<Subject> newCustomers = new HashSet<>();
    private final Set<Session> activeSessions = new HashSet<>();
    private final Set<Session> convertedSessions = new HashSet<>();
    private final Set<Session> engagedSessions = new HashSet<>();
    private final Map<String, Money> money = new HashMap<>();
    private long durationMs;
    private long pageViews;
    private long interactions;
    private long orders;
    private long promoters;
    private long detractors;
    private long npsAnswers;
    private long csatTopTwo;
    private long csatAnswers;

    /** Orders and returns of one currency. */
    private static final class Money {
        private long orders;
        private long returns;
        private long netMinor;
    }

    /**
     * @param window the events of one cut that the window holds
     * @param counts which answers count in the window
     */
    static ReferenceKpis of(Iterable<PlacedEvent> window, Predicate<Event> counts) {
        ReferenceKpis kpis = new ReferenceKpis();
        for (PlacedEvent placed : window) {
            kpis.addBehaviour(placed);
            if (placed.isAnswer() && counts.test(placed.event())) {
                kpis.addAnswer(placed);
            }
        }
        return kpis;
    }

    private void addBehaviour(PlacedEvent placed) {
        if (placed.reached()) {
            subjectsReached.add(placed.subject());
        }
        if (placed.interaction()) {
            interactions++;
            customersWithInteraction.add(placed.subject());
        }
        if (placed.pageView()) {
            pageViews++;
        }
        if (placed.order()) {
            orders++;
            customersWithOrder.add(placed.subject());
        }
        if (placed.firstOrder() && placed.subject().isKnownCustomer()) {
            newCustomers.add(placed.subject());
        }
        if (placed.order() || placed.isReturn()) {
            addMoney(placed);
        }
        Visit visit = placed.visit();
        if (visit != null) {
            addVisit(visit, placed.order());
        }
    }

    /**
     * "Revenue: amount_minor and total_minor of orders − total_minor of returns, each at its own
     * time."
     */
    private void addMoney(PlacedEvent placed) {
        Event event = placed.event();
        Money ofCurrency =
                money.computeIfAbsent(requireNonNull(event.currency()), unseen -> new Money());
        if (placed.order()) {
            ofCurrency.orders++;
            ofCurrency.netMinor = Math.addExact(ofCurrency.netMinor, event.amountMinor());
        } else {
            ofCurrency.returns++;
            ofCurrency.netMinor = Math.subtractExact(ofCurrency.netMinor, event.amountMinor());
        }
    }

    /**
     * "A session is active in a window and cut if it has an interaction there; it converts there if
     * it holds an order there; it is engaged there if it has an engaged interaction there."
     */
    private void addVisit(Visit visit, boolean order) {
        durationMs += visit.durationMs();
        activeSessions.add(visit.session());
        if (order) {
            convertedSessions.add(visit.session());
        }
        if (visit.engaged()) {
            engagedSessions.add(visit.session());
        }
    }

    private void addAnswer(PlacedEvent placed) {
        long score = placed.event().score();
        if (placed.event().action() == Action.NPS) {
            npsAnswers++;
            promoters += score >= 9 ? 1 : 0;
            detractors += score <= 6 ? 1 : 0;
        } else if (placed.event().action() == Action.CSAT) {
            csatAnswers++;
            csatTopTwo += score >= 4 ? 1 : 0;
        }
    }

    /** The currencies of the orders and returns here. */
    Set<String> currencies() {
        return money.keySet();
    }

    /**
     * All figures of the windows that publish behaviour.
     *
     * @param currencies those that the cut has had an order or return in
     */
    List<ReferenceFigure> behaviour(Set<String> currencies) {
        long active = activeSessions.size();
        long engaged = engagedSessions.size();
        List<ReferenceFigure> figures = new ArrayList<>();
        figures.add(
                ReferenceFigure.proportion(
                        "omnichannel_conversion_ratio",
                        customersWithOrder.size(),
                        customersWithInteraction.size()));
        figures.add(
                ReferenceFigure.proportion(
                        "reach_conversion_ratio",
                        customersWithOrder.size(),
                        subjectsReached.size()));
        figures.add(
                ReferenceFigure.proportion(
                        "session_conversion_ratio", convertedSessions.size(), active));
        figures.add(ReferenceFigure.proportion("engagement_ratio", engaged, active));
        figures.add(ReferenceFigure.proportion("bounce_ratio", active - engaged, active));
        figures.add(ReferenceFigure.mean("visit_duration_seconds", durationMs, 1000, active));
        figures.add(ReferenceFigure.count("page_views", pageViews));
        figures.add(ReferenceFigure.count("sessions", active));
        figures.add(ReferenceFigure.count("interactions", interactions));
        figures.add(ReferenceFigure.count("orders", orders));
        figures.add(ReferenceFigure.count("new_customers", newCustomers.size()));
        for (String currency : currencies) {
            figures.addAll(money(currency));
        }
        return figures;
    }

    /**
     * "Per-currency KPIs append the lower-case ISO code to the id; orders are those of that
     * currency." and "unit = 10^(ISO 4217 exponent) for money"
     */
    private List<ReferenceFigure> money(String currency) {
        Money here = money.getOrDefault(currency, new Money());
        String code = "_" + currency.toLowerCase(Locale.ROOT);
        int exponent = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        double unit = Math.pow(10, exponent);
        return List.of(
                ReferenceFigure.sum(
                        "revenue" + code, here.netMinor, unit, here.orders + here.returns),
                ReferenceFigure.mean(
                        "average_order_value" + code, here.netMinor, unit, here.orders));
    }

    /** All figures of the windows that publish answers. */
    List<ReferenceFigure> answers() {
        return List.of(
                ReferenceFigure.netPromoterScore(
                        "net_promoter_score", promoters, detractors, npsAnswers),
                ReferenceFigure.proportion("csat_ratio", csatTopTwo, csatAnswers));
    }
}
