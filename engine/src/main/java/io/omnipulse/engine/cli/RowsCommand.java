package io.omnipulse.engine.cli;

import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.core.row.CsvRows;
import io.omnipulse.engine.core.row.JsonRows;
import io.omnipulse.engine.core.row.RowLine;
import io.omnipulse.engine.core.row.ShortestDouble;
import io.omnipulse.engine.core.time.Window;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rows}: the present table, in the terminal. */
@Command(
        name = "rows",
        mixinStandardHelpOptions = true,
        description = "Prints the present row of every cut and window, read from kpi-values.")
final class RowsCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration WATCH_EVERY = Duration.ofSeconds(2);

    /** How the table is printed. */
    enum Format {
        table,
        csv,
        json
    }

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--kpi", paramLabel = "ID", description = "Only this KPI.")
    private @Nullable String kpi;

    @Option(
            names = "--campaign",
            paramLabel = "C",
            description = "Only this campaign; * is the roll-up.")
    private @Nullable String campaign;

    @Option(
            names = "--channel",
            paramLabel = "C",
            description = "Only this channel; * is the roll-up.")
    private @Nullable String channel;

    @Option(names = "--window", paramLabel = "W", description = "Only this window, such as 1h.")
    private @Nullable String window;

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "${COMPLETION-CANDIDATES}. Default: table.")
    private Format format = Format.table;

    @Option(names = "--watch", description = "Print again every two seconds, until Ctrl-C.")
    private boolean watch;

    @Mixin private ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (window != null && Window.named(window).isEmpty()) {
            throw new ParameterException(
                    command().commandLine(),
                    "There is no window \""
                            + window
                            + "\"; the windows are "
                            + Window.labels()
                            + ".");
        }
        EngineConfig config = cluster.load(Map.of()).config();
        try (PresentTable present = PresentTable.follow(config)) {
            awaitComplete(present, config);
            do {
                print(present);
            } while (watch && sleep(WATCH_EVERY));
        }
        return ExitCodes.DONE;
    }

    private static void awaitComplete(PresentTable present, EngineConfig config)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!present.table().isComplete()) {
            if (System.nanoTime() > deadline) {
                throw new FailedException(
                        ExitCodes.UNREACHABLE,
                        "The table at "
                                + config.kafka().get("bootstrap.servers")
                                + " cannot be read: "
                                + present.reader().problem().orElse("it is still being read")
                                + ". Check --bootstrap-server and --schema-registry, and that the engine has run.");
            }
            sleep(LOOK_EVERY);
        }
    }

    private static boolean sleep(Duration length) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(length.toNanos());
        return true;
    }

    private void print(PresentTable present) {
        List<RowLine> lines = new ArrayList<>();
        present.table()
                .rows()
                .forEach(row -> lines.addAll(row.lines(present.table().stageOf(row))));
        lines.removeIf(line -> !wanted(line));
        PrintWriter out = command().commandLine().getOut();
        switch (format) {
            case csv -> {
                out.println(CsvRows.header());
                lines.stream().sorted(CsvRows.ORDER).map(CsvRows::line).forEach(out::println);
            }
            case json ->
                    lines.stream()
                            .sorted(CsvRows.ORDER)
                            .map(JsonRows::object)
                            .forEach(out::println);
            case table -> table(lines, out);
        }
        out.flush();
    }

    private boolean wanted(RowLine line) {
        return (kpi == null || kpi.equals(line.kpi().id()))
                && (campaign == null || campaign.equals(line.cut().campaign()))
                && (channel == null || channel.equals(line.cut().channel()))
                && (window == null || window.equals(line.window().label()));
    }

    private static void table(List<RowLine> lines, PrintWriter out) {
        List<String[]> cells = new ArrayList<>();
        cells.add(
                new String[] {
                    "KPI", "CAMPAIGN", "CHANNEL", "WINDOW", "VALUE", "95 % INTERVAL", "N", "STAGE"
                });
        lines.stream()
                .sorted(
                        Comparator.comparing((RowLine line) -> line.kpi().id())
                                .thenComparing(line -> line.cut().campaign())
                                .thenComparing(line -> line.cut().channel())
                                .thenComparing(RowLine::window))
                .map(RowsCommand::cells)
                .forEach(cells::add);
        int[] widths = new int[cells.get(0).length];
        for (String[] row : cells) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : cells) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                boolean number = i >= 4 && i <= 6;
                String pad = " ".repeat(widths[i] - row[i].length());
                text.append(number ? pad + row[i] : row[i] + pad).append("  ");
            }
            out.println(text.toString().stripTrailing());
        }
        if (cells.size() == 1) {
            out.println("(no rows)");
        }
    }

    private static String[] cells(RowLine line) {
        return new String[] {
            line.kpi().id(),
            line.cut().campaign(),
            line.cut().channel(),
            line.window().label(),
            number(line.kpi().value()),
            line.kpi().lower().isPresent()
                    ? number(line.kpi().lower()) + " – " + number(line.kpi().upper())
                    : "",
            Long.toString(line.kpi().n()),
            line.stage().name().toLowerCase(Locale.ROOT)
        };
    }

    /** For people: four decimals are more than a table needs, and an absent value says so. */
    private static String number(OptionalDouble value) {
        if (value.isEmpty()) {
            return "–";
        }
        return ShortestDouble.text(Math.round(value.getAsDouble() * 10_000) / 10_000.0);
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec, "picocli sets the spec");
    }
}
