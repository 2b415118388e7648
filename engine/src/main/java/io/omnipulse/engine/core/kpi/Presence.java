package io.omnipulse.engine.core.kpi;

import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    private final Set<String> ids = new HashSet<>();
    private final TreeMap<Integer, BitSet> currencies = new TreeMap<>();

    /**
     * By place in the catalogue, the plain KPIs among the ids: asked far more often than they
     * change.
     */
    private final BitSet plain = new BitSet();

    public Presence() {}

    public Presence(Collection<String> ids, Collection<Integer> currencies) {
        this.ids.addAll(ids);
        currencies.forEach(currency -> this.currencies.put(currency, new BitSet()));
    }

    public Presence copy() {
        Presence copy = new Presence(ids, List.of());
        currencies.forEach((currency, known) -> copy.currencies.put(currency, copy(known)));
        copy.plain.or(plain);
        return copy;
    }

    private static BitSet copy(BitSet of) {
        return BitSet.valueOf(of.toLongArray());
    }

    /** The ids present, with their currencies behind them. */
    public Set<String> ids() {
        return Collections.unmodifiableSet(ids);
    }

    /** The currencies seen, packed. */
    public SortedSet<Integer> currencies() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(currencies.keySet()));
    }

    boolean includes(String id) {
        return ids.contains(id);
    }

    void include(String id) {
        ids.add(id);
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
