package io.omnipulse.engine.serve;

import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * All meters of this process, as Prometheus reads them: its own text format, or OpenMetrics for
 * those who ask for it.
 */
final class MetricsEndpoint {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS =
            "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final PrometheusMeterRegistry registry;

    MetricsEndpoint(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    void send(Context context) throws IOException {
        String format = formatFor(context.header("Accept"));
        context.contentType(format);
        registry.scrape(context.outputStream(), format);
    }

    private static String formatFor(@Nullable String accept) {
        return accept != null && accept.contains("application/openmetrics-text")
                ? OPEN_METRICS
                : TEXT;
    }
}
