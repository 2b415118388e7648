package io.omnipulse.benchmarks;

import io.omnipulse.benchmarks.data.Windows;
import io.omnipulse.benchmarks.data.Workload;
import io.omnipulse.benchmarks.harness.Json;
import io.omnipulse.benchmarks.harness.Measurement;
import io.omnipulse.benchmarks.harness.Stretch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a run has found, and the files that keep it: each finding is written when it comes, so that
 * a run that breaks off leaves what it has found. Mutable and confined to one thread.
 */
final class Results {
    private final Workload workload;
    private final Path directory;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Published> published = new ArrayList<>();
    private final Map<String, Double> ratios = new LinkedHashMap<>();
    private final List<String> details = new ArrayList<>();

    /** What came of a workload that is not the run's. */
    private record Published(Workload workload, Outcome outcome) {}

    /**
     * @param directory where the files go
     */
    Results(Workload workload, Path directory) {
        this.workload = workload;
        this.directory = directory;
    }

    void add(Outcome outcome) {
        outcomes.add(outcome);
        Report.ratios(outcomes, ratios);
        write();
    }

    /** What came of the engine on another workload. */
    void add(Workload other, Outcome outcome) {
        published.add(new Published(other, outcome));
        write();
    }

    /** A figure for which there is a goal. */
    void ratio(String name, double value) {
        ratios.put(name, value);
        write();
    }

    /** What lies behind a figure. */
    void detail(String name, String text) {
        details.add(name + " " + text);
        write();
    }

    /** Whether any program's answers are known to be wrong. */
    boolean anyWrong() {
        return Stream.concat(outcomes.stream(), published.stream().map(Published::outcome))
                .anyMatch(Outcome::isWrong);
    }

    /** The whole result for people, the closing lines last. */
    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(workload.text());
        lines.add(machine());
        lines.add("");
        if (!outcomes.isEmpty()) {
            lines.add(Report.table(outcomes));
            lines.add("");
        }
        outcomes.stream()
                .filter(outcome -> outcome.program().answers())
                .forEach(outcome -> lines.add(Report.check(outcome)));
        for (Published one : published) {
            lines.add(one.workload().text());
            lines.add(Report.line(one.outcome()));
            lines.add(Report.perCore(one.workload(), one.outcome()));
        }
        lines.addAll(details);
        ratios.forEach(
                (name, value) ->
                        lines.add(String.format(Locale.ROOT, "ratio %s %.3f", name, value)));
        return String.join(System.lineSeparator(), lines);
    }

    /** Writes results.json, results.txt and the plot. */
    private void write() {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("workload", workload);
        page.put("machine", machine());
        List<Map<String, Object>> programs = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            programs.add(program(outcome));
        }
        page.put("programs", programs);
        page.put("published", published());
        page.put("details", details);
        page.put("ratios", ratios);
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("results.json"), Json.page(page));
            Files.writeString(directory.resolve("results.txt"), text() + System.lineSeparator());
            if (!outcomes.isEmpty()) {
                Files.writeString(directory.resolve("cpu.svg"), Plot.of(outcomes));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write to " + directory, failed);
        }
    }

    private List<Map<String, Object>> published() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Published one : published) {
            Map<String, Object> page = program(one.outcome());
            page.put("workload", one.workload());
            page.put("windows", Windows.text(one.outcome().windows()));
            all.add(page);
        }
        return all;
    }

    private static Map<String, Object> program(Outcome outcome) {
        Measurement measured = outcome.measured();
        Map<String, Object> program = new LinkedHashMap<>();
        program.put("program", outcome.program().id());
        program.put("oneSubjectIn", outcome.slice().every());
        program.put("events", measured.events());
        program.put("warmUpEvents", measured.warmUp());
        program.put("seconds", measured.seconds());
        program.put("eventsPerSecond", measured.eventsPerSecond());
        program.put("programCpuPerMillion", measured.program());
        program.put("brokerCpuPerMillion", measured.broker());
        program.put(Stretch.COMPLETE, measured.complete());
        outcome.check()
                .ifPresent(
                        check -> {
                            program.put("equal", check.equal());
                            program.put("differ", check.differ());
                        });
        return program;
    }

    private static String machine() {
        return Runtime.getRuntime().availableProcessors()
                + " cores, Java "
                + Runtime.version()
                + ", "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch");
    }
}
