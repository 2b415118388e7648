package io.omnipulse.engine.core.row;

import io.omnipulse.engine.core.event.Utf8Order;
import io.omnipulse.engine.core.row.OpenMetricsRows.Figure;
import io.omnipulse.engine.core.time.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rows as samples of many series, in the order of time over all of them, as a receiver wants them
 * that takes no sample older than the newest it has. The same samples as {@link OpenMetricsRows}
 * writes series by series.
 */
public final class TimedSamples {
    /**
     * One series of samples.
     *
     * @param name the metric
     * @param labels by name, in the order of their bytes
     */
    public record Series(String name, SortedMap<String, String> labels) {}

    /** Where samples go. */
    @FunctionalInterface
    public interface Sink {
        void sample(Series series, long atMs, double value) throws IOException;
    }

    private final long stepMs;
    private final Map<Window, Long> endMs;

    /**
     * @param step how often an unchanged value is repeated; more than zero
     * @param endMs for each window the last end, inclusive, up to which the last rows are repeated
     */
    public TimedSamples(Duration step, Map<Window, Long> endMs) {
        this.stepMs = step.toMillis();
        this.endMs = Map.copyOf(endMs);
        if (stepMs <= 0) {
            throw new IllegalArgumentException("a step of " + step + " is too short");
        }
    }

    /**
     * Gives every sample.
     *
     * @param rows in any order; one for each KPI, cut, window and end
     */
    public void forEach(Collection<RowLine> rows, Sink to) throws IOException {
        PriorityQueue<Course> courses =
                new PriorityQueue<>(
                        Comparator.comparingLong((Course course) -> course.atMs)
                                .thenComparing(course -> course.number));
        courses(rows).stream().filter(Course::begin).forEach(courses::add);
        for (Course next = courses.poll(); next != null; next = courses.poll()) {
            to.sample(next.series, next.atMs, next.value);
            if (next.advance()) {
                courses.add(next);
            }
        }
    }

    private List<Course> courses(Collection<RowLine> rows) {
        Map<Series, Course> courses = new HashMap<>();
        List<Course> inOrder = new ArrayList<>();
        List<RowLine> sorted = new ArrayList<>(rows);
        sorted.sort(CsvRows.ORDER);
        for (RowLine row : sorted) {
            for (Figure figure : Figure.values()) {
                Series series = series(figure, row);
                Course course = courses.get(series);
                if (course == null) {
                    course = new Course(series, inOrder.size());
                    courses.put(series, course);
                    inOrder.add(course);
                }
                course.rows.add(row);
                course.values.add(figure.of(row.kpi()));
            }
        }
        return inOrder;
    }

    private static Series series(Figure figure, RowLine row) {
        SortedMap<String, String> labels = new TreeMap<>(Utf8Order.INSTANCE);
        labels.put("campaign", row.cut().campaign());
        labels.put("channel", row.cut().channel());
        labels.put("window", row.window().label());
        labels.putAll(row.dimensions());
        return new Series(figure.family(row.kpi().id()), labels);
    }

    /** One series on its way through time. */
    private final class Course {
        private final Series series;
        private final int number;
        private final List<RowLine> rows = new ArrayList<>();
        private final List<String> values = new ArrayList<>();
        private int row = -1;
        private long atMs;
        private double value;

        Course(Series series, int number) {
            this.series = series;
            this.number = number;
        }

        boolean begin() {
            return toNextRow();
        }

        boolean advance() {
            atMs += stepMs;
            return atMs <= lastMs() || toNextRow();
        }

        /** Absent values are passed over: an absence has no sample. */
        private boolean toNextRow() {
            for (row++; row < rows.size(); row++) {
                if (!values.get(row).isEmpty()) {
                    atMs = rows.get(row).windowEndMs();
                    value = Double.parseDouble(values.get(row));
                    return true;
                }
            }
            return false;
        }

        private long lastMs() {
            RowLine now = rows.get(row);
            return row + 1 < rows.size()
                    ? rows.get(row + 1).windowEndMs() - 1
                    : endMs.getOrDefault(now.window(), now.windowEndMs());
        }
    }
}
