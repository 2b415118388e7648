package io.omnipulse.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A registry that demands a certificate of its clients. Keys are made anew for each test, by the
 * JDK's own tool.
 */
class RegistrySslTest {
    private static final String PASSWORD = "changeit";

    private final Path home;
    private final Path keys;

    RegistrySslTest(@TempDir Path home) throws Exception {
        this.home = home;
        this.keys = keyStore("registry.p12");
    }

    @Test
    void the_stores_of_the_configuration_are_used() throws Exception {
        try (Server server = server()) {
            RegistryClient client = RegistryClient.of(config(server.url()));

            assertThat(client.schemaById(1)).contains("\"int\"");
        }
    }

    @Test
    void without_a_trust_store_the_registry_is_not_believed() throws Exception {
        try (Server server = server()) {
            Map<String, Object> config =
                    Map.of("schema.registry.url", server.url(), "max.retries", 0);

            assertThatThrownBy(() -> RegistryClient.of(config).schemaById(1))
                    .isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @Test
    void without_a_key_store_the_registry_does_not_believe_us() throws Exception {
        try (Server server = server()) {
            Map<String, Object> config = config(server.url());
            config.keySet().removeIf(key -> key.contains("keystore"));

            assertThatThrownBy(() -> RegistryClient.of(config).schemaById(1))
                    .isInstanceOf(RegistryUnavailableException.class);
        }
    }

    private Map<String, Object> config(String url) {
        Map<String, Object> config = new HashMap<>();
        config.put("schema.registry.url", url);
        config.put("max.retries", 0);
        config.put("schema.registry.ssl.truststore.location", keys.toString());
        config.put("schema.registry.ssl.truststore.password", PASSWORD);
        config.put("schema.registry.ssl.truststore.type", "PKCS12");
        config.put("schema.registry.ssl.keystore.location", keys.toString());
        config.put("schema.registry.ssl.keystore.password", PASSWORD);
        config.put("schema.registry.ssl.keystore.type", "PKCS12");
        config.put("schema.registry.ssl.key.password", PASSWORD);
        return config;
    }

    private record Server(HttpsServer https) implements AutoCloseable {
        String url() {
            return "https://localhost:" + https.getAddress().getPort();
        }

        @Override
        public void close() {
            https.stop(0);
        }
    }

    private Server server() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory own =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store, PASSWORD.toCharArray());
        TrustManagerFactory others =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), others.getTrustManagers(), null);
        HttpsServer https =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(
                new HttpsConfigurator(context) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        SSLParameters ssl = context.getDefaultSSLParameters();
                        ssl.setNeedClientAuth(true);
                        parameters.setSSLParameters(ssl);
                    }
                });
        https.createContext(
                "/", exchange -> StubRegistry.send(exchange, 200, "{\"schema\":\"\\\"int\\\"\"}"));
        https.start();
        return new Server(https);
    }

    /** One key with its own certificate, which serves as trust store too. */
    private Path keyStore(String name) throws Exception {
        Path file = home.resolve(name);
        Process keytool =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                                .toString(),
                                        "-genkeypair",
                                        "-alias",
                                        "registry",
                                        "-keyalg",
                                        "EC",
                                        "-dname",
                                        "CN=localhost",
                                        "-ext",
                                        "SAN=dns:localhost,ip:127.0.0.1",
                                        "-validity",
                                        "2",
                                        "-storetype",
                                        "PKCS12",
                                        "-keystore",
                                        file.toString(),
                                        "-storepass",
                                        PASSWORD))
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("keytool.log").toFile())
                        .start();
        if (keytool.waitFor() != 0) {
            throw new AssertionError(Files.readString(home.resolve("keytool.log")));
        }
        return file;
    }
}
