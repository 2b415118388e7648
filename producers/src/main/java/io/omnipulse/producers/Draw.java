package io.omnipulse.producers;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Seeded draws. {@link StrictMath} rather than {@link Math} and own formulas rather than the
 * library's: one seed gives the same traffic on every machine and every Java release.
 */
final class Draw {
    private Draw() {}

    /**
     * Three numbers mixed into a seed of good quality (the finaliser of SplitMix64, Steele 2014).
     */
    static long seed(long a, long b, long c) {
        return mix(mix(mix(a) ^ b) ^ c);
    }

    static boolean chance(RandomGenerator random, double probability) {
        return random.nextDouble() < probability;
    }

    /** Exponentially distributed, with the mean given, in milliseconds; at least 1. */
    static long pauseMs(RandomGenerator random, double meanMs) {
        return 1 + (long) (-StrictMath.log(1 - random.nextDouble()) * meanMs);
    }

    /**
     * How often something happens again: each time with the same probability, at most {@code most}
     * times.
     */
    static int times(RandomGenerator random, double again, int most) {
        int count = 0;
        while (count < most && chance(random, again)) {
            count++;
        }
        return count;
    }

    static <T> T oneOf(RandomGenerator random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
