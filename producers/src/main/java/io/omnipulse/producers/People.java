package io.omnipulse.producers;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The population. A person is a pure function of the seed and a number, so producers that play
 * apart (`produce web` and `produce pos` with one seed and one start) still meet the same
 * customers, and nobody has to be remembered.
 */
final class People {
    private static final long DAY_MS = 86_400_000L;

    private final Ids ids;
    private final long seed;
    private final long size;

    /**
     * @param size how many people are about at one moment
     */
    People(Ids ids, long seed, long size) {
        this.ids = ids;
        this.seed = seed;
        this.size = size;
    }

    /**
     * Somebody who is about at this moment. A few come often, most rarely; in the course of a day
     * everybody is replaced by somebody new, so that there are always new customers.
     */
    Person anyAt(long msSinceStart, RandomGenerator random) {
        double draw = random.nextDouble();
        long oldest = Math.max(0, (long) ((double) msSinceStart / DAY_MS * size));
        return numbered(oldest + (long) (draw * StrictMath.sqrt(draw) * size));
    }

    private Person numbered(long number) {
        SplittableRandom traits = new SplittableRandom(Draw.seed(seed, 'P', number));
        boolean customer = Draw.chance(traits, 0.45);
        return new Person(
                ids.of("v", number),
                customer ? ids.of("c", number) : null,
                ids.of("r", number),
                Store.any(traits),
                Draw.chance(traits, 0.7),
                traits.nextInt(3) == 0
                        ? null
                        : "Mozilla/5.0 (simulated; browser " + traits.nextInt(9) + ")");
    }
}
