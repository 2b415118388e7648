package io.omnipulse.producers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LineReaderTest {
    @Test
    void lines_end_with_a_line_feed_with_or_without_a_carriage_return_and_the_last_needs_none()
            throws IOException {
        assertThat(lines("one\r\ntwo\n\nfour", 100))
                .containsExactly("1:one", "2:two", "3:", "4:four");
    }

    @Test
    void a_line_feed_at_the_end_begins_no_line() throws IOException {
        assertThat(lines("one\n", 100)).containsExactly("1:one");
        assertThat(lines("", 100)).isEmpty();
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_line() throws IOException {
        assertThat(lines("\uFEFFone\n\uFEFFtwo", 100)).containsExactly("1:one", "2:\uFEFFtwo");
    }

    @Test
    void a_line_of_the_greatest_length_is_read_and_a_longer_one_passed_over() throws IOException {
        assertThat(lines("12345\r\n123456\n12345678\nok", 5))
                .containsExactly("1:12345", "2:long", "3:long", "4:ok");
    }

    @ParameterizedTest
    @ValueSource(ints = {65_535, 65_536, 65_537, 200_000})
    void lines_over_several_chunks_are_put_together(int length) throws IOException {
        String text = "x".repeat(length);
        assertThat(lines(text + "\nend", 1 << 20)).containsExactly("1:" + text, "2:end");
    }

    private static List<String> lines(String text, int longest) throws IOException {
        List<String> lines = new ArrayList<>();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (LineReader reader = new LineReader(new ByteArrayInputStream(bytes), longest)) {
            for (LineReader.Line line = reader.next(); line != null; line = reader.next()) {
                String shown =
                        line.tooLong() ? "long" : new String(line.bytes(), StandardCharsets.UTF_8);
                lines.add(line.number() + ":" + shown);
            }
        }
        return lines;
    }
}
