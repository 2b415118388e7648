package io.omnipulse.engine.core.kpi;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which KPIs a cut has rows of by now: counts from its first counted event on, ratios and means
 * from their first value on, those kept by currency from the first order or return in it on. It
 * only grows, by being replaced by a larger one: immutable, so that the many windows with the same
 * KPIs share one.
 */
public final class Presence {
    /** Nothing is present. */
    public static final Presence NONE = new Presence(new TreeSet<>(), new TreeSet<>());

    private final SortedSet<String> ids;
    private final SortedSet<Integer> currencies;
    private final int hash;

    public Presence(Collection<String> ids, Collection<Integer> currencies) {
        this.ids = Collections.unmodifiableSortedSet(new TreeSet<>(ids));
        this.currencies = Collections.unmodifiableSortedSet(new TreeSet<>(currencies));
        this.hash = 31 * this.ids.hashCode() + this.currencies.hashCode();
    }

    /** The ids present, with their currencies behind them, in order. */
    public SortedSet<String> ids() {
        return ids;
    }

    /** The currencies seen, packed. */
    public SortedSet<Integer> currencies() {
        return currencies;
    }

    Presence withIds(Collection<String> more) {
        SortedSet<String> all = new TreeSet<>(ids);
        all.addAll(more);
        return new Presence(all, currencies);
    }

    Presence withCurrencies(Collection<Integer> more) {
        SortedSet<Integer> all = new TreeSet<>(currencies);
        all.addAll(more);
        return new Presence(ids, all);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Presence presence
                        && hash == presence.hash
                        && ids.equals(presence.ids)
                        && currencies.equals(presence.currencies));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return "Presence[ids=" + ids + ", currencies=" + currencies + "]";
    }
}
