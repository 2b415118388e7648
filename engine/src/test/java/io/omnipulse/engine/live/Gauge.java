package io.omnipulse.engine.live;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Looks at {@code /metrics} again and again, and counts how often a gauge was there and was not.
 */
final class Gauge implements AutoCloseable {
    private static final long LOOK_EVERY_MS = 100;

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI metrics;
    private final Pattern sample;
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicInteger missing = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::look, "gauge");

    private Gauge(URI metrics, Pattern sample) {
        this.metrics = metrics;
        this.sample = sample;
    }

    /** Begins to look; what is not there before it was first seen does not count. */
    static Gauge watch(URI engine, String name) {
        Gauge gauge =
                new Gauge(
                        engine.resolve("/metrics"),
                        Pattern.compile("(?m)^" + name + "\\{[^}]*campaign=\"\\*\""));
        gauge.thread.start();
        return gauge;
    }

    private void look() {
        try {
            do {
                if (sample.matcher(metrics()).find()) {
                    seen.incrementAndGet();
                } else if (seen.get() > 0) {
                    missing.incrementAndGet();
                }
            } while (!closing.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing where nobody answers. */
    private String metrics() throws InterruptedException {
        try {
            return client.send(
                            HttpRequest.newBuilder(metrics).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException unreachable) {
            return "";
        }
    }

    int seen() {
        return seen.get();
    }

    int missing() {
        return missing.get();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
