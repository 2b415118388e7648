package io.omnipulse.benchmarks.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.benchmarks.data.EventSource;
import io.omnipulse.benchmarks.data.Generator;
import io.omnipulse.benchmarks.data.Occurrence;
import io.omnipulse.benchmarks.data.Occurrence.Till;
import io.omnipulse.benchmarks.data.Occurrence.Web;
import io.omnipulse.benchmarks.data.Slice;
import io.omnipulse.benchmarks.data.Workload;
import io.omnipulse.engine.core.time.Window;
import io.omnipulse.events.SaleKind;
import io.omnipulse.events.WebAction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    private static final Workload WORKLOAD =
            new Workload(Generator.OMNIPULSE, 30_000, 2_000, 5, 0.05, 30_000, 4, 11, 7_200_000);
    private static final long END_MS = Workload.BEGINS_MS + 3_600_000;
    private static final Cell LAST_HOUR = new Cell(Window.H1, Cuts.TOTAL, END_MS);

    @Test
    void customers_orders_and_revenue_of_an_hour_are_what_a_look_at_each_event_gives() {
        // Given
        Set<Integer> customers = new HashSet<>();
        Set<Integer> purchasers = new HashSet<>();
        long orders = 0;
        long revenue = 0;
        EventSource source = new EventSource(WORKLOAD);
        while (source.hasNext()) {
            Occurrence event = source.next();
            if (event.occurredMs() >= END_MS - 3_600_000 && event.occurredMs() < END_MS) {
                if (event.isInteraction()) {
                    customers.add(event.subject());
                }
                if (isOrder(event)) {
                    orders++;
                    purchasers.add(event.subject());
                }
                revenue += paid(event);
            }
        }
        // When
        Totals totals =
                Reference.of(WORKLOAD, Slice.ALL, Checkpoints.of(WORKLOAD))
                        .getOrDefault(LAST_HOUR, new Totals());
        // Then
        assertThat(totals.get(Figure.CUSTOMERS)).isPositive().isEqualTo(customers.size());
        assertThat(totals.get(Figure.PURCHASERS)).isPositive().isEqualTo(purchasers.size());
        assertThat(totals.get(Figure.ORDERS)).isPositive().isEqualTo(orders);
        assertThat(totals.get(Figure.REVENUE)).isPositive().isEqualTo(revenue);
    }

    @Test
    void events_add_up_over_campaigns_and_distinct_customers_do_not() {
        Map<Cell, Totals> cells = Reference.of(WORKLOAD, Slice.ALL, Checkpoints.of(WORKLOAD));

        Totals sum = new Totals();
        for (int campaign = 0; campaign < WORKLOAD.campaigns(); campaign++) {
            sum.add(
                    cells.getOrDefault(
                            new Cell(
                                    Window.H1, Cuts.name("campaign-" + campaign, Cuts.ALL), END_MS),
                            new Totals()));
        }

        Totals total = cells.getOrDefault(LAST_HOUR, new Totals());
        assertThat(sum.get(Figure.ORDERS)).isPositive().isEqualTo(total.get(Figure.ORDERS));
        assertThat(sum.get(Figure.CUSTOMERS)).isGreaterThan(total.get(Figure.CUSTOMERS));
    }

    @Test
    void a_figure_that_is_off_by_one_is_found() {
        Map<Cell, Totals> right = Reference.of(WORKLOAD, Slice.ALL, Checkpoints.of(WORKLOAD));
        Map<Cell, Totals> given = new HashMap<>(right);
        given.put(
                LAST_HOUR,
                new Totals()
                        .add(right.getOrDefault(LAST_HOUR, new Totals()))
                        .add(Figure.ORDERS, 1));

        Check check = Check.of(right, given, Figure.ofEngine());

        assertThat(check.differ()).isEqualTo(1);
        assertThat(check.holds()).isFalse();
        assertThat(Check.of(right, right, Figure.ofEngine()).holds()).isTrue();
    }

    private static boolean isOrder(Occurrence event) {
        return event.what() instanceof Web web
                ? web.action() == WebAction.PURCHASE
                : event.what() instanceof Till till && till.kind() == SaleKind.SALE;
    }

    private static long paid(Occurrence event) {
        if (event.what() instanceof Web web) {
            return web.amountMinor();
        }
        if (event.what() instanceof Till till) {
            return till.kind() == SaleKind.SALE ? till.amountMinor() : -till.amountMinor();
        }
        return 0;
    }
}
