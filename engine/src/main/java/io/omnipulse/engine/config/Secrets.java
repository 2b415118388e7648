package io.omnipulse.engine.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Keeps what must stay secret out of logs and messages. */
final class Secrets {
    private static final String HIDDEN = "(hidden)";

    /** Parts of Kafka's and the registry client's keys whose values open something. */
    private static final List<String> SECRET =
            List.of(
                    "password",
                    "secret",
                    "token",
                    "jaas",
                    "user.info",
                    "credential",
                    "keystore.key",
                    "private",
                    "api.key",
                    "apikey",
                    "assertion",
                    "auth.header");

    private static final Pattern USER_IN_URL = Pattern.compile("://[^/@\\s,]*(?:@[^/@\\s,]*)*@");

    private Secrets() {}

    static boolean isSecret(String key) {
        String lower = key.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
        return SECRET.stream().anyMatch(lower::contains);
    }

    /** The value as it may be shown. */
    static String shown(String key, String value) {
        return isSecret(key) ? HIDDEN : USER_IN_URL.matcher(value).replaceAll("://" + HIDDEN + "@");
    }
}
