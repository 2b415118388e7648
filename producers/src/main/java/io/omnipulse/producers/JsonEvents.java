package io.omnipulse.producers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import io.omnipulse.schemas.TopicSpec;
import io.omnipulse.schemas.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * One JSON object a line, read as the event that its {@code type} names. What is allowed follows
 * from the Avro schema alone, so a field added there can be published at once. Strict: a string is
 * no number, an unknown name is no typing error to pass over, and a name given twice is refused.
 */
public final class JsonEvents {
    /** No line may be longer, in bytes without its end. */
    public static final int LONGEST_LINE = 1 << 20;

    private static final String TYPE = "type";

    private final ObjectMapper json =
            new ObjectMapper(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);
    private final Map<String, Schema> types;

    private JsonEvents(Map<String, Schema> types) {
        this.types = types;
    }

    /** Reads the events of every topic that the engine reads. */
    public static JsonEvents ofInputTopics() {
        Map<String, Schema> types = new LinkedHashMap<>();
        for (TopicSpec topic : Topics.inputs()) {
            Schema schema =
                    SpecificData.get().getSchema(Topics.recordClass(topic.name()).orElseThrow());
            types.put(schema.getName(), schema);
        }
        return new JsonEvents(types);
    }

    /**
     * Reads one line.
     *
     * @param line one JSON object
     * @throws RefusedLineException if it is no event; the message says why
     */
    public SpecificRecord read(String line) throws RefusedLineException {
        return read(line.getBytes(StandardCharsets.UTF_8));
    }

    /** The same from the bytes of a file, which must be UTF-8. */
    public SpecificRecord read(byte[] line) throws RefusedLineException {
        if (line.length > LONGEST_LINE) {
            throw new RefusedLineException("The line is longer than " + LONGEST_LINE + " bytes.");
        }
        JsonNode node = parsed(line);
        if (!node.isObject()) {
            throw new RefusedLineException(
                    "The line is "
                            + JsonValues.described(node)
                            + "; one JSON object a line is needed.");
        }
        Object event = JsonValues.record("", schemaOf(node), node, TYPE);
        if (event instanceof SpecificRecord specific) {
            return specific;
        }
        throw new IllegalStateException(
                "No generated class stands for " + schemaOf(node).getFullName() + ".");
    }

    private JsonNode parsed(byte[] line) throws RefusedLineException {
        try {
            // Jackson replaces some malformed sequences instead of refusing them, so the bytes are
            // decoded strictly.
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
            return json.readTree(text);
        } catch (CharacterCodingException e) {
            throw new RefusedLineException("The line is not UTF-8.", e);
        } catch (JsonProcessingException e) {
            throw new RefusedLineException(
                    "The line is no JSON: " + oneLine(e.getOriginalMessage()) + ".", e);
        }
    }

    private Schema schemaOf(JsonNode node) throws RefusedLineException {
        JsonNode type = node.get(TYPE);
        String allowed = "allowed are " + String.join(", ", types.keySet()) + ".";
        if (type == null) {
            throw new RefusedLineException("Field `" + TYPE + "` is missing; " + allowed);
        }
        Schema schema = type.isTextual() ? types.get(type.textValue()) : null;
        if (schema == null) {
            throw new RefusedLineException(
                    "Field `" + TYPE + "` is " + JsonValues.described(type) + "; " + allowed);
        }
        return schema;
    }

    private static String oneLine(String message) {
        int end = message.indexOf('\n');
        String first = end < 0 ? message : message.substring(0, end);
        StringBuilder clean = new StringBuilder();
        first.chars()
                .limit(200)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .forEach(c -> clean.append((char) c));
        return clean.toString();
    }
}
