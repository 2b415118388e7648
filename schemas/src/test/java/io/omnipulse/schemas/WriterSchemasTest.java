package io.omnipulse.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.SchemaParseException;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A schema comes from outside too: one that would keep the reader busy for ever is refused before
 * anything is read with it.
 */
class WriterSchemasTest {

    static Stream<Named<String>> hostile() {
        return Stream.of(
                Named.of("a record in itself", record("A", field("a", "\"A\""))),
                Named.of(
                        "a record in itself, optionally",
                        record("A", field("a", "[\"null\",\"A\"]"))),
                Named.of(
                        "a record in its list",
                        record("A", field("a", "{\"type\":\"array\",\"items\":\"A\"}"))),
                Named.of(
                        "items of no bytes",
                        record("A", field("a", "{\"type\":\"array\",\"items\":\"null\"}"))),
                Named.of(
                        "items of empty records",
                        record(
                                "A",
                                field(
                                        "a",
                                        "{\"type\":\"array\",\"items\":" + record("B", "") + "}"))),
                Named.of(
                        "items of no length",
                        record(
                                "A",
                                field(
                                        "a",
                                        "{\"type\":\"array\",\"items\":{\"type\":\"fixed\",\"name\":\"F\",\"size\":0}}"))),
                Named.of("names that stand for billions of parts", doublings(40)),
                Named.of("lists within lists", lists(500)),
                Named.of("lists within lists without end", lists(100_000)),
                Named.of(
                        "a long text",
                        record("A", field("a", "\"string\"").repeat(1)) + " ".repeat(2_000_000)));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void a_schema_that_would_exhaust_the_reader_is_refused(String text) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () ->
                        assertThatThrownBy(() -> WriterSchemas.parse(text))
                                .isInstanceOf(SchemaParseException.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "17",
                "[]{}",
                "{}",
                "{\"type\":\"record\"}",
                "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"a\"}]}",
                "{\"type\":\"record\",\"name\":\"A\",\"fields\":7}",
                "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\",\"A\"]}",
                "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\"],\"default\":\"B\"}",
                "{\"type\":\"fixed\",\"name\":\"F\",\"size\":-1}",
                "{\"type\":\"fixed\",\"name\":\"F\"}",
                "{\"type\":\"map\"}",
                "\"no.such.Type\""
            })
    void a_text_that_is_no_schema_is_refused(String text) {
        assertThatThrownBy(() -> WriterSchemas.parse(text))
                .isInstanceOf(SchemaParseException.class);
    }

    @Test
    void our_own_schemas_are_far_from_every_limit() {
        assertThat(RecordSchemas.classes())
                .allSatisfy(
                        type ->
                                assertThat(
                                                WriterSchemas.parse(
                                                        RecordSchemas.published(type).toString()))
                                        .isEqualTo(RecordSchemas.published(type)));
    }

    private static String record(String name, String fields) {
        return "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[" + fields + "]}";
    }

    private static String field(String name, String type) {
        return "{\"name\":\"" + name + "\",\"type\":" + type + "}";
    }

    /** Each record holds the one before it twice. */
    private static String doublings(int times) {
        String first = field("r0", record("R0", field("a", "\"int\"")));
        String rest =
                IntStream.rangeClosed(1, times)
                        .mapToObj(
                                i ->
                                        field(
                                                "r" + i,
                                                record(
                                                        "R" + i,
                                                        field("a", "\"R" + (i - 1) + "\"")
                                                                + ","
                                                                + field(
                                                                        "b",
                                                                        "\"R" + (i - 1) + "\""))))
                        .collect(Collectors.joining(","));
        return record("Top", first + "," + rest);
    }

    private static String lists(int depth) {
        return record(
                "A",
                field(
                        "a",
                        "{\"type\":\"array\",\"items\":".repeat(depth)
                                + "\"int\""
                                + "}".repeat(depth)));
    }
}
