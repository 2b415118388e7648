package io.omnipulse.engine.serve;

import io.omnipulse.engine.core.event.Utf8Order;
import io.omnipulse.engine.core.time.Window;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What a row is about. The end of its window is not part of it: the table holds one row, the
 * present one.
 *
 * @param window the rolling window
 * @param campaign a campaign, {@code none}, or {@code *} for all
 * @param channel a channel, or {@code *} for all
 * @param dimensions further dimensions by name; empty for most rows
 */
public record RowKey(
        Window window, String campaign, String channel, SortedMap<String, String> dimensions)
        implements TableKey {
    /** The order of rows in files (window, campaign, channel, dimensions), by their UTF-8 bytes. */
    static final Comparator<RowKey> ORDER =
            Comparator.comparing((RowKey key) -> key.window().label(), Utf8Order.INSTANCE)
                    .thenComparing(RowKey::campaign, Utf8Order.INSTANCE)
                    .thenComparing(RowKey::channel, Utf8Order.INSTANCE)
                    .thenComparing(RowKey::dimensionsText, Utf8Order.INSTANCE);

    /** Whether it is a cut by campaign and channel alone. */
    boolean isCut() {
        return dimensions.isEmpty();
    }

    private String dimensionsText() {
        return dimensions.entrySet().stream()
                .map(dimension -> dimension.getKey() + "=" + dimension.getValue())
                .collect(Collectors.joining(";"));
    }
}
