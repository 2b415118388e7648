package io.omnipulse.engine.cli;

import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.runtime.KafkaSettings;
import io.omnipulse.engine.serve.AlertTable;
import io.omnipulse.engine.serve.TableReader;
import io.omnipulse.schemas.AvroSerdes;
import io.omnipulse.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** The newest alerts and the reader that fills them, wired from the configuration. */
record PresentAlerts(AlertTable table, TableReader reader) implements AutoCloseable {
    /** Begins to read {@code kpi-alerts}, or to wait for it. */
    static PresentAlerts follow(EngineConfig config) {
        AlertTable table = new AlertTable();
        Map<String, Object> consumer =
                TableReader.consumerSettings(KafkaSettings.clients(config.kafka()));
        // Two clients of one name in one process would fight for the names of their meters.
        consumer.computeIfPresent(ConsumerConfig.CLIENT_ID_CONFIG, (key, id) -> id + "-alerts");
        TableReader reader =
                TableReader.ofOptional(
                        Topics.KPI_ALERTS,
                        () -> new KafkaConsumer<>(consumer),
                        AvroSerdes.deserializer(new HashMap<>(config.kafka()), false),
                        table);
        return new PresentAlerts(table, reader.start());
    }

    @Override
    public void close() {
        reader.close();
    }
}
