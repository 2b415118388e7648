package io.omnipulse.engine.core.pane;

import static io.omnipulse.engine.core.pane.SmallTotals.counted;
import static io.omnipulse.engine.core.pane.SmallTotals.orders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.omnipulse.engine.core.kpi.KpiCalculator;
import io.omnipulse.engine.core.kpi.SmallCatalog;
import io.omnipulse.engine.core.measure.Measure;
import io.omnipulse.engine.core.measure.MeasureCode;
import io.omnipulse.engine.core.measure.Measures;
import io.omnipulse.engine.core.time.Window;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One rolling window of one cut: what it publishes, corrects, settles and stores. */
class RollingWindowTest {
    private static final int[] CODES = {
        MeasureCode.of(Measure.EVENTS),
        MeasureCode.of(Measure.ORDERS),
        MeasureCode.of(Measure.PAGE_VIEWS),
        MeasureCode.of(Measure.SESSIONS),
        MeasureCode.of(Measure.REVENUE, "EUR"),
        MeasureCode.of(Measure.CURRENCY_ORDERS, "EUR"),
        MeasureCode.of(Measure.CURRENCY_RETURNS, "GBP")
    };

    private final KpiCalculator kpis = new KpiCalculator(SmallCatalog.of());
    private final RowBook book = new RowBook();
    private final RollingWindow rolling = new RollingWindow(Window.H1, kpis);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void it_publishes_corrects_and_shows_what_brute_force_would(long seed) {
        // Given
        Random random = new Random(seed);
        RollingWindow actual = rolling;
        PlainWindow model = new PlainWindow(Window.H1, kpis);
        StoredWindow store = new StoredWindow();
        long published = 0;
        long settled = -20;
        actual.publishTo(published, book);
        model.publishTo(published);
        for (int step = 0; step < 400; step++) {
            // When
            switch (random.nextInt(8)) {
                case 0 -> {
                    published += random.nextInt(6);
                    actual.publishTo(published, book);
                    // Then
                    assertThat(book.take())
                            .as("published at step %s", step)
                            .isEqualTo(model.publishTo(published));
                }
                case 1 -> {
                    actual.restate(book);
                    assertThat(book.take())
                            .as("restated at step %s", step)
                            .isEqualTo(model.restate());
                    assertThat(actual.hasLate()).isFalse();
                }
                case 2 -> {
                    if (!actual.hasLate() && random.nextInt(4) == 0) {
                        settled = Math.max(settled, published - random.nextInt(20));
                        actual.settleTo(settled);
                    }
                }
                case 3 -> {
                    actual.drain(store);
                    if (random.nextInt(4) == 0) {
                        actual = store.restart(Window.H1, kpis, published);
                    }
                }
                case 4 -> {
                    long present = published + 5;
                    assertThat(actual.presentRow(present).totals())
                            .as("present at step %s", step)
                            .isEqualTo(model.totals(present));
                }
                default -> {
                    long pane = settled + 1 + random.nextLong(published - settled + 12);
                    Measures change = change(random);
                    actual.add(pane, change);
                    model.add(pane, change);
                }
            }
            assertThat(actual.nextDue()).as("due after step %s", step).isEqualTo(model.nextDue());
        }
    }

    private static Measures change(Random random) {
        Measures change = new Measures();
        for (int left = 1 + random.nextInt(2); left > 0; left--) {
            change.add(CODES[random.nextInt(CODES.length)], random.nextInt(5) - 2L);
        }
        return change;
    }

    @Test
    void a_row_is_written_where_the_totals_change_and_nowhere_else() {
        // Given
        rolling.add(10, orders(2));
        rolling.add(12, orders(1));
        rolling.add(70, orders(-2));
        // When
        rolling.publishTo(69, book);
        // Then
        assertThat(book.take())
                .satisfiesExactly(
                        row -> assertThat(row).startsWith(Window.H1.endMs(10) + " r0 {orders=2}"),
                        row -> assertThat(row).startsWith(Window.H1.endMs(12) + " r0 {orders=3}"));
        assertThat(rolling.nextDue()).hasValue(70);
    }

    @Test
    void rows_are_published_once() {
        // Given
        rolling.add(10, orders(2));
        rolling.publishTo(20, book);
        book.take();
        // When
        rolling.publishTo(20, book);
        rolling.publishTo(15, book);
        // Then
        assertThat(book.take()).isEmpty();
    }

    @Test
    void a_late_change_waits_until_rows_are_restated() {
        // Given
        rolling.add(10, orders(2));
        rolling.publishTo(20, book);
        book.take();
        // When
        rolling.add(10, orders(1));
        // Then
        assertThat(rolling.hasLate()).isTrue();
        rolling.add(21, orders(10));
        rolling.publishTo(21, book);
        assertThat(book.take()).singleElement().asString().contains("{orders=12}");
    }

    @Test
    void a_restatement_is_numbered_and_says_what_was_before() {
        // Given
        rolling.add(10, counted(2));
        rolling.publishTo(20, book);
        rolling.add(10, counted(1));
        rolling.restate(book);
        book.take();
        // When
        rolling.add(10, counted(4));
        rolling.restate(book);
        // Then
        assertThat(book.take())
                .singleElement()
                .asString()
                .startsWith(Window.H1.endMs(10) + " r2 {events=7, orders=7}")
                .endsWith("was {orders=3.0}");
    }

    @Test
    void a_late_change_before_all_rows_corrects_every_row_after_it() {
        // Given
        rolling.add(10, counted(2));
        rolling.add(12, counted(1));
        rolling.publishTo(20, book);
        book.take();
        // When
        rolling.add(9, counted(5));
        rolling.restate(book);
        // Then
        assertThat(book.take())
                .satisfiesExactly(
                        row ->
                                assertThat(row)
                                        .contains(" r1 {events=5, orders=5}")
                                        .endsWith("was {}"),
                        row ->
                                assertThat(row)
                                        .contains(" r1 {events=7, orders=7}")
                                        .endsWith("was {orders=2.0}"),
                        row ->
                                assertThat(row)
                                        .contains(" r1 {events=8, orders=8}")
                                        .endsWith("was {orders=3.0}"));
    }

    @Test
    void only_rows_that_say_something_else_are_written_anew() {
        // Given
        rolling.add(10, counted(2));
        rolling.add(14, counted(1));
        rolling.add(16, counted(1));
        rolling.publishTo(20, book);
        book.take();
        // When
        rolling.add(12, counted(3));
        rolling.add(14, counted(-3)); // from 14 on it is as before
        rolling.restate(book);
        // Then
        assertThat(book.take())
                .satisfiesExactly(
                        row ->
                                assertThat(row)
                                        .startsWith(
                                                Window.H1.endMs(12) + " r1 {events=5, orders=5}")
                                        .endsWith("was {orders=2.0}"));
    }

    @Test
    void a_row_that_would_say_what_the_one_before_says_is_withdrawn() {
        // Given
        rolling.add(10, counted(2));
        rolling.add(12, counted(1));
        rolling.publishTo(20, book);
        book.take();
        // When
        rolling.add(10, counted(1));
        rolling.add(12, counted(-1)); // the event happened earlier
        rolling.restate(book);
        // Then
        assertThat(book.take())
                .satisfiesExactly(
                        row ->
                                assertThat(row)
                                        .startsWith(
                                                Window.H1.endMs(10) + " r1 {events=3, orders=3}"),
                        row -> assertThat(row).isEqualTo(RowBook.withdrawal(Window.H1.endMs(12))));
    }

    @Test
    void a_withdrawn_row_that_comes_back_has_the_next_number() {
        // Given
        rolling.add(12, counted(1));
        rolling.publishTo(20, book);
        rolling.add(12, counted(-1));
        rolling.restate(book);
        book.take();
        // When
        rolling.add(12, counted(4));
        rolling.restate(book);
        // Then
        assertThat(book.take()).singleElement().asString().contains(" r2 {events=4, orders=4}");
    }

    @Test
    void late_changes_that_cancel_out_correct_nothing() {
        // Given
        rolling.add(10, counted(2));
        rolling.publishTo(20, book);
        book.take();
        rolling.add(15, counted(1));
        rolling.add(15, counted(-1));
        // When
        rolling.restate(book);
        // Then
        assertThat(rolling.hasLate()).isFalse();
        assertThat(book.take()).isEmpty();
    }

    @Test
    void what_is_settled_counts_on_but_takes_no_more_changes() {
        // Given
        rolling.add(10, orders(2));
        rolling.publishTo(20, book);
        book.take();
        boolean settled = rolling.settleTo(15);
        // When
        rolling.add(30, orders(1));
        rolling.publishTo(30, book);
        // Then
        assertThat(settled).isTrue();
        assertThat(book.take()).singleElement().asString().contains(" r0 {orders=3}");
        assertThatIllegalStateException()
                .isThrownBy(() -> rolling.add(10, orders(1)))
                .withMessage("a partial reached pane 10 of window 1h, settled up to 15");
    }

    @Test
    void what_is_not_published_is_not_settled() {
        // Given
        rolling.add(10, orders(2));
        rolling.publishTo(9, book);
        // When
        boolean settled = rolling.settleTo(15);
        // Then
        assertThat(settled).isFalse();
        assertThat(rolling.nextDue()).hasValue(10);
    }

    @Test
    void what_waits_to_be_restated_cannot_be_settled() {
        // Given
        rolling.publishTo(20, book);
        rolling.add(10, orders(2));
        // When
        assertThatIllegalStateException()
                .isThrownBy(() -> rolling.settleTo(10))
                // Then
                .withMessage("pane 10 is to be settled before it is restated");
        assertThat(rolling.settleTo(9)).isFalse();
    }

    @Test
    void a_pane_of_which_nothing_is_left_is_deleted_from_the_store() {
        // Given
        StoredWindow store = new StoredWindow();
        rolling.add(10, orders(2));
        rolling.add(11, orders(1));
        rolling.drain(store);
        boolean both = store.panes().size() == 2;
        // When
        rolling.add(10, orders(-2));
        rolling.drain(store);
        // Then
        assertThat(both).isTrue();
        assertThat(store.panes()).containsOnlyKeys(11L);
    }

    @Test
    void a_restart_goes_on_with_what_was_settled_published_late_and_numbered() {
        // Given
        StoredWindow store = new StoredWindow();
        rolling.add(10, counted(2));
        rolling.add(14, counted(1));
        rolling.publishTo(20, book);
        rolling.add(14, counted(1));
        rolling.restate(book); // 14 is r1
        rolling.settleTo(12);
        rolling.add(14, counted(1)); // waits
        rolling.drain(store);
        book.take();
        // When
        RollingWindow restarted = store.restart(Window.H1, kpis, 20);
        // Then
        assertThat(restarted.hasLate()).isTrue();
        restarted.publishTo(20, book);
        assertThat(book.take()).isEmpty();
        restarted.restate(book);
        assertThat(book.take())
                .singleElement()
                .asString()
                .contains(" r2 {events=5, orders=5}")
                .endsWith("was {orders=4.0}");
        assertThatIllegalStateException().isThrownBy(() -> restarted.add(10, orders(1)));
    }
}
