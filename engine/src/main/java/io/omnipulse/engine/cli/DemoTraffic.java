package io.omnipulse.engine.cli;

import io.omnipulse.producers.Arrival;
import io.omnipulse.producers.Drop;
import io.omnipulse.producers.EventFiles;
import io.omnipulse.producers.Pace;
import io.omnipulse.producers.Replay;
import io.omnipulse.producers.SimulatedProducer;
import io.omnipulse.producers.Traffic;
import io.omnipulse.producers.TrafficPlan;
import io.omnipulse.schemas.AvroSerdes;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * What happens in the demo: simulated traffic or the user's own events, sent in a thread of its
 * own.
 */
final class DemoTraffic implements AutoCloseable {
    /** The campaign that loses its conversion. */
    static final String LOSER = "spring";

    private static final Duration LOSES_AFTER = Duration.ofMinutes(2);
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final PrintWriter err;
    private final Producer<String, SpecificRecord> producer;
    private @Nullable Thread thread;
    private Runnable stop = () -> {};

    DemoTraffic(Map<String, String> kafka, PrintWriter err) {
        this.err = err;
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", kafka.get("bootstrap.servers"));
        settings.put("linger.ms", 20);
        producer =
                new KafkaProducer<>(
                        settings,
                        new StringSerializer(),
                        AvroSerdes.serializer(new HashMap<>(kafka), false));
    }

    /**
     * Plays people who see campaigns, browse, buy and answer; a few events come late, a few twice.
     */
    void simulate(long seed, double rate) {
        TrafficPlan plan =
                TrafficPlan.standard()
                        .withSteadyRate()
                        .withDrop(Drop.of(LOSER, LOSES_AFTER, 0, FOR_EVER));
        Traffic traffic = Traffic.of(seed, Instant.now(), rate, plan);
        Arrival arrival = new Arrival(0.02, Duration.ofSeconds(30), 0.01, seed);
        SimulatedProducer simulated =
                new SimulatedProducer(producer, traffic, arrival, Pace.realTime());
        begin(
                simulated::stop,
                () -> {
                    SimulatedProducer.Progress unused = simulated.run(FOR_EVER, progress -> {});
                });
    }

    /** Lets the events of files happen again, now. */
    void replay(List<String> files, double speed) {
        Replay replay = new Replay(producer, speed, Pace.realTime());
        EventFiles events =
                new EventFiles(files, InputStream.nullInputStream(), EventRules::refusal);
        begin(
                replay::stop,
                () -> {
                    long sent =
                            replay.run(events, Instant.now(), refused -> say(refused.toString()));
                    say("all events of " + String.join(", ", files) + " have happened: " + sent);
                });
    }

    /** Work that may fail or be interrupted. */
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void begin(Runnable howToStop, Work work) {
        stop = howToStop;
        Thread begun = new Thread(() -> play(work), "demo-traffic");
        begun.setDaemon(true);
        begun.start();
        thread = begun;
    }

    private void play(Work work) {
        try {
            work.run();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException failed) {
            say("the traffic has stopped: " + failed.getMessage());
        }
    }

    private void say(String sentence) {
        err.println(sentence);
        err.flush();
    }

    @Override
    public void close() {
        stop.run();
        if (thread != null) {
            try {
                thread.join(Duration.ofSeconds(10).toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        producer.close(Duration.ofSeconds(5));
    }
}
