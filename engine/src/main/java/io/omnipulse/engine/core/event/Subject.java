package io.omnipulse.engine.core.event;

import org.jspecify.annotations.Nullable;

/**
 * Who or what an event belongs to. Customer 7 is not visitor 7, so the kind is part of it.
 *
 * @param kind which of the event's identifiers this is
 * @param id the identifier; for a natural key, its type and its parts, joined so that no two keys
 *     look alike
 */
public record Subject(Kind kind, String id) {
    /**
     * In the order of preference in which an event's subject is chosen. The order is part of the
     * state's format.
     */
    public enum Kind {
        CUSTOMER,
        VISITOR,
        RESPONDENT,
        SESSION,
        /** The natural key of a type: the receipt of a sale, the ticket of a support contact. */
        NATURAL,
        /** The event itself: nothing else is known of who it belongs to. */
        EVENT
    }

    /**
     * Joins the parts of a natural key. Names cannot hold it, so keys with other parts cannot
     * collide.
     */
    private static final String JOINT = "\0";

    /** The subject of an event that bears no identifier, by the natural key of its type. */
    public static Subject natural(EventType type, String... parts) {
        return new Subject(Kind.NATURAL, type.topic() + JOINT + String.join(JOINT, parts));
    }

    /** A customer known by name. */
    public static Subject customer(String id) {
        return new Subject(Kind.CUSTOMER, id);
    }

    /** Whether this is a customer known by name, not a cookie or a receipt. */
    public boolean isKnownCustomer() {
        return kind == Kind.CUSTOMER;
    }

    /** Subjects are looked up with each event; what a record has by itself is slower. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Subject subject
                        && kind == subject.kind
                        && id.equals(subject.id));
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + kind.ordinal();
    }
}
