package io.omnipulse.engine.backfill;

import io.omnipulse.engine.core.row.TimedSamples;
import io.omnipulse.engine.core.row.TimedSamples.Series;
import io.omnipulse.engine.runtime.EngineException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.xerial.snappy.Snappy;

/**
 * Sends samples to a receiver of Prometheus' remote write protocol, version 0.1.0 (Prometheus,
 * "Remote-Write 1.0 specification"): batches of protocol buffers, compressed by snappy.
 */
public final class RemoteWrite implements TimedSamples.Sink, AutoCloseable {
    private static final int BATCH = 5_000;
    private static final int ATTEMPTS = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(30);

    private record Sample(long atMs, double value) {}

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI url;
    private final Map<Series, List<Sample>> batch = new LinkedHashMap<>();
    private int inBatch;
    private long firstMs;
    private long sent;

    /**
     * @param url of the receiver: {@code http://localhost:9090/api/v1/write}
     */
    public RemoteWrite(URI url) {
        this.url = url;
    }

    @Override
    public void sample(Series series, long atMs, double value) {
        firstMs = inBatch == 0 ? atMs : firstMs;
        batch.computeIfAbsent(series, unseen -> new ArrayList<>()).add(new Sample(atMs, value));
        inBatch++;
        if (inBatch == BATCH) {
            flush();
        }
    }

    /** How many samples the receiver has taken. */
    public long sent() {
        return sent;
    }

    /** Sends what is left. */
    @Override
    public void close() {
        flush();
    }

    private void flush() {
        if (inBatch == 0) {
            return;
        }
        byte[] request = request();
        int samples = inBatch;
        batch.clear(); // what a receiver has refused is not sent again on the way out
        inBatch = 0;
        try {
            post(Snappy.compress(request));
        } catch (IOException broken) {
            throw new EngineException("samples could not be compressed", broken);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new EngineException("stopped while sending to " + url, stop);
        }
        sent += samples;
    }

    private void post(byte[] body) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(url)
                        .timeout(ANSWER_AT_MOST)
                        .header("Content-Encoding", "snappy")
                        .header("Content-Type", "application/x-protobuf")
                        .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        String trouble = "";
        long pauseMs = FIRST_PAUSE.toMillis();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                HttpResponse<String> answer =
                        client.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() / 100 == 2) {
                    return;
                }
                trouble = answer.statusCode() + " " + answer.body().strip();
                refuseForGood(answer);
            } catch (IOException unreachable) {
                trouble = String.valueOf(unreachable.getMessage());
            }
            TimeUnit.MILLISECONDS.sleep(pauseMs);
            pauseMs *= 2;
        }
        throw new EngineException(
                url + " did not take the samples after " + ATTEMPTS + " attempts: " + trouble);
    }

    /** What the receiver will not take however often it is asked. */
    private void refuseForGood(HttpResponse<String> answer) {
        String says = answer.body().strip().toLowerCase(Locale.ROOT);
        if (says.contains("too old")
                || says.contains("out of bounds")
                || says.contains("out of order")) {
            throw new EngineException(
                    url
                            + " refuses samples of "
                            + Instant.ofEpochMilli(firstMs)
                            + " as too old ("
                            + answer.body().strip()
                            + "). Raise storage.tsdb.out_of_order_time_window beyond their age, or write files with"
                            + " --out --format openmetrics and load them with promtool tsdb create-blocks-from openmetrics.");
        }
        if (answer.statusCode() / 100 == 4 && answer.statusCode() != 429) {
            throw new EngineException(
                    url
                            + " refuses the samples: "
                            + answer.statusCode()
                            + " "
                            + answer.body().strip()
                            + ". Prometheus needs --web.enable-remote-write-receiver, and the path is /api/v1/write.");
        }
    }

    /** A WriteRequest: field 1 of it are the series; of a series 1 the labels, 2 the samples. */
    private byte[] request() {
        ProtoWriter request = new ProtoWriter();
        batch.forEach((series, samples) -> request.message(1, timeSeries(series, samples)));
        return request.toBytes();
    }

    private static ProtoWriter timeSeries(Series series, List<Sample> samples) {
        ProtoWriter message = new ProtoWriter();
        message.message(1, label("__name__", series.name()));
        series.labels().forEach((name, value) -> message.message(1, label(name, value)));
        for (Sample sample : samples) {
            message.message(2, new ProtoWriter().real(1, sample.value()).integer(2, sample.atMs()));
        }
        return message;
    }

    private static ProtoWriter label(String name, String value) {
        return new ProtoWriter().text(1, name).text(2, value);
    }
}
