package io.omnipulse.engine.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how many a second: a whole number, one or more. */
final class PerSecondOption implements ITypeConverter<Integer> {
    private static final int MOST = 1_000_000_000;

    @Override
    public Integer convert(String text) {
        try {
            int perSecond = Integer.parseInt(text);
            if (perSecond >= 1 && perSecond <= MOST) {
                return perSecond;
            }
        } catch (NumberFormatException wrong) {
            // Said below, as of a number out of range.
        }
        throw new TypeConversionException(
                "\"" + text + "\" must be a whole number from 1 to " + MOST);
    }
}
