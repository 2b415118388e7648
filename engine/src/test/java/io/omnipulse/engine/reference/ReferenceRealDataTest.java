package io.omnipulse.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.omnipulse.engine.reference.ReferenceEngine.Settings;
import io.omnipulse.engine.reference.ReferenceTable.Row;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Figures that others found for public data sets, or that a few lines of another language find. */
class ReferenceRealDataTest {

    @Test
    void a_year_of_a_web_shop_ends_with_its_known_thirty_days() {
        ReferenceTable table = thirtyDaysOf("online_retail");

        String end = "2011-12-09T18:00:00Z";
        Row conversion = row(table, end, "*", "omnichannel_conversion_ratio");
        assertThat(conversion.numerator()).isEqualTo("1860");
        assertThat(conversion.denominator()).isEqualTo("1919");
        assertThat(row(table, end, "*", "orders").value()).isEqualTo("2913.0");
        assertThat(row(table, end, "*", "new_customers").value()).isEqualTo("253.0");
        Row revenue = row(table, end, "*", "revenue_gbp");
        assertThat(revenue.numerator()).isEqualTo("146638477");
        assertThat(revenue.value()).isEqualTo("1466384.77");
        Row average = row(table, end, "*", "average_order_value_gbp");
        assertThat(average.value()).isEqualTo("503.3933299004463");
        assertThat(average.denominator()).isEqualTo("2913");
    }

    @Test
    void web_sessions_convert_and_engage_as_counted() {
        ReferenceTable table = thirtyDaysOf("shoppers");

        String end = "2017-12-15T00:00:00Z";
        Row conversion = row(table, end, "*", "session_conversion_ratio");
        assertThat(conversion.numerator()).isEqualTo("216");
        assertThat(conversion.denominator()).isEqualTo("1727");
        Row engagement = row(table, end, "*", "engagement_ratio");
        assertThat(engagement.numerator()).isEqualTo("1629");
        assertThat(engagement.denominator()).isEqualTo("1727");
    }

    @Test
    void each_airline_has_its_published_net_promoter_score() throws IOException {
        ReferenceTable table = thirtyDaysOf("prepbench_nps");

        String end = "2022-05-03T06:00:00Z";
        Row all = row(table, end, "*", "net_promoter_score");
        assertThat(all.value()).isEqualTo("9.31098696461825");
        assertThat(all.n()).isEqualTo("5907");
        JsonNode expected =
                new ObjectMapper()
                        .readTree(RealData.text("data", "prepbench_nps", "expected.json"))
                        .path("airlines")
                        .path("exact");
        assertThat(expected.size()).isEqualTo(59);
        expected.properties()
                .forEach(
                        airline -> {
                            Row row = row(table, end, airline.getKey(), "net_promoter_score");
                            JsonNode known = airline.getValue();
                            assertThat(Double.parseDouble(row.value()))
                                    .as(airline.getKey())
                                    .isEqualTo(known.path("nps").doubleValue());
                            assertThat(row.n()).isEqualTo(known.path("n").asText());
                        });
    }

    @Test
    void ratings_of_clothes_have_their_known_top_two_boxes() {
        ReferenceTable table = thirtyDaysOf("womens_clothing");

        Row csat = row(table, "2018-01-17T12:00:00Z", "*", "csat_ratio");
        assertThat(csat.numerator()).isEqualTo("18208");
        assertThat(csat.denominator()).isEqualTo("23486");
    }

    private static ReferenceTable thirtyDaysOf(String set) {
        return ReferenceTable.of(
                ReferenceEngine.rows(RealData.events(set), Settings.standard().withWindows("30d")));
    }

    private static Row row(ReferenceTable table, String end, String campaign, String kpi) {
        return table.at(end, "30d", campaign, "*", kpi).orElseThrow();
    }
}
