package io.omnipulse.engine.serve;

import io.javalin.http.Context;
import io.omnipulse.engine.core.kpi.KpiCatalog;
import io.omnipulse.engine.core.row.JsonRows;
import io.omnipulse.engine.core.row.RowLine;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Earlier rows as JSON: what held since when. */
final class HistoryEndpoint {
    /**
     * Tells from when on the answer holds every row: {@code from}, or a later time if the answer is
     * cut off.
     */
    static final String COMPLETE_FROM = "Omnipulse-Complete-From";

    static final String UNREADABLE = "Omnipulse-Unreadable";

    /** How many read at once; each may keep a thread, a connection and some memory busy. */
    private static final int AT_ONCE = 2;

    private static final long WAIT_FOR_TURN_MS = 2_000;

    private final ReadSide read;
    private final KpiCatalog catalog;
    private final KpiNames names;
    private final ServeSettings settings;
    private final Semaphore turns = new Semaphore(AT_ONCE);

    HistoryEndpoint(ReadSide read, KpiCatalog catalog, ServeSettings settings) {
        this.read = read;
        this.catalog = catalog;
        this.names = new KpiNames(catalog);
        this.settings = settings;
    }

    /** An array of the rows asked for, one KPI an object, in the order of files. */
    void history(Context context) throws IOException, InterruptedException {
        KpiTable table = read.table();
        HistoryQuery query =
                HistoryQuery.of(
                        context.queryParamMap(), catalog, names, settings.windows(), table.now());
        if (!table.isComplete()) {
            throw later(context, "Starting", "The published rows are still being read");
        }
        if (!turns.tryAcquire(WAIT_FOR_TURN_MS, TimeUnit.MILLISECONDS)) {
            throw later(context, "Busy", "Too many readers of the history at once");
        }
        HistoryScan.Found found;
        try {
            found = read.history().find(query, table);
        } finally {
            turns.release();
        }
        answer(context, query, found);
    }

    private static Problem.ProblemException later(Context context, String title, String why) {
        context.header("Retry-After", "1");
        return Problem.of(503, title, why + "; ask again in a second.").asException();
    }

    private void answer(Context context, HistoryQuery query, HistoryScan.Found found)
            throws IOException {
        long exactFromMs = found.exactFromMs().orElseThrow(HistoryEndpoint::tooMuch);
        long completeFromMs = Math.max(query.fromMs(), exactFromMs);
        List<RowLine> lines =
                found.rows()
                        .lines(
                                query.fromMs(),
                                exactFromMs,
                                row -> row.lines(read.table().stageOf(row)));
        if (lines.size() > query.limit()) {
            lines = newest(lines, query.limit());
            completeFromMs = lines.get(0).windowEndMs();
        }
        context.contentType("application/json")
                .header(COMPLETE_FROM, Instant.ofEpochMilli(completeFromMs).toString());
        if (found.unreadable() > 0) {
            context.header(UNREADABLE, Integer.toString(found.unreadable()));
        }
        write(context, lines);
    }

    private static Problem.ProblemException tooMuch() {
        return Problem.of(
                        503,
                        "Too much to read",
                        "Not even the newest quarter of an hour could be read in the time and the"
                                + " memory for one answer. Ask for fewer rows with kpi, campaign,"
                                + " channel and window; Prometheus keeps a longer history.")
                .asException();
    }

    /** The newest lines, whole ends only. */
    private static List<RowLine> newest(List<RowLine> lines, int limit) {
        int first = lines.size() - limit;
        long cutMs = lines.get(first - 1).windowEndMs();
        List<RowLine> newest =
                lines.subList(first, lines.size()).stream()
                        .filter(line -> line.windowEndMs() > cutMs)
                        .toList();
        if (newest.isEmpty()) {
            throw Problem.badParameter(
                            "limit",
                            "More lines than that are of one window end; raise it, or ask for fewer"
                                    + " rows with kpi, campaign, channel and window.",
                            List.of())
                    .asException();
        }
        return newest;
    }

    private static void write(Context context, List<RowLine> lines) throws IOException {
        Writer out =
                new BufferedWriter(
                        new OutputStreamWriter(context.outputStream(), StandardCharsets.UTF_8));
        out.write('[');
        String separator = "\n";
        for (RowLine line : lines) {
            out.append(separator).append(JsonRows.object(line));
            separator = ",\n";
        }
        out.write("]\n");
        out.flush();
    }
}
