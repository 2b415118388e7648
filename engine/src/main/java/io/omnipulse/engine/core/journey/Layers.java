package io.omnipulse.engine.core.journey;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Values by name, in layers: a copy shares what was put before it was made. So it costs what has
 * come since the last copy, and not what there is, which in a long journey is far more. Mutable;
 * the values are not to be changed.
 */
final class Layers<V> {
    private Map<String, V> own = new HashMap<>();
    private @Nullable Layer<V> below;

    /** What several share, so it stays as it is. */
    private record Layer<V>(Map<String, V> values, @Nullable Layer<V> below) {}

    Layers() {}

    private Layers(@Nullable Layer<V> below) {
        this.below = below;
    }

    @Nullable V get(String name) {
        V value = own.get(name);
        for (Layer<V> layer = below; value == null && layer != null; layer = layer.below) {
            value = layer.values.get(name);
        }
        return value;
    }

    void put(String name, V value) {
        own.put(name, value);
    }

    Layers<V> copy() {
        if (!own.isEmpty()) {
            below = onTopOf(below, own);
            own = new HashMap<>();
        }
        return new Layers<>(below);
    }

    /** A layer is more than twice as large as the one above it, so there are few. */
    private static <V> Layer<V> onTopOf(@Nullable Layer<V> below, Map<String, V> values) {
        Map<String, V> merged = values;
        @Nullable Layer<V> rest = below;
        while (rest != null && rest.values.size() <= 2 * merged.size()) {
            Map<String, V> both = new HashMap<>(rest.values);
            both.putAll(merged);
            merged = both;
            rest = rest.below;
        }
        return new Layer<>(merged, rest);
    }

    /** All values; changes of the map change nothing here. */
    Map<String, V> toMap() {
        Map<String, V> all = new HashMap<>(own);
        for (Layer<V> layer = below; layer != null; layer = layer.below) {
            layer.values.forEach(all::putIfAbsent);
        }
        return all;
    }

    /** How many values there are at most: some may have been put again since a copy was made. */
    int atMost() {
        int size = own.size();
        for (Layer<V> layer = below; layer != null; layer = layer.below) {
            size += layer.values.size();
        }
        return size;
    }

    void removeIf(Predicate<V> isTooOld) {
        boolean any = own.values().stream().anyMatch(isTooOld);
        for (Layer<V> layer = below; !any && layer != null; layer = layer.below) {
            any = layer.values.values().stream().anyMatch(isTooOld);
        }
        if (any) {
            own = toMap();
            own.values().removeIf(isTooOld);
            below = null;
        }
    }
}
