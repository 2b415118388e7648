package io.omnipulse.engine.core.kpi;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which KPIs a cut has rows of by now: counts from its first counted event on, ratios and means
 * from their first value on, those kept by currency from the first order or return in it on. It
 * only grows. Mutable, owned by one holder.
 */
public final class Presence {
    /** In order. The array is never changed, so copies share it. */
    private String[] ids = {};

    private final TreeMap<Integer, BitSet> currencies = new TreeMap<>();

    /**
     * By place in the catalogue, the plain KPIs among the ids: asked far more often than they
     * change.
     */
    private final BitSet plain = new BitSet();

    public Presence() {}

    public Presence(Collection<String> ids, Collection<Integer> currencies) {
        this.ids = ids.stream().distinct().sorted().toArray(String[]::new);
        currencies.forEach(currency -> this.currencies.put(currency, new BitSet()));
    }

    public Presence copy() {
        Presence copy = new Presence();
        copy.ids = ids;
        currencies.forEach((currency, known) -> copy.currencies.put(currency, copy(known)));
        copy.plain.or(plain);
        return copy;
    }

    private static BitSet copy(BitSet of) {
        return BitSet.valueOf(of.toLongArray());
    }

    /** The ids present, with their currencies behind them, in order. */
    public List<String> ids() {
        return List.of(ids);
    }

    /** The currencies seen, packed. */
    public SortedSet<Integer> currencies() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(currencies.keySet()));
    }

    boolean includes(String id) {
        return Arrays.binarySearch(ids, id) >= 0;
    }

    void include(String id) {
        int place = -Arrays.binarySearch(ids, id) - 1;
        if (place >= 0) {
            String[] more = Arrays.copyOf(ids, ids.length + 1);
            System.arraycopy(ids, place, more, place + 1, ids.length - place);
            more[place] = id;
            ids = more;
        }
    }

    void includeCurrency(int currencyCode) {
        if (!currencies.containsKey(currencyCode)) {
            currencies.put(currencyCode, new BitSet());
        }
    }

    /** The places of the plain KPIs that were found present; the others may be among the ids. */
    BitSet plain() {
        return plain;
    }

    /** The same for each currency. */
    SortedMap<Integer, BitSet> byCurrency() {
        return currencies;
    }
}
