package io.omnipulse.engine.core.journey;

import io.omnipulse.engine.core.event.Action;
import io.omnipulse.engine.core.event.Event;

/** A subject's orders: which purchase or sale is one, and which is only a copy of one. */
final class Orders {
    /** Joins a store and its receipt; names cannot hold control characters. */
    private static final char JOINT = '\0';

    final Layers<Long> byKeyMs;

    /** Whether the subject has ever ordered. It outlives the orders themselves. */
    boolean any;

    Orders() {
        this(new Layers<>());
    }

    private Orders(Layers<Long> byKeyMs) {
        this.byKeyMs = byKeyMs;
    }

    Orders copy() {
        Orders copy = new Orders(byKeyMs.copy());
        copy.any = any;
        return copy;
    }

    /** What a purchase or a sale turns out to be. */
    enum Novelty {
        COPY,
        FIRST_EVER,
        FURTHER
    }

    Novelty take(Event event) {
        String key = keyOf(event);
        Long earlier = byKeyMs.get(key);
        if (earlier != null && event.occurredAtMs() - earlier <= Rules.ORDER_COPY_MS) {
            return Novelty.COPY;
        }
        byKeyMs.put(key, event.occurredAtMs());
        Novelty novelty = any ? Novelty.FURTHER : Novelty.FIRST_EVER;
        any = true;
        return novelty;
    }

    private static String keyOf(Event event) {
        return event.action() == Action.SALE
                ? event.storeId() + JOINT + event.orderId()
                : JOINT + "" + event.orderId();
    }

    void forgetBefore(long boundaryMs) {
        byKeyMs.removeIf(atMs -> boundaryMs - atMs > Rules.ORDER_COPY_MS);
    }
}
