package io.omnipulse.engine.core.kpi;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which KPIs a cut has rows of by now: counts from its first counted event on, ratios and means
 * from their first value on, those kept by currency from the first order or return in it on. It
 * only grows. Mutable, owned by one holder.
 */
public final class Presence {
    private final Set<String> ids = new HashSet<>();
    private final SortedSet<Integer> currencies = new TreeSet<>();

    public Presence() {}

    public Presence(Collection<String> ids, Collection<Integer> currencies) {
        this.ids.addAll(ids);
        this.currencies.addAll(currencies);
    }

    public Presence copy() {
        return new Presence(ids, currencies);
    }

    /** The ids present, with their currencies behind them. */
    public Set<String> ids() {
        return Collections.unmodifiableSet(ids);
    }

    /** The currencies seen, packed. */
    public SortedSet<Integer> currencies() {
        return Collections.unmodifiableSortedSet(currencies);
    }

    boolean includes(String id) {
        return ids.contains(id);
    }

    void include(String id) {
        ids.add(id);
    }

    void includeCurrency(int currencyCode) {
        currencies.add(currencyCode);
    }
}
