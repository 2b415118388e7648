package io.omnipulse.engine.cli;

import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.engine.runtime.KafkaSettings;
import io.omnipulse.engine.serve.BearerToken;
import io.omnipulse.engine.serve.HistoryScan;
import io.omnipulse.engine.serve.KpiTable;
import io.omnipulse.engine.serve.ServeSettings;
import io.omnipulse.engine.serve.TableReader;
import io.omnipulse.schemas.AvroSerdes;
import io.omnipulse.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** The present table and the reader that fills it, wired from the configuration. */
record PresentTable(KpiTable table, TableReader reader, ServeSettings settings)
        implements AutoCloseable {
    /** Begins to read {@code kpi-values}. */
    static PresentTable follow(EngineConfig config) throws IOException {
        ServeSettings settings = settings(config);
        KpiTable table = new KpiTable(settings, InstantSource.system());
        Map<String, Object> consumer =
                TableReader.consumerSettings(KafkaSettings.clients(config.kafka()));
        TableReader reader =
                new TableReader(
                        Topics.KPI_VALUES,
                        () -> new KafkaConsumer<>(consumer),
                        AvroSerdes.deserializer(new HashMap<>(config.kafka()), false),
                        table);
        return new PresentTable(table, reader.start(), settings);
    }

    /** Reads {@code kpi-history} whenever somebody asks for earlier rows. */
    static HistoryScan history(EngineConfig config) {
        Map<String, Object> consumer =
                HistoryScan.consumerSettings(KafkaSettings.clients(config.kafka()));
        String clientId = consumer.get(ConsumerConfig.CLIENT_ID_CONFIG) + "-history-";
        AtomicLong opened = new AtomicLong();
        return new HistoryScan(
                Topics.KPI_HISTORY,
                () -> {
                    Map<String, Object> own = new HashMap<>(consumer);
                    // Several may be open at once, and each has meters under its name.
                    own.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId + opened.incrementAndGet());
                    return new KafkaConsumer<>(own);
                },
                () -> AvroSerdes.deserializer(new HashMap<>(config.kafka()), false));
    }

    static ServeSettings settings(EngineConfig config) throws IOException {
        Optional<BearerToken> token = Optional.empty();
        if (config.serve().tokenFile().isPresent()) {
            Path file = config.serve().tokenFile().get();
            token = Optional.of(BearerToken.of(Files.readString(file).strip()));
        }
        Set<Window> windows = EnumSet.copyOf(config.windows().rolling());
        return new ServeSettings(
                config.serve().port(),
                config.serve().bind(),
                token,
                config.serve().open(),
                config.serve().staleAfter(),
                config.windows().horizon(),
                config.windows().finality(),
                windows,
                config.campaigns().declared(),
                config.campaigns().exported());
    }

    @Override
    public void close() {
        reader.close();
    }
}
