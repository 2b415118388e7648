package io.omnipulse.producers;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A shop of the simulated chain.
 *
 * @param id what receipts and answers bear
 * @param currency the money of its till, and of those who live nearby
 */
record Store(String id, String currency) {
    private static final List<Store> CHAIN =
            List.of(
                    new Store("store-paris", "EUR"),
                    new Store("store-lyon", "EUR"),
                    new Store("store-berlin", "EUR"),
                    new Store("store-hamburg", "EUR"),
                    new Store("store-madrid", "EUR"),
                    new Store("store-milan", "EUR"),
                    new Store("store-vienna", "EUR"),
                    new Store("store-dublin", "EUR"),
                    new Store("store-london", "GBP"),
                    new Store("store-new-york", "USD"));

    static Store any(RandomGenerator random) {
        return Draw.oneOf(random, CHAIN);
    }
}
