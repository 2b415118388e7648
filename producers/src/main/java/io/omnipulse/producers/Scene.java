package io.omnipulse.producers;

import java.util.SplittableRandom;

/**
 * Something that begins at a moment and leaves events behind: a visit, a basket at the till, an
 * answer.
 */
interface Scene {
    /**
     * Plays the scene out. Every draw comes from {@code random}, which belongs to this scene alone,
     * so that no scene changes another one.
     *
     * @param number the scene's number within its kind
     * @param startMs when it begins; no event is earlier
     */
    void play(long number, long startMs, SplittableRandom random, Script script);
}
