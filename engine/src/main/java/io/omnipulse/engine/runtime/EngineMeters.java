package io.omnipulse.engine.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;

/** The meters of the machine: the virtual machine's, Kafka's clients' and Kafka Streams'. */
public final class EngineMeters implements AutoCloseable {
    private final JvmGcMetrics garbage = new JvmGcMetrics();
    private final KafkaStreamsMetrics streams;

    private EngineMeters(KafkaStreamsMetrics streams) {
        this.streams = streams;
    }

    /** Binds the meters of this process and of its engine to a registry. */
    public static EngineMeters bind(Engine engine, MeterRegistry registry) {
        bindProcess(registry);
        EngineMeters meters = new EngineMeters(new KafkaStreamsMetrics(engine.streams()));
        meters.garbage.bindTo(registry);
        meters.streams.bindTo(registry);
        return meters;
    }

    /** Binds the meters of this process alone. */
    public static void bindProcess(MeterRegistry registry) {
        registry.config().meterFilter(new MeterNames());
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    @Override
    public void close() {
        streams.close();
        garbage.close();
    }
}
