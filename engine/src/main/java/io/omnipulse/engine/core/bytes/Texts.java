package io.omnipulse.engine.core.bytes;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one stored value in the order of their first use, whose numbers stand for them after
 * that. Mutable.
 */
public final class Texts {
    private static final int FEW = 64;

    private String[] texts = new String[8];
    private int size;

    /** The number of each, once there are too many to look through. */
    private @Nullable Map<String, Integer> numbers;

    /** The number of a text; −1 where it was not used yet. */
    int numberOf(String text) {
        if (size > FEW) {
            return numberAmongMany(text);
        }
        for (int number = 0; number < size; number++) {
            if (texts[number].equals(text)) {
                return number;
            }
        }
        return -1;
    }

    private int numberAmongMany(String text) {
        Map<String, Integer> index = numbers;
        if (index == null) {
            index = new HashMap<>();
            for (int number = 0; number < size; number++) {
                index.put(texts[number], number);
            }
            numbers = index;
        }
        return index.getOrDefault(text, -1);
    }

    void add(String text) {
        if (size == texts.length) {
            texts = Arrays.copyOf(texts, size * 2);
        }
        texts[size] = text;
        if (numbers != null) {
            numbers.put(text, size);
        }
        size++;
    }

    /**
     * The text of this number.
     *
     * @throws IllegalArgumentException if there are not so many
     */
    String get(long number) {
        if (number < 0 || number >= size) {
            throw new IllegalArgumentException("text " + number + " of " + size);
        }
        return texts[(int) number];
    }
}
