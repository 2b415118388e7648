package io.omnipulse.engine.serve;

import io.javalin.http.Context;
import io.omnipulse.engine.core.kpi.KpiCatalog;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events: what changes in the table and among the alerts, as it changes.
 *
 * <p>What waits for a reader is the set of rows that have changed, not the changes, so it is never
 * larger than the table, however slow the reader. One that does not take what is sent to it for
 * some time is disconnected.
 */
final class RowStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RowStream.class);

    /** How many readers there may be: each has a thread of its own, which mostly waits. */
    static final int READERS = 32;

    private static final long WATCH_EVERY_MS = 1_000;

    private final ReadSide read;
    private final KpiCatalog catalog;
    private final KpiNames names;
    private final ServeSettings settings;
    private final Semaphore places = new Semaphore(READERS);
    private final Set<RowStreamClient> clients = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread watch = new Thread(this::dropSlow, "stream-watch");

    RowStream(ReadSide read, KpiCatalog catalog, ServeSettings settings) {
        this.read = read;
        this.catalog = catalog;
        this.names = new KpiNames(catalog);
        this.settings = settings;
        watch.setDaemon(true);
    }

    RowStream start() {
        read.table().onChange(key -> clients.forEach(client -> client.changed(key)));
        watch.start();
        return this;
    }

    /** Answers with events until the reader goes. */
    void open(Context context) throws IOException {
        KpiQuery query = KpiQuery.of(context.queryParamMap(), catalog, names, settings.windows());
        if (!read.table().isComplete()) {
            throw later(context, "Starting", "The published rows are still being read");
        }
        if (closing.getCount() == 0) {
            throw later(context, "Stopping", "This server is about to stop");
        }
        if (!places.tryAcquire()) {
            throw later(
                    context,
                    "Busy",
                    "All "
                            + READERS
                            + " places for readers of the stream are taken; ask"
                            + " /api/kpis instead, or");
        }
        RowStreamClient client;
        try {
            client = RowStreamClient.answering(context, read, query, settings.windows());
        } catch (RuntimeException | IOException e) {
            places.release();
            throw e;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        context.future(() -> done);
        clients.add(client);
        Thread thread = new Thread(() -> serve(client, done), "stream");
        thread.setDaemon(true);
        thread.start();
    }

    private static Problem.ProblemException later(Context context, String title, String why) {
        context.header("Retry-After", "5");
        return Problem.of(503, title, why + " try again in some seconds.").asException();
    }

    private void serve(RowStreamClient client, CompletableFuture<Void> done) {
        try {
            client.send(closing);
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("A reader of the stream has gone or was dropped");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clients.remove(client);
            places.release();
            done.complete(null);
        }
    }

    private void dropSlow() {
        try {
            while (!closing.await(WATCH_EVERY_MS, TimeUnit.MILLISECONDS)) {
                clients.stream().filter(RowStreamClient::isTooSlow).forEach(RowStreamClient::drop);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many readers there are. */
    int readers() {
        return READERS - places.availablePermits();
    }

    /** Ends all streams; each ends with what it is just sending. */
    @Override
    public void close() {
        closing.countDown();
    }
}
