package io.omnipulse.engine.core.measure;

import java.util.Arrays;

/**
 * Amounts of measures, by {@link MeasureCode}: a sparse vector that holds no zeros. Mutable, owned
 * by one holder; sums wrap at 64 bits, which the checks of the event contract keep out of reach.
 */
public final class Measures {
    /** Receives each code and its amount, in the order of the codes. */
    @FunctionalInterface
    public interface Visitor {
        void visit(int code, long amount);
    }

    private static final int SHORT = 16;

    private int[] codes;
    private long[] amounts;
    private int size;

    public Measures() {
        codes = new int[4];
        amounts = new long[4];
    }

    private Measures(int[] codes, long[] amounts, int size) {
        this.codes = codes;
        this.amounts = amounts;
        this.size = size;
    }

    public Measures copy() {
        int room = Math.max(size, 4);
        return new Measures(Arrays.copyOf(codes, room), Arrays.copyOf(amounts, room), size);
    }

    /** The amount, 0 where nothing was added. */
    public long get(int code) {
        int at = indexOf(code);
        return at < 0 ? 0 : amounts[at];
    }

    public void add(int code, long amount) {
        if (amount == 0) {
            return;
        }
        int at = indexOf(code);
        if (at >= 0) {
            amounts[at] += amount;
            if (amounts[at] == 0) {
                remove(at);
            }
        } else {
            insert(-at - 1, code, amount);
        }
    }

    /** Where the code is, or −1 less the place where it belongs. Most vectors are short. */
    private int indexOf(int code) {
        if (size > SHORT) {
            return Arrays.binarySearch(codes, 0, size, code);
        }
        int at = 0;
        while (at < size && codes[at] < code) {
            at++;
        }
        return at < size && codes[at] == code ? at : -at - 1;
    }

    public void addAll(Measures other) {
        for (int i = 0; i < other.size; i++) {
            add(other.codes[i], other.amounts[i]);
        }
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public int size() {
        return size;
    }

    /** The code at a place below {@link #size()}, in their order. */
    public int code(int place) {
        return codes[place];
    }

    /** The amount at a place. */
    public long amount(int place) {
        return amounts[place];
    }

    public void forEach(Visitor visitor) {
        for (int i = 0; i < size; i++) {
            visitor.visit(codes[i], amounts[i]);
        }
    }

    private void remove(int at) {
        System.arraycopy(codes, at + 1, codes, at, size - at - 1);
        System.arraycopy(amounts, at + 1, amounts, at, size - at - 1);
        size--;
    }

    private void insert(int at, int code, long amount) {
        if (size == codes.length) {
            codes = Arrays.copyOf(codes, size * 2);
            amounts = Arrays.copyOf(amounts, size * 2);
        }
        System.arraycopy(codes, at, codes, at + 1, size - at);
        System.arraycopy(amounts, at, amounts, at + 1, size - at);
        codes[at] = code;
        amounts[at] = amount;
        size++;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Measures that
                && size == that.size
                && Arrays.equals(codes, 0, size, that.codes, 0, size)
                && Arrays.equals(amounts, 0, size, that.amounts, 0, size);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < size; i++) {
            hash = 31 * (31 * hash + codes[i]) + Long.hashCode(amounts[i]);
        }
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        forEach(
                (code, amount) ->
                        text.append(text.length() > 1 ? ", " : "")
                                .append(MeasureCode.id(code))
                                .append('=')
                                .append(amount));
        return text.append('}').toString();
    }
}
