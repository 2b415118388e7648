package io.omnipulse.engine.live;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;

/** Events that come one after the other while something else is done. */
final class SlowTraffic implements AutoCloseable {
    private static final long PAUSE_MS = 30;

    private final LiveCluster cluster;
    private final List<SpecificRecord> events;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::send, "slow-traffic");

    private SlowTraffic(LiveCluster cluster, List<SpecificRecord> events) {
        this.cluster = cluster;
        this.events = events;
    }

    static SlowTraffic begin(LiveCluster cluster, List<SpecificRecord> events) {
        SlowTraffic traffic = new SlowTraffic(cluster, events);
        traffic.thread.start();
        return traffic;
    }

    private void send() {
        try {
            for (SpecificRecord event : events) {
                if (closing.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
                    return;
                }
                cluster.send(event, SampleTraffic.occurredAtMs(event));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when all events are sent. */
    void awaitEnd() throws InterruptedException {
        thread.join();
        cluster.flush();
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
