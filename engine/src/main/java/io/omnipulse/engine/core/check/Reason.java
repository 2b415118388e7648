package io.omnipulse.engine.core.check;

import java.util.Locale;

/**
 * Why a record cannot be counted. The codes are part of the published ledger and of the dead
 * letters' headers.
 */
public enum Reason {
    NULL_VALUE,
    BAD_MAGIC,
    UNKNOWN_SCHEMA,
    UNDECODABLE,
    MISSING_FIELD,
    BAD_TIME,
    BAD_SCORE,
    NEGATIVE_NUMBER,
    OVERFLOW,
    BAD_CURRENCY,
    RESERVED_NAME,
    BAD_NAME;

    /** The code in headers, metrics and rows: {@code bad-time}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
