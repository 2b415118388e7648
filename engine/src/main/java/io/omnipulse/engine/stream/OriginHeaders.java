package io.omnipulse.engine.stream;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/**
 * The headers that omnipulse adds to records it sets aside: names under one prefix, values as text.
 */
final class OriginHeaders {
    private static final String PREFIX = "omnipulse.";

    private OriginHeaders() {}

    static void add(Headers to, String name, String value) {
        to.add(PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
    }
}
