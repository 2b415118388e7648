package io.omnipulse.engine.reference;

import static java.util.Objects.requireNonNull;

import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.Event;
import io.omnipulse.engine.core.event.EventType;
import io.omnipulse.engine.core.event.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The placing rules, applied to one subject after the other, its events in the order. All look
 * backwards only, so one walk does.
 */
final class ReferencePlacing {
    private static final Duration COPIES_OF_AN_ORDER = Duration.ofDays(30);

    private final Duration lookback;
    private final List<Event> touches = new ArrayList<>();
    private final Map<List<String>, Event> orders = new HashMap<>();
    private final ReferenceSessions sessions = new ReferenceSessions();
    private boolean hasOrdered;

    private ReferencePlacing(Duration lookback) {
        this.lookback = lookback;
    }

    /** Places counted events; the result is by time. */
    static List<PlacedEvent> place(List<Event> counted, Duration lookback) {
        Map<Subject, List<Event>> bySubject = new LinkedHashMap<>();
        for (Event event : counted) {
            bySubject.computeIfAbsent(event.subject(), unseen -> new ArrayList<>()).add(event);
        }
        List<PlacedEvent> placed = new ArrayList<>(counted.size());
        for (List<Event> ofOneSubject : bySubject.values()) {
            ReferencePlacing placing = new ReferencePlacing(lookback);
            ofOneSubject.stream()
                    .sorted(ReferenceOrder.THE_ORDER)
                    .map(placing::next)
                    .forEach(placed::add);
        }
        placed.sort(Comparator.comparing(PlacedEvent::event, ReferenceOrder.THE_ORDER));
        return placed;
    }

    private PlacedEvent next(Event event) {
        String campaign = campaign(event);
        if (isTouch(event)) {
            touches.add(event);
        }
        boolean order = isOrder(event);
        boolean firstOrder = order && !hasOrdered;
        hasOrdered |= order;
        return new PlacedEvent(event, campaign, order, firstOrder, sessions.next(event));
    }

    /**
     * "Touch: a web event other than MENTION and UNKNOWN, or a POS SALE (no RETURN), that bears a
     * campaign."
     */
    private static boolean isTouch(Event event) {
        boolean contact =
                PlacedEvent.isWebInteraction(event)
                        || PlacedEvent.isWeb(event, Action.IMPRESSION)
                        || isSale(event);
        return contact && event.campaign() != null;
    }

    /**
     * "The campaign of an event is its own, else that of the last touch of the same subject that is
     * not after it in the order and at most the lookback (7 days, border included) before it, a
     * touch other than an IMPRESSION being preferred to any impression, else none."
     */
    private String campaign(Event event) {
        if (event.campaign() != null) {
            return event.campaign();
        }
        @Nullable String ofImpression = null;
        for (int last = touches.size() - 1; last >= 0; last--) {
            Event touch = touches.get(last);
            if (event.occurredAtMs() - touch.occurredAtMs() > lookback.toMillis()) {
                break;
            }
            if (touch.action() != Action.IMPRESSION) {
                return requireNonNull(touch.campaign());
            }
            if (ofImpression == null) {
                ofImpression = touch.campaign();
            }
        }
        return ofImpression == null ? "none" : ofImpression;
    }

    /**
     * "Order: a web PURCHASE (one per subject and order_id) or a POS SALE (one per subject, store
     * and receipt), the earliest; copies up to 30 days after it are interactions, but no order,
     * purchase or revenue."
     */
    private boolean isOrder(Event event) {
        List<String> name;
        if (PlacedEvent.isWeb(event, Action.PURCHASE)) {
            name = List.of("web", requireNonNull(event.orderId()));
        } else if (isSale(event)) {
            name =
                    List.of(
                            "store",
                            requireNonNull(event.storeId()),
                            requireNonNull(event.orderId()));
        } else {
            return false;
        }
        Event earliest = orders.get(name);
        if (earliest != null
                && event.occurredAtMs() - earliest.occurredAtMs()
                        <= COPIES_OF_AN_ORDER.toMillis()) {
            return false;
        }
        orders.put(name, event);
        return true;
    }

    private static boolean isSale(Event event) {
        return event.type() == EventType.SALE && event.action() == Action.SALE;
    }
}
