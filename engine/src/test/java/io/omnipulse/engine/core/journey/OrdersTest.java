package io.omnipulse.engine.core.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnipulse.engine.core.event.Facts;
import org.junit.jupiter.api.Test;

/** Which purchase or sale is an order, and which only a copy of one. */
class OrdersTest {
    private final Orders orders = new Orders();

    @Test
    void the_first_order_ever_is_told_from_further_ones() {
        // Given
        Orders.Novelty first = read(Facts.purchase("a", "10:00", "o-1"));
        // When
        Orders.Novelty second = read(Facts.sale("b", "10:00", "r-1"));
        // Then
        assertThat(first).isEqualTo(Orders.Novelty.FIRST_EVER);
        assertThat(second).isEqualTo(Orders.Novelty.FURTHER);
    }

    @Test
    void thirty_days_after_an_order_its_id_still_means_a_copy() {
        // Given
        read(Facts.purchase("a", "03-02 10:00", "o-1"));
        // When
        Orders.Novelty again = read(Facts.purchase("b", "04-01 10:00", "o-1"));
        // Then
        assertThat(again).isEqualTo(Orders.Novelty.COPY);
    }

    @Test
    void later_than_that_the_id_is_an_order_anew() {
        // Given
        read(Facts.purchase("a", "03-02 10:00", "o-1"));
        // When
        Orders.Novelty again = read(Facts.purchase("b", "04-01 10:00:00.001", "o-1"));
        // Then
        assertThat(again).isEqualTo(Orders.Novelty.FURTHER);
    }

    @Test
    void copies_count_from_the_order_not_from_the_last_copy() {
        // Given
        read(Facts.purchase("a", "03-02 10:00", "o-1"));
        read(Facts.purchase("b", "03-22 10:00", "o-1"));
        // When
        Orders.Novelty third = read(Facts.purchase("c", "04-11 10:00", "o-1"));
        // Then
        assertThat(third).isEqualTo(Orders.Novelty.FURTHER);
    }

    @Test
    void a_receipt_is_the_stores_own_and_no_web_order() {
        // Given
        read(Facts.sale("a", "10:00", "7"));
        // When
        Orders.Novelty elsewhere = read(Facts.sale("b", "10:01", "7").store("paris"));
        Orders.Novelty online = read(Facts.purchase("c", "10:02", "7"));
        Orders.Novelty same = read(Facts.sale("d", "10:03", "7"));
        // Then
        assertThat(elsewhere).isEqualTo(Orders.Novelty.FURTHER);
        assertThat(online).isEqualTo(Orders.Novelty.FURTHER);
        assertThat(same).isEqualTo(Orders.Novelty.COPY);
    }

    @Test
    void forgetting_keeps_the_orders_that_may_still_have_copies() {
        // Given
        read(Facts.purchase("a", "03-02 10:00", "o-1"));
        // When
        orders.forgetBefore(Facts.ms("04-01 10:00"));
        // Then
        assertThat(read(Facts.purchase("b", "04-01 10:00", "o-1"))).isEqualTo(Orders.Novelty.COPY);
    }

    @Test
    void that_there_was_an_order_outlives_the_order() {
        // Given
        read(Facts.purchase("a", "03-02 10:00", "o-1"));
        // When
        orders.forgetBefore(Facts.ms("04-01 10:00:00.001"));
        // Then
        assertThat(orders.byKeyMs.toMap()).isEmpty();
        assertThat(read(Facts.purchase("b", "05-01 10:00", "o-2")))
                .isEqualTo(Orders.Novelty.FURTHER);
    }

    private Orders.Novelty read(Facts facts) {
        return orders.take(facts.event());
    }
}
