package io.omnipulse.producers;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How options become values; what they say of a wrong one is shown to the user. */
final class Conversions {
    private Conversions() {}

    /** See {@link Durations}. */
    static final class DurationOption implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return Durations.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** ISO-8601 with an offset. */
    static final class InstantOption implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return Instant.ofEpochMilli(OffsetDateTime.parse(text).toInstant().toEpochMilli());
            } catch (DateTimeException | ArithmeticException e) {
                throw new TypeConversionException(
                        "\""
                                + Texts.shortened(text)
                                + "\" is no time: write ISO-8601, such as 2026-11-22T10:05:00Z.");
            }
        }
    }
}
