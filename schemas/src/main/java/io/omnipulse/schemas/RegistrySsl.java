package io.omnipulse.schemas;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * Key and trust stores of {@code schema.registry.ssl.*}, read by the code that reads the same
 * settings for brokers: so JKS, PKCS12 and PEM, in files or in line, mean the same for both.
 */
final class RegistrySsl {
    private RegistrySsl() {}

    /**
     * What the settings make.
     *
     * @param settings Kafka's {@code ssl.*}; empty for Java's own trust store
     */
    static Optional<SSLContext> context(Map<String, ?> settings) {
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        Object identification =
                settings.get(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG);
        if (identification != null && !identification.toString().equalsIgnoreCase("https")) {
            throw new ConfigException(
                    "schema.registry.ssl.endpoint.identification.algorithm cannot switch off the check of the server's name. Remove it.");
        }
        ConfigDef known = new ConfigDef().withClientSslSupport();
        Map<String, Object> values =
                new LinkedHashMap<>(new AbstractConfig(known, settings, false).values());
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(values);
            return Optional.of(factory.sslContext());
        } catch (KafkaException e) {
            throw new ConfigException("schema.registry.ssl.* cannot be used: " + e.getMessage());
        }
    }
}
