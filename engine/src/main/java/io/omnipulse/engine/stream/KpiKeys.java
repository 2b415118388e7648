package io.omnipulse.engine.stream;

import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.time.Window;

/**
 * The keys of published rows: JSON arrays of window, campaign and channel, then further dimensions,
 * then the end.
 */
final class KpiKeys {
    private KpiKeys() {}

    static String value(Cut cut, Window window) {
        return "["
                + quoted(window.label())
                + ","
                + quoted(cut.campaign())
                + ","
                + quoted(cut.channel())
                + "]";
    }

    static String history(Cut cut, Window window, long endMs) {
        String value = value(cut, window);
        return value.substring(0, value.length() - 1) + "," + endMs + "]";
    }

    static String heartbeat(int partition) {
        return "[\"heartbeat\"," + partition + "]";
    }

    static String ledger(LedgerEntry entry) {
        String reason = entry.reason().isEmpty() ? "" : "," + quoted("reason=" + entry.reason());
        return "[\"total\",\"*\",\"*\","
                + quoted("outcome=" + entry.outcome())
                + reason
                + ","
                + quoted("topic=" + entry.topic())
                + "]";
    }

    static String watch(String kpi) {
        return "[\"total\",\"*\",\"*\"," + quoted("watch=" + kpi) + "]";
    }

    /** Names hold no control characters, so only the quote and the backslash need an escape. */
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
