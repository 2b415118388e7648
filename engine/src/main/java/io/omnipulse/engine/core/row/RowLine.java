package io.omnipulse.engine.core.row;

import io.omnipulse.engine.core.event.Utf8Order;
import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.time.Window;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What people and files see of one KPI in one cut at one window end: a line of a file.
 *
 * @param windowEndMs the window's end in milliseconds since 1970, a multiple of the window's pane
 *     length
 * @param window the rolling window
 * @param cut campaign and channel
 * @param dimensions further dimensions of the cut by name, in the order of the names' bytes; empty
 *     for the core cuts
 * @param kpi the value and what it rests on
 * @param stage how sure it is
 * @param revision how often it was corrected; zero or more
 */
public record RowLine(
        long windowEndMs,
        Window window,
        Cut cut,
        SortedMap<String, String> dimensions,
        KpiValue kpi,
        Stage stage,
        int revision) {
    private static final Pattern DIMENSION = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final Set<String> LABELS = Set.of("campaign", "channel", "window");
    private static final SortedMap<String, String> NO_DIMENSIONS =
            Collections.unmodifiableSortedMap(new TreeMap<>(Utf8Order.INSTANCE));

    /**
     * @throws IllegalArgumentException if the end is no end of a pane, the revision is negative, or
     *     a dimension's name is not lower-case words joined by _ or means something else already
     */
    public RowLine {
        require(
                windowEndMs % window.paneMs() == 0,
                windowEndMs + " is no end of a pane of window " + window.label());
        require(revision >= 0, "revision " + revision + " is negative");
        dimensions = dimensions.isEmpty() ? NO_DIMENSIONS : checked(dimensions);
    }

    /** A line of a core cut, which has no further dimensions. */
    public RowLine(
            long windowEndMs, Window window, Cut cut, KpiValue kpi, Stage stage, int revision) {
        this(windowEndMs, window, cut, NO_DIMENSIONS, kpi, stage, revision);
    }

    private static SortedMap<String, String> checked(Map<String, String> dimensions) {
        SortedMap<String, String> copy = new TreeMap<>(Utf8Order.INSTANCE);
        copy.putAll(dimensions);
        for (String name : copy.keySet()) {
            require(
                    DIMENSION.matcher(name).matches() && !LABELS.contains(name),
                    "dimension \""
                            + name
                            + "\" must be lower-case words joined by _, and none of campaign,"
                            + " channel, window");
        }
        return Collections.unmodifiableSortedMap(copy);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** The same line as nothing can change it any more, without the history of its corrections. */
    public RowLine settled() {
        return new RowLine(windowEndMs, window, cut, dimensions, kpi, Stage.SETTLED, 0);
    }

    /** The end as text: {@code 2026-11-22T10:05:00Z}. Panes end at whole seconds. */
    String endText() {
        return Instant.ofEpochMilli(windowEndMs).toString();
    }

    /** The further dimensions as text: {@code name=value} joined by {@code ;}. */
    String dimensionsText() {
        return dimensions.isEmpty()
                ? ""
                : dimensions.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining(";"));
    }
}
