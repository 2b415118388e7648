package io.omnipulse.engine.runtime;

import io.omnipulse.engine.stream.KpiTopology;
import io.omnipulse.schemas.AvroSerdes;
import io.omnipulse.schemas.RegistryUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running engine: one instance of the topology, from start to a clean end. */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration ASK_SOURCES_EVERY = Duration.ofSeconds(1);
    private static final int REPLICAS = 3;

    private final Admin admin;
    private final BrokerSourceStatus status;
    private final KafkaStreams streams;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicReference<String> stoodDown = new AtomicReference<>();

    private Engine(Admin admin, BrokerSourceStatus status, KafkaStreams streams) {
        this.admin = admin;
        this.status = status;
        this.streams = streams;
    }

    /**
     * Starts an engine; it returns while tasks are still being assigned and restored.
     *
     * @throws EngineException if the brokers cannot be reached or the topics do not fit the
     *     configuration
     */
    public static Engine start(EngineSettings settings) {
        Admin admin = Admin.create(KafkaSettings.admin(settings.kafka()));
        try {
            int replication = Math.min(REPLICAS, admin.describeCluster().nodes().get().size());
            new DoorTopics(admin, settings.stream()).ensure(replication);
            Duration every =
                    settings.stream().tick().compareTo(ASK_SOURCES_EVERY) < 0
                            ? settings.stream().tick()
                            : ASK_SOURCES_EVERY;
            BrokerSourceStatus status =
                    new BrokerSourceStatus(
                            admin,
                            settings.stream().applicationId(),
                            settings.stream().sources(),
                            settings.stream().bounded(),
                            settings.ends(),
                            every);
            KafkaStreams streams =
                    new KafkaStreams(
                            KpiTopology.build(
                                    settings.stream(),
                                    settings.catalog(),
                                    status,
                                    serialisation(settings.kafka())),
                            KafkaSettings.of(settings, replication));
            Engine engine = new Engine(admin, status, streams);
            streams.setUncaughtExceptionHandler(engine::handle);
            streams.start();
            return engine;
        } catch (ExecutionException failed) {
            admin.close(Duration.ZERO);
            throw new EngineException(
                    "the brokers at "
                            + settings.kafka().get("bootstrap.servers")
                            + " did not answer: "
                            + reason(failed),
                    failed);
        } catch (InterruptedException stop) {
            admin.close(Duration.ZERO);
            Thread.currentThread().interrupt();
            throw new EngineException("stopped while starting", stop);
        } catch (RuntimeException failed) {
            admin.close(Duration.ZERO);
            throw failed;
        }
    }

    private static String reason(ExecutionException failed) {
        Throwable cause = failed.getCause();
        return String.valueOf(cause == null ? failed.getMessage() : cause.getMessage());
    }

    private static KpiTopology.Serialisation serialisation(Map<String, String> kafka) {
        Map<String, Object> config = new HashMap<>(kafka);
        return new KpiTopology.Serialisation(
                () -> AvroSerdes.deserializer(config, false),
                AvroSerdes.serializer(config, false),
                AvroSerdes.serializer(config, false));
    }

    /**
     * What the brokers may mend is tried again in a new thread. The registry has been waited for
     * already. Anything else is a fault of ours: the engine stops, and nothing is skipped.
     */
    private StreamThreadExceptionResponse handle(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException
                    && !(cause instanceof RegistryUnavailableException)) {
                LOG.atWarn().log("A stream thread starts anew: {}", cause.getMessage());
                return StreamThreadExceptionResponse.REPLACE_THREAD;
            }
        }
        failure.compareAndSet(null, thrown);
        LOG.atError().setCause(thrown).log("The engine stops: {}", thrown.getMessage());
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    public KafkaStreams.State state() {
        return streams.state();
    }

    /** Whether every task is assigned, restored and running. */
    public boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** What stopped the engine, if anything did. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /**
     * Stops reading and writing for good, as {@link #close} does, while the process goes on: what
     * is published is still shown.
     *
     * @param reason why, for whoever asks
     */
    public void standDown(String reason) {
        if (stoodDown.compareAndSet(null, reason)) {
            LOG.atWarn()
                    .log(
                            "This engine writes no more rows, and goes on showing what is published: {}",
                            reason);
            stopStreams();
        }
    }

    /** Why the engine writes no more, if it was told to stand down. */
    public Optional<String> stoodDown() {
        return Optional.ofNullable(stoodDown.get());
    }

    /** How many records of the sources are committed, as far as was last asked. */
    long recordsRead() {
        return status.recordsRead();
    }

    /** How many records the sources of a bounded run hold. */
    long recordsInAll() {
        return status.fixedTotal();
    }

    /** The client, for the binders of meters. */
    KafkaStreams streams() {
        return streams;
    }

    /** Finishes what is begun, commits it, and gives the tasks to the other instances at once. */
    @Override
    public void close() {
        stopStreams();
        admin.close(Duration.ofSeconds(5));
    }

    private void stopStreams() {
        streams.close(
                CloseOptions.groupMembershipOperation(
                                CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(Duration.ofSeconds(30)));
        status.close();
    }
}
