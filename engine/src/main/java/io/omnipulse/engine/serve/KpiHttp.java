package io.omnipulse.engine.serve;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.omnipulse.engine.core.kpi.KpiCatalog;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: metrics, health and, where the table is served, the API and the live page. It
 * answers questions and changes nothing.
 */
public final class KpiHttp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KpiHttp.class);

    /**
     * How many large answers are made at once. Fewer than there are threads, so that slow readers
     * of them never keep a probe waiting.
     */
    private static final int LARGE_ANSWERS = 8;

    private static final long WAIT_FOR_TURN_MS = 1_000;

    private final ServeSettings settings;
    private final HttpGuard guard;
    private final Semaphore turns = new Semaphore(LARGE_ANSWERS);
    private final Runnable endAnswers;
    private final Javalin app;

    private KpiHttp(ServeSettings settings, Runnable endAnswers, Consumer<Routes> routes) {
        this.settings = settings;
        this.endAnswers = endAnswers;
        this.guard = new HttpGuard(settings);
        this.app =
                Javalin.create(
                        config -> {
                            config.startup.showJavalinBanner = false;
                            config.startup.showOldJavalinVersionWarning = false;
                            config.startup.startupWatcherEnabled = false;
                            config.http.prefer405over404 = true;
                            HttpLimits.apply(config, settings.bind(), settings.port());
                            config.routes.before(guard::addHeaders);
                            config.routes.before(guard::checkHost);
                            routes.accept(new Routes(config.routes));
                            answerErrors(config.routes);
                        });
    }

    /**
     * The server of a process that has the table: everything.
     *
     * @param read what it knows of the published topics
     * @param registry what {@code /metrics} shows; {@link KpiMetrics#bindTo} adds the table to it
     * @param checks what else must be well for this process to be ready, such as its {@link
     *     TableReader}; the table itself is asked anyway
     */
    public static KpiHttp serving(
            ServeSettings settings,
            ReadSide read,
            KpiCatalog catalog,
            PrometheusMeterRegistry registry,
            List<HealthCheck> checks) {
        List<HealthCheck> all = new ArrayList<>(checks);
        all.add(read.table());
        HealthEndpoint health = new HealthEndpoint(all);
        ApiEndpoint api = new ApiEndpoint(read, catalog, settings, health);
        AlertsEndpoint alerts = new AlertsEndpoint(read);
        HistoryEndpoint history = new HistoryEndpoint(read, catalog, settings);
        PageAssets page = new PageAssets();
        RowStream stream = new RowStream(read, catalog, settings).start();
        return new KpiHttp(
                settings,
                stream::close,
                routes -> {
                    routes.operations(registry, health);
                    routes.large("/api/kpis", api::kpis);
                    routes.guarded("/api/catalogue", api::catalogue);
                    routes.guarded("/api/status", api::status);
                    routes.guarded("/api/alerts", alerts::alerts);
                    routes.guarded("/api/watches", alerts::watches);
                    routes.guarded("/api/history", history::history);
                    routes.guarded("/api/stream", stream::open);
                    page.paths()
                            .forEach(
                                    path -> routes.open(path, context -> page.send(context, path)));
                });
    }

    /**
     * The server of a process that only computes: {@code /metrics} with its own meters, and {@code
     * /health}.
     */
    public static KpiHttp processing(
            ServeSettings settings, PrometheusMeterRegistry registry, List<HealthCheck> checks) {
        HealthEndpoint health = new HealthEndpoint(checks);
        return new KpiHttp(settings, () -> {}, routes -> routes.operations(registry, health));
    }

    /**
     * Opens the port; returns when it answers.
     *
     * @throws IllegalStateException if the port cannot be had; the message says which, why, and
     *     what to do
     */
    public KpiHttp start() {
        try {
            app.start();
        } catch (RuntimeException e) {
            throw new IllegalStateException(whyNotStarted(e), e);
        }
        LOG.atInfo()
                .addKeyValue("bind", settings.bind())
                .addKeyValue("port", port())
                .log("Serving over HTTP");
        return this;
    }

    private String whyNotStarted(RuntimeException e) {
        String address = settings.bind() + ":" + settings.port();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof BindException && message.contains("in use")) {
                return "port "
                        + settings.port()
                        + " of "
                        + settings.bind()
                        + " is in use by another program. Stop that one, or choose another port"
                        + " with --port or serve.port.";
            }
            if (cause instanceof BindException) {
                return "cannot listen on "
                        + address
                        + ": "
                        + message
                        + ". Choose an address of this machine with serve.bind and a port above"
                        + " 1023 with serve.port.";
            }
        }
        return "cannot listen on "
                + address
                + ": "
                + e.getMessage()
                + ". Choose another address or port with serve.bind and serve.port.";
    }

    /** The port that is open, also where any free one was asked for. */
    public int port() {
        return app.port();
    }

    /** Where the live page is, as seen from this machine. */
    public URI uri() {
        String bind = settings.bind();
        boolean everywhere = bind.equals("0.0.0.0") || bind.equals("::") || bind.equals("[::]");
        String host =
                everywhere
                        ? "127.0.0.1"
                        : bind.contains(":") && !bind.startsWith("[") ? "[" + bind + "]" : bind;
        return URI.create("http://" + host + ":" + port() + "/");
    }

    @Override
    public void close() {
        endAnswers.run();
        app.stop();
    }

    private static void answerErrors(RoutesConfig routes) {
        routes.exception(
                Problem.ProblemException.class,
                (problem, context) -> problem.problem().answer(context));
        routes.exception(
                HttpResponseException.class, (error, context) -> problem(error).answer(context));
        routes.exception(
                IOException.class,
                (error, context) -> {
                    // The reader has gone, or was too slow. Most likely there is nobody left to
                    // tell.
                    context.status(500);
                    LOG.atDebug().setCause(error).log("An answer was not taken");
                });
        routes.exception(
                Exception.class,
                (error, context) -> {
                    LOG.atError()
                            .addKeyValue("path", context.endpoint().path)
                            .setCause(error)
                            .log("A request failed");
                    Problem.of(
                                    500,
                                    "Internal error",
                                    "The server could not answer; its log says why.")
                            .answer(context);
                });
    }

    private static Problem problem(HttpResponseException error) {
        return switch (error.getStatus()) {
            case 404 ->
                    Problem.of(
                            404,
                            "Not found",
                            "There is nothing at this path; /metrics and /health/ready are always"
                                    + " there.");
            case 405 -> Problem.of(405, "Method not allowed", "Only GET is answered.");
            default ->
                    Problem.of(
                            error.getStatus(), "Bad request", "The request cannot be understood.");
        };
    }

    /** The routes of this server, each with what stands before it. */
    private final class Routes {
        private final RoutesConfig routes;

        Routes(RoutesConfig routes) {
            this.routes = routes;
        }

        void operations(PrometheusMeterRegistry registry, HealthEndpoint health) {
            MetricsEndpoint metrics = new MetricsEndpoint(registry);
            large("/metrics", metrics::send);
            // Probes have no token, and learn nothing that needs one.
            open("/health/live", health::live);
            open("/health/ready", health::ready);
        }

        void open(String path, Handler handler) {
            routes.get(path, handler);
        }

        void guarded(String path, Handler handler) {
            routes.get(
                    path,
                    context -> {
                        guard.checkToken(context);
                        handler.handle(context);
                    });
        }

        void large(String path, Handler handler) {
            guarded(path, context -> inTurn(context, handler));
        }

        private void inTurn(Context context, Handler handler) throws Exception {
            if (!turns.tryAcquire(WAIT_FOR_TURN_MS, TimeUnit.MILLISECONDS)) {
                context.header("Retry-After", "1");
                throw Problem.of(503, "Busy", "Too many readers at once; ask again in a second.")
                        .asException();
            }
            try {
                handler.handle(context);
            } finally {
                turns.release();
            }
        }
    }
}
