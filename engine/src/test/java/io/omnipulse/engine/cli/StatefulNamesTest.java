package io.omnipulse.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.config.CatalogReader;
import io.omnipulse.engine.config.EngineConfig;
import io.omnipulse.engine.stream.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which change of the configuration asks for what, by the names that state hangs on. */
class StatefulNamesTest {
    private static final String OF_MY_OWN =
            """
            - id: page_views_per_session
              kind: mean
              numerator: page_views
              denominator: sessions
              unit: count
              windows: [1h, 24h]
              description: Page views for each active session.
              source: ours
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @Test
    void the_names_of_what_is_shipped_are_those_of_this_release() {
        Golden.check(
                "names-of-state.txt",
                StatefulNames.of(EngineConfig.defaults(), CatalogReader.shipped()).text());
    }

    @Test
    void a_new_kpi_over_measures_that_are_counted_needs_no_replay() throws IOException {
        Path before = file("before.yaml", "version: 1\n");
        file("kpis.yaml", OF_MY_OWN);
        Path after = file("after.yaml", "catalogue: kpis.yaml\n");

        Typed check = against(before, after);

        assertThat(check.exitCode()).as(check.err()).isZero();
        assertThat(check.out())
                .contains("kpi page_views_per_session is new: holds from now on without a replay")
                .contains("a restart; a backfill for the past");
    }

    @Test
    void another_formula_is_told_from_other_words() throws IOException {
        Path before = file("before.yaml", "catalogue: old.yaml\n");
        file("old.yaml", OF_MY_OWN);
        Path words = file("words.yaml", "catalogue: other-words.yaml\n");
        file("other-words.yaml", OF_MY_OWN.replace("source: ours", "source: theirs"));
        Path formula = file("formula.yaml", "catalogue: other-formula.yaml\n");
        file("other-formula.yaml", OF_MY_OWN.replace("page_views\n", "page_views - orders\n"));

        Typed otherWords = against(before, words);
        Typed otherFormula = against(before, formula);

        assertThat(otherWords.out()).contains("nothing that state hangs on");
        assertThat(otherFormula.out())
                .contains(
                        "kpi page_views_per_session was mean of +page_views / +sessions, in count, over 1h 24h, is mean of"
                                + " +page_views -orders / +sessions");
        assertThat(otherFormula.exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "home-partitions: 16 | home-partitions was 8, is 16: needs a new version",
                "windows: {horizon: 72h} | windows.horizon was 2d, is 3d: needs a new version",
                "identity: {from-events: true} | identity was not followed, is followed: needs a new version",
                "sources: [web-events, identity-links] | identity was not followed, is followed: needs a new version",
            })
    void what_does_not_fit_the_state_needs_a_new_version_and_is_let_pass_with_one(
            String yaml, String said) throws IOException {
        Path before = file("before.yaml", "version: 1\n");

        Typed kept = against(before, file("kept.yaml", yaml + "\n"));
        Typed raised = against(before, file("raised.yaml", "version: 2\n" + yaml + "\n"));

        assertThat(kept.exitCode()).isEqualTo(1);
        assertThat(kept.out()).contains(said).contains("raise version; the state does not fit");
        assertThat(raised.exitCode()).isZero();
        assertThat(raised.out()).contains("a new version, which computes all anew");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "windows: {rolling: [5m, 1h, 24h, 7d, 30d, 90d]} | window 90d is new: whole once it has seen its length",
                "windows: {rolling: [5m, 1h, 24h, 7d]} | window 30d is gone: shown no more; to have it back takes a new version",
                "windows: {horizon: 24h} | windows.horizon was 2d, is 1d: holds from now on; the past needs a backfill",
                "windows: {lookback: 14d} | windows.lookback was 7d, is 14d: holds from now on",
                "sources: [web-events, pos-sales, survey-answers, ad-spend] | source ad-spend is new: counts from now on",
                "serve: {port: 8081} | nothing that state hangs on",
            })
    void what_fits_the_state_needs_a_restart(String yaml, String said) throws IOException {
        Typed check = against(file("before.yaml", "version: 1\n"), file("after.yaml", yaml + "\n"));

        assertThat(check.exitCode()).as(check.err()).isZero();
        assertThat(check.out()).contains(said);
    }

    @Test
    void the_names_of_an_older_release_are_kept_in_a_file() throws IOException {
        Path config = file("engine.yaml", "version: 1\n");
        String names = Typed.run("check-config", config.toString(), "--names").out();
        String older =
                names.replaceFirst("(?m)^measure session_orders = .*\\n", "")
                        .replaceFirst("(?m)^(measure orders = )\\d+", "$199")
                        .replace("store panes-v1", "store panes-v0");

        Typed same = against(file("names.txt", names), config);
        Typed check = against(file("older.txt", older), config);
        Typed broken = against(file("broken.txt", names + "nonsense\n"), config);

        assertThat(same.out()).contains("nothing that state hangs on");
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out())
                .contains("measure session_orders is new: counted from now on")
                .containsPattern("measure orders was 99 additive, is \\d+ additive: needs a new")
                .contains("store panes-v0 is gone: needs a new version")
                .contains("store panes-v1 is new: needs a new version");
        assertThat(broken.exitCode()).isEqualTo(2);
        assertThat(broken.err()).contains("\"nonsense\"").contains("--names");
    }

    private Typed against(Path before, Path after) {
        return Typed.run("check-config", after.toString(), "--against", before.toString());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
