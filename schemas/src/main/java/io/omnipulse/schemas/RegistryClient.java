package io.omnipulse.schemas;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/**
 * What the serde asks of a schema registry. Safe for use by many threads; nothing is cached here.
 *
 * <p>Every method throws {@link RegistryUnavailableException} where no usable answer is to be had.
 */
public interface RegistryClient {

    /**
     * Registers the schema, or finds it registered.
     *
     * @return its id
     * @throws RegistryRefusedException if it is incompatible with what is registered, or invalid
     */
    int register(String subject, Schema schema);

    /** The schema, if it is registered for the subject. */
    Optional<RegisteredSchema> lookup(String subject, Schema schema);

    /** The newest schema of the subject; empty where the registry has none. */
    Optional<RegisteredSchema> latest(String subject);

    /** The text of the schema of this id; empty where the registry says that it has none. */
    Optional<String> schemaById(int id);

    /**
     * A client for {@code schema.registry.url}: one or more addresses separated by commas, or
     * {@code mock://scope} for a registry inside this process that all clients of the scope share.
     *
     * @param config Confluent's keys, beside any others
     * @throws ConfigException if it cannot be used as it stands
     */
    static RegistryClient of(Map<String, ?> config) {
        List<String> urls = new ConfigValues(config).list(RegistryConfig.URL);
        if (urls.stream().noneMatch(url -> url.startsWith(MockRegistryClient.PREFIX))) {
            return new HttpRegistryClient(RegistryConfig.of(config));
        }
        if (urls.size() > 1) {
            throw new ConfigException(
                    RegistryConfig.URL
                            + " mixes mock:// with other addresses. Name one or the other.");
        }
        return MockRegistryClient.ofScope(
                urls.get(0).substring(MockRegistryClient.PREFIX.length()));
    }
}
