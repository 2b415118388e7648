package io.omnipulse.engine.core.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.kpi.KpiValue;
import io.omnipulse.engine.core.measure.Cut;
import io.omnipulse.engine.core.time.Window;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvRowsTest {
    private static final long END_MS = Instant.parse("2026-11-22T10:05:00Z").toEpochMilli();
    private static final List<Window> WINDOWS = List.of(Window.values());
    private static final List<Stage> STAGES = List.of(Stage.values());

    @Test
    void the_header_names_the_columns() {
        assertThat(CsvRows.header())
                .isEqualTo(
                        "window_end,window,campaign,channel,dimensions,kpi,value,numerator,denominator,lower,upper,n,stage,revision");
    }

    @Test
    void a_ratio_fills_every_column() {
        KpiValue kpi = Lines.ratio("csat_ratio", 1, 4, 0.045, 0.7);
        RowLine row =
                new RowLine(END_MS, Window.M5, new Cut("spring", "web"), kpi, Stage.SETTLED, 0);
        assertThat(CsvRows.line(row))
                .isEqualTo(
                        "2026-11-22T10:05:00Z,5m,spring,web,,csat_ratio,0.25,1,4,0.045,0.7,4,settled,0");
    }

    @Test
    void what_is_absent_is_empty() {
        RowLine row =
                new RowLine(
                        END_MS, Window.M5, Cut.TOTAL, Lines.absent("csat_ratio"), Stage.FINAL, 2);
        assertThat(CsvRows.line(row))
                .isEqualTo("2026-11-22T10:05:00Z,5m,*,*,,csat_ratio,,0,0,,,0,final,2");
    }

    @Test
    void a_field_with_a_comma_a_quote_or_a_line_break_is_quoted() {
        Cut cut = new Cut("say \"hi\", twice", "a\nb");
        RowLine row =
                new RowLine(END_MS, Window.M5, cut, Lines.count("orders", 1), Stage.PROVISIONAL, 0);
        assertThat(CsvRows.line(row))
                .isEqualTo(
                        "2026-11-22T10:05:00Z,5m,\"say \"\"hi\"\", twice\",\"a\n"
                                + "b\",,orders,1.0,1,,,,1,provisional,0");
    }

    @Test
    void dimensions_are_names_and_values_joined() {
        TreeMap<String, String> dimensions =
                new TreeMap<>(Map.of("step", "cart", "funnel", "shop"));
        RowLine row =
                new RowLine(
                        END_MS,
                        Window.M5,
                        Cut.TOTAL,
                        dimensions,
                        Lines.count("orders", 1),
                        Stage.FINAL,
                        0);
        assertThat(CsvRows.line(row)).contains(",*,*,funnel=shop;step=cart,orders,");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void lines_are_ordered_by_the_bytes_of_their_fields(long seed) {
        List<RowLine> rows = randomRows(new Random(seed));
        List<RowLine> expected = new ArrayList<>(rows);
        expected.sort(BY_BYTES);
        rows.sort(CsvRows.ORDER);
        assertThat(rows.stream().map(CsvRows::line))
                .as("seed %d", seed)
                .containsExactlyElementsOf(expected.stream().map(CsvRows::line).toList());
    }

    /** No name here holds a comma or a quote, so the fields are what lies between the commas. */
    private static final Comparator<RowLine> BY_BYTES =
            (a, b) -> {
                String[] ofA = CsvRows.line(a).split(",", -1);
                String[] ofB = CsvRows.line(b).split(",", -1);
                for (int i = 0; i < ofA.length; i++) {
                    int order =
                            Arrays.compareUnsigned(
                                    ofA[i].getBytes(StandardCharsets.UTF_8),
                                    ofB[i].getBytes(StandardCharsets.UTF_8));
                    if (order != 0) {
                        return order;
                    }
                }
                return 0;
            };

    private static List<RowLine> randomRows(Random random) {
        String[] names = {"*", "none", "a", "a b", "é", "\uFFFD", "\uD83D\uDE00", "Z"};
        String[] ids = {"orders", "sessions", "revenue_gbp"};
        long[] ends = {
            0,
            -86_400_000L,
            END_MS,
            253_402_300_800_000L,
            400_000_000_000_000_000L / 86_400_000 * 86_400_000
        };
        List<RowLine> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Window window = WINDOWS.get(random.nextInt(WINDOWS.size()));
            long endMs =
                    Math.floorDiv(ends[random.nextInt(ends.length)], window.paneMs())
                            * window.paneMs();
            Cut cut =
                    new Cut(
                            names[random.nextInt(names.length)],
                            names[random.nextInt(names.length)]);
            KpiValue kpi = Lines.count(ids[random.nextInt(ids.length)], random.nextInt(12));
            rows.add(
                    new RowLine(
                            endMs,
                            window,
                            cut,
                            kpi,
                            STAGES.get(random.nextInt(STAGES.size())),
                            random.nextInt(12)));
        }
        return rows;
    }
}
