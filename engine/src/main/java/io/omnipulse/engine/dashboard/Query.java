package io.omnipulse.engine.dashboard;

import java.util.Map;

/**
 * A question to Prometheus.
 *
 * @param expr the PromQL
 * @param legend what its series are called; Grafana fills in labels written as {@code {{label}}}
 * @param form over time, or as it is now
 */
record Query(String expr, String legend, Form form) {
    /** In what shape the answer comes. */
    enum Form {
        /** A series over the time range. */
        RANGE,
        /** The present values only: what is gone is shown as gone, not as its last value. */
        NOW,
        /** The present values as rows of a table. */
        TABLE
    }

    static Query over(String expr, String legend) {
        return new Query(expr, legend, Form.RANGE);
    }

    static Query now(String expr, String legend) {
        return new Query(expr, legend, Form.NOW);
    }

    static Query table(String expr) {
        return new Query(expr, "", Form.TABLE);
    }

    Map<String, Object> json(String refId) {
        return Map.of(
                "refId",
                refId,
                "datasource",
                Panel.DATASOURCE,
                "editorMode",
                "code",
                "expr",
                expr,
                "legendFormat",
                legend,
                "format",
                form == Form.TABLE ? "table" : "time_series",
                "instant",
                form != Form.RANGE,
                "range",
                form == Form.RANGE);
    }
}
