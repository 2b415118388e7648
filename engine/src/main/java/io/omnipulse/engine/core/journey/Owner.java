package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.event.Utf8Order;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The customer that a visitor is: the one of its earliest link. Later links to others change
 * nothing, so a device that is handed on is not handed back and forth; what a signed-in customer
 * does bears the customer's own id anyway.
 */
final class Owner {
    /** The first link of each customer that claims the visitor. */
    final TreeMap<String, Link> claims = new TreeMap<>(Utf8Order.INSTANCE);

    /** Whether no earlier link can come any more. */
    boolean settled;

    Optional<String> customer() {
        return claims.isEmpty() ? Optional.empty() : first().map(Map.Entry::getKey);
    }

    /** From when on it is known; {@link Knowledge#ENDLESS} where nobody claims the visitor. */
    long sinceMs() {
        if (claims.isEmpty()) {
            return Knowledge.ENDLESS;
        }
        return first().map(claim -> claim.getValue().atMs()).orElse(Knowledge.ENDLESS);
    }

    private Optional<Map.Entry<String, Link>> first() {
        return claims.entrySet().stream().min(Map.Entry.comparingByValue());
    }

    /**
     * A customer's first link to the visitor is now this one.
     *
     * @param link null where it turned out that there is none
     */
    void claim(String customer, @Nullable Link link) {
        if (settled) {
            return;
        }
        if (link == null) {
            claims.remove(customer);
        } else {
            claims.put(customer, link);
        }
    }

    /** Keeps the earliest claims. */
    void limit(int most) {
        if (claims.size() > most) {
            claims.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue())
                    .skip(most)
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(claims::remove);
        }
    }

    /** Nothing that happened before the boundary is still to come. */
    void settle(long boundaryMs) {
        if (!settled && sinceMs() < boundaryMs) {
            String customer = customer().orElseThrow();
            claims.keySet().removeIf(other -> !other.equals(customer));
            settled = true;
        }
    }
}
