package io.omnipulse.engine.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The alphabet of the binary formats: what is written is read, and what is damaged is refused. */
class BytesTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "0, 00",
        "1, 01",
        "127, 7f",
        "128, 8001",
        "16383, ff7f",
        "16384, 808001",
        "9223372036854775807, ffffffffffffffff7f"
    })
    void numbers_take_seven_bits_a_byte_the_lowest_first(long value, String hex) {
        // Given
        byte[] bytes = new ByteWriter().unsigned(value).toBytes();
        // When
        long read = new ByteReader(bytes).unsigned();
        // Then
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(hex);
        assertThat(read).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0} takes {1} bytes")
    @CsvSource({
        "0, 1",
        "-1, 1",
        "63, 1",
        "-64, 1",
        "64, 2",
        "-65, 2",
        "9223372036854775807, 10",
        "-9223372036854775808, 10"
    })
    void signed_numbers_near_zero_are_short(long value, int length) {
        // Given
        byte[] bytes = new ByteWriter().signed(value).toBytes();
        // When
        long read = new ByteReader(bytes).signed();
        // Then
        assertThat(read).isEqualTo(value);
        assertThat(bytes).hasSize(length);
    }

    @Test
    void a_text_is_written_once_and_by_reference_after_that() {
        // Given
        byte[] bytes =
                new ByteWriter()
                        .text("spring")
                        .text(null)
                        .text("")
                        .text("spring")
                        .text("")
                        .toBytes();
        // When
        ByteReader in = new ByteReader(bytes);
        // Then
        assertThat(in.text()).isEqualTo("spring");
        assertThat(in.text()).isNull();
        assertThat(in.text()).isEmpty();
        assertThat(in.text()).isEqualTo("spring");
        assertThat(in.text()).isEmpty();
        assertThat(in.atEnd()).isTrue();
        assertThat(bytes).hasSize(1 + 1 + 6 + 1 + 1 + 1 + 1 + 1);
    }

    @Test
    void many_texts_are_still_written_once_and_the_writing_can_go_on_behind_what_was_read() {
        // Given
        ByteWriter begun = new ByteWriter();
        for (int i = 0; i < 300; i++) {
            begun.text("t" + i % 150);
        }
        byte[] first = begun.toBytes();
        ByteReader in = new ByteReader(first);
        for (int i = 0; i < 300; i++) {
            in.text();
        }
        // When
        byte[] more = new ByteWriter(in.texts(), 8).text("t149").text("new").text("new").toBytes();
        byte[] all =
                new ByteWriter(new Texts(), 8)
                        .copy(first, 0, in.at())
                        .copy(more, 0, more.length)
                        .toBytes();
        // Then
        ByteReader out = new ByteReader(all);
        for (int i = 0; i < 300; i++) {
            assertThat(out.text()).isEqualTo("t" + i % 150);
        }
        assertThat(out.text()).isEqualTo("t149");
        assertThat(out.text()).isEqualTo("new");
        assertThat(out.text()).isEqualTo("new");
        assertThat(out.atEnd()).isTrue();
        assertThat(more).hasSize(2 + 5 + 2);
    }

    @Test
    void a_text_that_was_never_written_is_refused() {
        // Given
        ByteReader in = new ByteReader(new byte[] {5});
        // When
        assertThatThrownBy(in::text)
                // Then
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("text 3 of 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "e-1",
                "0190f5a0-0000-7000-8000-000000000001",
                "0190F5A0-0000-7000-8000-000000000001", // capitals are kept
                "0190f5a0-0000-7000-8000-00000000000g",
                "0190f5a0+0000-7000-8000-000000000001",
                "1-1-1-1-1",
                "00000000-0-000000000-0000-0000000001",
                "ÄÖÜ-\ud83d\ude00"
            })
    void identifiers_are_read_back_in_their_own_spelling(String id) {
        // Given
        byte[] bytes = new ByteWriter().id(id).toBytes();
        // When
        String read = new ByteReader(bytes).id();
        // Then
        assertThat(read).isEqualTo(id);
    }

    @Test
    void a_uuid_takes_seventeen_bytes() {
        // When
        byte[] bytes = new ByteWriter().id(new UUID(-1, 1).toString()).toBytes();
        // Then
        assertThat(bytes).hasSize(17);
    }

    @Test
    void a_block_is_read_back_however_long() {
        // Given
        byte[] block = new byte[5000];
        new Random(1).nextBytes(block);
        byte[] bytes = new ByteWriter().raw(7).block(block).block(new byte[0]).raw(-1).toBytes();
        // When
        ByteReader in = new ByteReader(bytes);
        // Then
        assertThat(in.raw()).isEqualTo(7);
        assertThat(in.block()).isEqualTo(block);
        assertThat(in.block()).isEmpty();
        assertThat(in.raw()).isEqualTo(-1);
    }

    @Test
    void what_is_cut_short_is_refused() {
        // Given
        ByteReader in = new ByteReader(new byte[] {3, 1, 2});
        // When
        assertThatThrownBy(in::block)
                // Then
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cut short at byte 1");
    }

    @Test
    void a_count_that_nothing_could_fill_is_refused_before_room_is_made() {
        // Given
        ByteReader in = new ByteReader(new ByteWriter().unsigned(Integer.MAX_VALUE).toBytes());
        // When
        assertThatThrownBy(in::size)
                // Then
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a count of 2147483647 in 5 bytes");
    }

    @Test
    void a_number_without_an_end_is_refused() {
        // Given
        byte[] bytes = new byte[12];
        Arrays.fill(bytes, (byte) 0xff);
        // When
        assertThatThrownBy(() -> new ByteReader(bytes).unsigned())
                // Then
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no number");
    }

    @Test
    void an_absent_text_is_refused_where_one_must_be() {
        // Given
        ByteReader in = new ByteReader(new ByteWriter().text(null).toBytes());
        // When
        assertThatThrownBy(in::presentText)
                // Then
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("an absent text");
    }

    @Test
    void another_version_is_refused_by_the_name_of_the_format() {
        // Given
        ByteReader in = new ByteReader(new byte[] {2});
        // When
        assertThatThrownBy(() -> in.version(1, "a stored pane"))
                // Then
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a stored pane has format 2, this program reads 1");
    }
}
