package io.omnipulse.engine.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever was read before, a name is what its bytes spell. */
class NamesTest {
    private final Names names = new Names();

    @Test
    void a_name_that_comes_again_is_the_same_object() {
        // Given
        String first = read("spring");
        // When
        String again = read("spring");
        // Then
        assertThat(again).isEqualTo("spring").isSameAs(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ÄÖÜ", "é", "\u0000", "\u007f", "\u0080", "日本", "\ud83d\ude00"})
    void every_text_is_read_as_it_is_spelled_the_second_time_too(String text) {
        // Given
        String first = read(text);
        // When
        String again = read(text);
        // Then
        assertThat(first).isEqualTo(text);
        assertThat(again).isEqualTo(text);
    }

    @Test
    void names_that_share_a_place_are_not_mixed_up() {
        // Given
        int many = 50_000; // a dozen for each place
        // When / Then
        IntStream.range(0, 2 * many)
                .map(i -> i * 7 % many)
                .mapToObj(i -> "campaign-" + i)
                .forEach(name -> assertThat(read(name)).isEqualTo(name));
        assertThat(read("Aa")).as("it has the hash code of the next").isEqualTo("Aa");
        assertThat(read("BB")).isEqualTo("BB");
    }

    private String read(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
        return names.of(bytes, 1, bytes.length - 2);
    }
}
