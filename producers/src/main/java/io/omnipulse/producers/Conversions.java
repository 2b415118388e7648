package io.omnipulse.producers;

import io.omnipulse.schemas.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How options become values; what they say of a wrong one is shown to the user. */
final class Conversions {
    private Conversions() {}

    /** See {@link Durations}; zero or more. */
    static final class DurationOption implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Duration duration;
            try {
                duration = Durations.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "\"" + Texts.shortened(text) + "\" " + e.getMessage());
            }
            if (duration.isNegative()) {
                throw new TypeConversionException(
                        "\"" + Texts.shortened(text) + "\" must be zero or more");
            }
            return duration;
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
