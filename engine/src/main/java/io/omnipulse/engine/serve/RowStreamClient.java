package io.omnipulse.engine.serve;

import io.javalin.http.Context;
import io.omnipulse.engine.core.row.JsonRows;
import io.omnipulse.engine.core.row.RowLine;
import io.omnipulse.engine.core.time.Window;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletApiRequest;

/** One reader of the stream: what it asked for, what waits for it, and the way to it. */
final class RowStreamClient {
    /** Rows are collected for so long before they are sent together. */
    static final Duration BATCH = Duration.ofSeconds(1);

    /** Without anything to tell, a sign of life is sent: proxies close what is silent. */
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** A reader that takes longer than this for one batch is dropped. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ReadSide read;
    private final KpiQuery query;
    private final Set<Window> windows;
    private final Writer out;
    private final Runnable disconnect;
    private final Set<RowKey> changed = ConcurrentHashMap.newKeySet();

    private volatile long busySinceNanos;
    private volatile boolean busy;

    private RowStreamClient(
            ReadSide read,
            KpiQuery query,
            Set<Window> windows,
            OutputStream out,
            Runnable disconnect) {
        this.read = read;
        this.query = query;
        this.windows = windows;
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.disconnect = disconnect;
    }

    /** Begins the answer to a request. */
    static RowStreamClient answering(
            Context context, ReadSide read, KpiQuery query, Set<Window> windows)
            throws IOException {
        context.contentType("text/event-stream").header("X-Accel-Buffering", "no");
        Runnable disconnect =
                context.req() instanceof ServletApiRequest request
                        ? request.getRequest().getConnectionMetaData().getConnection()::close
                        : () -> {};
        return new RowStreamClient(
                read, query, windows, context.res().getOutputStream(), disconnect);
    }

    /** Notes that a row is to be sent. */
    void changed(RowKey key) {
        if (windows.contains(key.window()) && query.matches(key)) {
            changed.add(key);
        }
    }

    /**
     * Sends all rows and the open alerts, then what changes, until there is nobody to send it to.
     *
     * @param closing ends it
     * @throws IOException if the reader has gone
     */
    void send(CountDownLatch closing) throws IOException, InterruptedException {
        read.table().rows().forEach(row -> changed(row.key()));
        long alertsSent = -1;
        long sentNanos = System.nanoTime();
        do {
            boolean sent = sendRows();
            long alerts = read.alerts().changes();
            if (alerts != alertsSent && read.alerts().isComplete()) {
                sendAlerts();
                alertsSent = alerts;
                sent = true;
            }
            if (sent) {
                sentNanos = System.nanoTime();
            } else if (System.nanoTime() - sentNanos >= HEARTBEAT.toNanos()) {
                inTime(() -> out.write(": still here\n\n"));
                sentNanos = System.nanoTime();
            }
        } while (!closing.await(BATCH.toMillis(), TimeUnit.MILLISECONDS));
    }

    private boolean sendRows() throws IOException {
        if (changed.isEmpty()) {
            return false;
        }
        inTime(
                () -> {
                    out.write("event: rows\ndata: [");
                    String separator = "";
                    for (Iterator<RowKey> keys = changed.iterator(); keys.hasNext(); ) {
                        RowKey key = keys.next();
                        // Before it is read: a change meanwhile puts it back.
                        keys.remove();
                        separator = writeRow(key, separator);
                    }
                    out.write("]\n\n");
                });
        return true;
    }

    private String writeRow(RowKey key, String separator) throws IOException {
        String next = separator;
        TableRow row = read.table().row(key).orElse(null);
        if (row != null) {
            Duration age = read.table().age(row);
            List<RowLine> lines = row.lines(read.table().stageOf(row));
            for (RowLine line : lines) {
                if (query.matches(line)) {
                    out.append(next).append(JsonRows.object(line, age));
                    next = ",";
                }
            }
        }
        return next;
    }

    private void sendAlerts() throws IOException {
        inTime(
                () -> {
                    out.write("event: alerts\ndata: [");
                    String separator = "";
                    for (Alert alert : read.alerts().newestFirst()) {
                        if (alert.isOpen()) {
                            out.append(separator).append(AlertJson.of(alert).toString());
                            separator = ",";
                        }
                    }
                    out.write("]\n\n");
                });
    }

    /** Something that is written to the reader. */
    private interface Writing {
        void run() throws IOException;
    }

    private void inTime(Writing writing) throws IOException {
        busySinceNanos = System.nanoTime();
        busy = true;
        try {
            writing.run();
            out.flush();
        } finally {
            busy = false;
        }
    }

    /** Whether it has not taken a batch for too long. */
    boolean isTooSlow() {
        return busy && System.nanoTime() - busySinceNanos > PATIENCE.toNanos();
    }

    /** Cuts the connection, which ends the sending. */
    void drop() {
        disconnect.run();
    }
}
