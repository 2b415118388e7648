package io.omnipulse.producers;

import io.omnipulse.schemas.ConfluentAvroSerializer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Where the cluster and the registry are, and how to speak to them.
 *
 * @param bootstrapServers as Kafka takes it
 * @param registry URL of the schema registry, or several with commas between them
 * @param kafka any further Kafka property; wins over what is set here, the addresses apart
 */
public record Connection(String bootstrapServers, String registry, Map<String, String> kafka) {
    static final String REGISTRY_URL = "schema.registry.url";

    /**
     * Long enough for a slow network, short enough that a wrong address is reported while the user
     * still looks.
     */
    private static final int GIVE_UP_MS = 8_000;

    public Connection {
        kafka = Map.copyOf(kafka);
    }

    /**
     * Settings of an idempotent producer. Its serializer is configuration: another one is named in
     * {@link #kafka}.
     */
    public Map<String, Object> forProducer() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
        settings.put(
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ConfluentAvroSerializer.class.getName());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(
                ProducerConfig.LINGER_MS_CONFIG,
                20); // some records a batch, and still seen at once
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, GIVE_UP_MS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, GIVE_UP_MS);
        settings.put(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                3 * GIVE_UP_MS); // outlives a change of leader
        return withAddresses(settings);
    }

    /** Settings of an admin client that gives up in time. */
    public Map<String, Object> forAdmin() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, GIVE_UP_MS / 2);
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, GIVE_UP_MS);
        return withAddresses(settings);
    }

    /** The registry's address as it may be shown: without a password that it may bear. */
    String registryShown() {
        return registry.replaceAll("//[^/@]*@", "//");
    }

    private Map<String, Object> withAddresses(Map<String, Object> settings) {
        settings.putAll(kafka);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(REGISTRY_URL, registry);
        return settings;
    }
}
