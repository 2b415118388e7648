package io.omnipulse.producers;

import java.util.random.RandomGenerator;

/**
 * An article of the simulated catalogue. Products are named alike in every run: they are master
 * data, not happenings.
 *
 * @param id what events bear
 * @param priceMinor price of one piece, the same number in every currency
 */
record Product(String id, long priceMinor) {
    private static final int ARTICLES = 240;

    /**
     * One of the catalogue, the first ones far more often than the last: a few articles make most
     * of the sales.
     */
    static Product any(RandomGenerator random) {
        double draw = random.nextDouble();
        int number = (int) (draw * draw * ARTICLES);
        long price = 500 + Math.floorMod(number * 7_919L, 12_000L) - number % 5;
        return new Product("sku-" + (1000 + number), price);
    }

    /** What one piece costs the shop. */
    long costMinor() {
        return priceMinor * 6 / 10;
    }
}
