package io.omnipulse.benchmarks.kpi;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is compared, in each cut and at each window's end. The engine's measures have these names.
 */
public enum Figure {
    /** Distinct customers with an interaction. */
    CUSTOMERS("customers"),
    /** Distinct customers with an order; over {@link #CUSTOMERS} it is the conversion. */
    PURCHASERS("purchasers"),
    ORDERS("orders"),
    /** Orders less returns, in cents. */
    REVENUE("revenue_eur"),
    PAGE_VIEWS("page_views"),
    INTERACTIONS("interactions"),
    /** Respondents' latest answers in the window. */
    NPS_ANSWERS("nps_answers"),
    PROMOTERS("promoters"),
    DETRACTORS("detractors"),
    /** Sessions with an interaction in the cut and window: the engine's rule. */
    SESSIONS("sessions"),
    /** Sessions engaged by an interaction in the cut and window: the engine's rule. */
    ENGAGED_SESSIONS("engaged_sessions"),
    /** Sessions that end in the window, in the cut of their first interaction: the rivals' rule. */
    ENDED_SESSIONS("ended_sessions"),
    /** Those of them that were engaged as a whole: the rivals' rule. */
    ENDED_ENGAGED_SESSIONS("ended_engaged_sessions");

    private static final List<Figure> CORE =
            List.of(
                    CUSTOMERS,
                    PURCHASERS,
                    ORDERS,
                    REVENUE,
                    PAGE_VIEWS,
                    INTERACTIONS,
                    NPS_ANSWERS,
                    PROMOTERS,
                    DETRACTORS);

    private final String id;

    Figure(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    /** What is asked of the engine. */
    public static List<Figure> ofEngine() {
        return with(SESSIONS, ENGAGED_SESSIONS);
    }

    /** What is asked of the rivals. */
    public static List<Figure> ofRivals() {
        return with(ENDED_SESSIONS, ENDED_ENGAGED_SESSIONS);
    }

    private static List<Figure> with(Figure sessions, Figure engaged) {
        return Stream.concat(CORE.stream(), Stream.of(sessions, engaged)).toList();
    }
}
