package io.omnipulse.engine.core.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.time.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class JsonRowsTest {
    @Test
    void a_row_is_an_object_with_the_names_of_the_columns() {
        RowLine row =
                new RowLine(
                        0,
                        Window.M5,
                        new Cut("spring", "web"),
                        Lines.ratio("csat_ratio", 1, 4, 0.045, 0.7),
                        Stage.SETTLED,
                        0);
        assertThat(JsonRows.object(row))
                .isEqualTo(
                        "{\"window_end\":\"1970-01-01T00:00:00Z\",\"window\":\"5m\",\"campaign\":\"spring\","
                                + "\"channel\":\"web\",\"dimensions\":{},\"kpi\":\"csat_ratio\",\"value\":0.25,"
                                + "\"numerator\":1,\"denominator\":4,\"lower\":0.045,\"upper\":0.7,\"n\":4,"
                                + "\"stage\":\"settled\",\"revision\":0}");
    }

    @Test
    void what_is_absent_is_null() throws IOException {
        RowLine row =
                new RowLine(0, Window.M5, Cut.TOTAL, Lines.absent("csat_ratio"), Stage.FINAL, 1);
        JsonNode read = new ObjectMapper().readTree(JsonRows.object(row));
        assertThat(read.get("value").isNull()).isTrue();
        assertThat(read.get("lower").isNull()).isTrue();
        assertThat(read.get("numerator").asLong()).isZero();
    }

    @Test
    void any_text_reads_back_as_it_was() throws IOException {
        StringBuilder all = new StringBuilder("\uD83D\uDE00");
        for (int c = 0; c < 0xD800; c = c < 0x300 ? c + 1 : c + 97) {
            all.appendCodePoint(c);
        }
        all.append("\u2028\u2029");
        String quoted = JsonRows.quoted(all.toString());
        assertThat(new ObjectMapper().readTree(quoted).asText()).isEqualTo(all.toString());
        assertThat(quoted.lines()).hasSize(1);
    }

    @Test
    void half_a_surrogate_pair_is_escaped() {
        assertThat(JsonRows.quoted("a\uD83D")).isEqualTo("\"a\\ud83d\"");
        assertThat(JsonRows.quoted("\uDE00a")).isEqualTo("\"\\ude00a\"");
    }

    @Test
    void dimensions_are_an_object_and_the_age_comes_last() throws IOException {
        TreeMap<String, String> dimensions =
                new TreeMap<>(Map.of("step", "cart", "funnel", "a \"b\""));
        RowLine row =
                new RowLine(
                        0,
                        Window.H1,
                        Cut.TOTAL,
                        dimensions,
                        Lines.count("orders", 2),
                        Stage.FINAL,
                        1);
        JsonNode read = new ObjectMapper().readTree(JsonRows.object(row, Duration.ofMillis(1500)));
        assertThat(read.get("dimensions").get("funnel").asText()).isEqualTo("a \"b\"");
        assertThat(read.get("dimensions").get("step").asText()).isEqualTo("cart");
        assertThat(read.get("age_seconds").asDouble()).isEqualTo(1.5);
    }
}
