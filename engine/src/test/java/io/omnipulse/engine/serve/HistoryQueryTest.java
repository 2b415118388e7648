package io.omnipulse.engine.serve;

import static io.omnipulse.engine.serve.Served.SETTINGS;
import static io.omnipulse.engine.serve.Served.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.time.Window;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HistoryQueryTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:05:00Z");

    private static HistoryQuery query(Map<String, List<String>> parameters) {
        return HistoryQuery.of(
                parameters,
                SampleCatalog.catalog(),
                new KpiNames(SampleCatalog.catalog()),
                EnumSet.of(Window.M5, Window.H1),
                NOW);
    }

    @Test
    void what_is_not_said_is_the_last_hour() {
        HistoryQuery query = query(Map.of());

        assertThat(query.toMs()).isEqualTo(NOW.toEpochMilli());
        assertThat(query.fromMs()).isEqualTo(NOW.minus(Duration.ofHours(1)).toEpochMilli());
        assertThat(query.limit()).isEqualTo(HistoryQuery.USUAL_LIMIT);
    }

    @Test
    void times_may_have_any_zone() {
        HistoryQuery query =
                query(
                        Map.of(
                                "from", List.of("2026-11-22T10:00:00+01:00"),
                                "to", List.of("2026-11-22T09:30:00Z")));

        assertThat(Instant.ofEpochMilli(query.fromMs()))
                .isEqualTo(Instant.parse("2026-11-22T09:00:00Z"));
        assertThat(Instant.ofEpochMilli(query.toMs()))
                .isEqualTo(Instant.parse("2026-11-22T09:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday, from",
        "to=2026-11-22, to",
        "from=0001-01-01T00:00:00Z, from",
        "from=2026-11-22T10:00:00Z&to=2026-11-22T09:00:00Z, from",
        "to=2026-11-22T10:00:00Z&to=2026-11-22T11:00:00Z, to",
        "limit=0, limit",
        "limit=20001, limit",
        "limit=many, limit",
        "kpi=conversion, kpi",
        "since=2026-11-22T10:00:00Z, since"
    })
    void a_wrong_parameter_is_a_problem_that_names_it(String query, String parameter)
            throws Exception {
        SampleTable sample = new SampleTable(SETTINGS).complete().heartbeat(0);
        try (Served served = Served.table(sample, SETTINGS)) {
            HttpResponse<String> response = served.get("/api/history?" + query);

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.headers().firstValue("content-type"))
                    .hasValue("application/problem+json");
            assertThat(json(response).get("parameter").textValue()).isEqualTo(parameter);
        }
    }
}
