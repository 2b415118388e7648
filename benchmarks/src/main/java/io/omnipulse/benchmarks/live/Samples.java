package io.omnipulse.benchmarks.live;

import java.util.stream.Stream;

/** The samples of Prometheus' text. */
final class Samples {
    private Samples() {}

    /**
     * One line.
     *
     * @param labels as they stand between the braces
     */
    record Sample(String name, String labels, double value) {}

    static Stream<Sample> of(String text) {
        return text.lines()
                .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
                .map(Samples::sample);
    }

    private static Sample sample(String line) {
        int value = line.lastIndexOf(' ');
        int open = line.indexOf('{');
        if (open < 0 || open > value) {
            return new Sample(
                    line.substring(0, value), "", Double.parseDouble(line.substring(value + 1)));
        }
        return new Sample(
                line.substring(0, open),
                line.substring(open + 1, line.lastIndexOf('}')),
                Double.parseDouble(line.substring(value + 1)));
    }
}
