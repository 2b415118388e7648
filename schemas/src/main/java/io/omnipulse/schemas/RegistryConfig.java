package io.omnipulse.schemas;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where the schema registry is and how to talk to it, under Confluent's key names.
 *
 * @param servers one or more; asked in turn until one answers
 * @param connectTimeout how long a connection may take to open, {@code http.connect.timeout.ms}
 * @param readTimeout how long a whole answer may take, {@code http.read.timeout.ms}
 * @param retries how often all servers are asked again after none of them answered, {@code
 *     max.retries}
 * @param retryWait pause before the first of these, doubled for each further one, {@code
 *     retries.wait.ms}
 * @param ssl {@code schema.registry.ssl.*} with the prefix taken off; empty for Java's own trust
 *     store
 */
record RegistryConfig(
        List<Server> servers,
        Duration connectTimeout,
        Duration readTimeout,
        int retries,
        Duration retryWait,
        Map<String, Object> ssl) {

    static final String URL = "schema.registry.url";
    private static final String SSL_PREFIX = "schema.registry.ssl.";
    private static final String BASIC_SOURCE = "basic.auth.credentials.source";
    private static final String BASIC_USER = "basic.auth.user.info";
    private static final String BASIC_USER_LONG = "schema.registry.basic.auth.user.info";
    private static final String BEARER_SOURCE = "bearer.auth.credentials.source";
    private static final String BEARER_TOKEN = "bearer.auth.token";

    /**
     * The engine waits and tries again by itself, so one question gives up sooner than Confluent's
     * client, which waits a minute.
     */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration RETRY_WAIT = Duration.ofMillis(200);
    private static final int RETRIES = 2;

    RegistryConfig {
        servers = List.copyOf(servers);
        ssl = Map.copyOf(ssl);
        if (servers.isEmpty()) {
            throw new ConfigException(
                    URL
                            + " names no server. Set it to the schema registry's address, such as http://localhost:8081.");
        }
    }

    /**
     * One registry.
     *
     * @param url without a trailing slash and without credentials
     * @param authorization the header of that name
     */
    record Server(URI url, Optional<String> authorization) {
        /** Without the header: configuration is logged. */
        @Override
        public String toString() {
            return url.toString();
        }
    }

    static RegistryConfig of(Map<String, ?> config) {
        ConfigValues values = new ConfigValues(config);
        Optional<String> authorization = bearer(values);
        boolean credentialsInUrl = false;
        if (authorization.isEmpty()) {
            String source = values.text(BASIC_SOURCE).orElse("URL");
            switch (source) {
                case "URL" -> credentialsInUrl = true;
                case "USER_INFO" -> authorization = Optional.of(userInfo(values));
                default ->
                        throw new ConfigException(
                                BASIC_SOURCE
                                        + " is "
                                        + source
                                        + ", but only URL and USER_INFO are supported.");
            }
        }
        Optional<String> header = authorization;
        boolean fromUrl = credentialsInUrl;
        return new RegistryConfig(
                values.list(URL).stream().map(url -> server(url, header, fromUrl)).toList(),
                atLeastOne(values.millis("http.connect.timeout.ms", CONNECT_TIMEOUT)),
                atLeastOne(values.millis("http.read.timeout.ms", READ_TIMEOUT)),
                values.count("max.retries", RETRIES),
                values.millis("retries.wait.ms", RETRY_WAIT),
                ssl(config));
    }

    private static Optional<String> bearer(ConfigValues values) {
        Optional<String> source = values.text(BEARER_SOURCE);
        if (source.isEmpty()) {
            return Optional.empty();
        }
        if (!source.get().equals("STATIC_TOKEN")) {
            throw new ConfigException(
                    BEARER_SOURCE
                            + " is "
                            + source.get()
                            + ", but only STATIC_TOKEN is supported.");
        }
        String token =
                values.text(BEARER_TOKEN)
                        .orElseThrow(
                                () ->
                                        new ConfigException(
                                                BEARER_SOURCE
                                                        + " is STATIC_TOKEN, but "
                                                        + BEARER_TOKEN
                                                        + " is not set."));
        return Optional.of("Bearer " + token);
    }

    private static String userInfo(ConfigValues values) {
        String user =
                values.firstText(BASIC_USER, BASIC_USER_LONG)
                        .orElseThrow(
                                () ->
                                        new ConfigException(
                                                BASIC_SOURCE
                                                        + " is USER_INFO, but "
                                                        + BASIC_USER
                                                        + " is not set."));
        return basic(user);
    }

    private static String basic(String userAndPassword) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    private static Server server(
            String text, Optional<String> authorization, boolean credentialsInUrl) {
        try {
            URI url = new URI(text);
            boolean http =
                    "http".equalsIgnoreCase(url.getScheme())
                            || "https".equalsIgnoreCase(url.getScheme());
            if (!http || url.getHost() == null) {
                throw new URISyntaxException("", "an address with http:// or https:// is expected");
            }
            String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
            String host = url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
            Optional<String> header = authorization;
            if (header.isEmpty() && credentialsInUrl && url.getUserInfo() != null) {
                header = Optional.of(basic(url.getUserInfo()));
            }
            return new Server(new URI(url.getScheme() + "://" + host + path), header);
        } catch (URISyntaxException e) {
            // Neither the text nor the exception is shown: both may contain a password.
            throw new ConfigException(URL + " has an entry that is no address: " + e.getReason());
        }
    }

    private static Map<String, Object> ssl(Map<String, ?> config) {
        Map<String, Object> ssl = new LinkedHashMap<>();
        config.forEach(
                (key, value) -> {
                    if (key.startsWith(SSL_PREFIX) && value != null) {
                        ssl.put(key.substring("schema.registry.".length()), value);
                    }
                });
        return ssl;
    }

    private static Duration atLeastOne(Duration timeout) {
        return timeout.isZero() ? Duration.ofMillis(1) : timeout;
    }

    /** Without credentials: configuration is logged. */
    @Override
    public String toString() {
        return "RegistryConfig[servers=" + servers + ", ssl=" + ssl.keySet() + "]";
    }
}
