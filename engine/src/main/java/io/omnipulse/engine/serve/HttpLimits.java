package io.omnipulse.engine.serve;

import io.javalin.config.JavalinConfig;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Bounds, so that no client takes more than its share: of threads, of connections, of memory, of
 * time. Readers are a Prometheus or two and a few browsers; each number is far above what they
 * need.
 */
final class HttpLimits {
    private static final int THREADS = 24;
    private static final int CONNECTIONS = 256;
    private static final int REQUEST_HEADER_BYTES = 8 * 1024;
    private static final int REQUEST_BODY_BYTES = 1024;

    /**
     * After this long without a byte in either direction a connection is closed, whoever is slow.
     */
    private static final Duration IDLE = Duration.ofSeconds(20);

    /**
     * How long answers on their way may take when the server stops; connections without one are
     * closed sooner.
     */
    private static final Duration STOP = Duration.ofSeconds(2);

    private static final Duration STOP_IDLE = Duration.ofMillis(100);

    private HttpLimits() {}

    static void apply(JavalinConfig config, String bind, int port) {
        config.http.maxRequestSize = REQUEST_BODY_BYTES;
        QueuedThreadPool threads =
                new QueuedThreadPool(THREADS, 4, (int) Duration.ofMinutes(1).toMillis());
        threads.setName("http");
        threads.setDaemon(true);
        config.jetty.threadPool = threads;
        config.jetty.modifyServer(
                server -> {
                    server.setErrorHandler(terseErrors());
                    server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
                    server.setStopTimeout(STOP.toMillis());
                });
        config.jetty.modifyHttpConfiguration(
                http -> {
                    // With the URL, which is what a request here consists of.
                    http.setRequestHeaderSize(REQUEST_HEADER_BYTES);
                    http.setSendServerVersion(false);
                    http.setMaxUnconsumedRequestContentReads(1);
                });
        config.jetty.addConnector((server, http) -> connector(server, http, bind, port));
    }

    private static ServerConnector connector(
            Server server, HttpConfiguration http, String bind, int port) {
        ServerConnector connector =
                new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(bind);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setShutdownIdleTimeout(STOP_IDLE.toMillis());
        return connector;
    }

    /**
     * For requests so broken that no handler sees them: the status, and nothing of this program.
     */
    private static ErrorHandler terseErrors() {
        ErrorHandler errors = new ErrorHandler();
        errors.setShowStacks(false);
        errors.setShowCauses(false);
        errors.setShowOrigin(false);
        errors.setShowMessageInTitle(false);
        errors.setDefaultResponseMimeType("text/plain");
        return errors;
    }
}
