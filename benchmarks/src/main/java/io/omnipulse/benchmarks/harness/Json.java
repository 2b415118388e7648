package io.omnipulse.benchmarks.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/** The text in which tasks and results are handed on and kept. */
public final class Json {
    private static final ObjectMapper LINE = new ObjectMapper();
    private static final ObjectMapper PAGE =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Json() {}

    /** On one line. */
    public static String line(Object value) {
        return text(LINE, value);
    }

    /** For people. */
    public static String page(Object value) {
        return text(PAGE, value);
    }

    public static <T> T read(String text, Class<T> type) {
        try {
            return LINE.readValue(text, type);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(
                    "not a " + type.getSimpleName() + ": " + text, broken);
        }
    }

    private static String text(ObjectMapper mapper, Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("cannot be written as JSON: " + value, broken);
        }
    }
}
