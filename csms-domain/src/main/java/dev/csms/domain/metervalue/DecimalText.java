package dev.csms.domain.metervalue;

import java.math.BigDecimal;
import java.util.Optional;

/** Decimal numbers as charge points write them: the whole text, at most 64 characters, exponent within reason. */
final class DecimalText {

    private static final int MAX_LENGTH = 64;
    private static final int MAX_EXPONENT = 30;

    private DecimalText() {}

    static Optional<BigDecimal> parse(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(trimmed);
            // 1e999999999 is nine characters to write and a gigabyte to add
            return Math.abs((long) number.precision() - number.scale()) <= MAX_EXPONENT
                    ? Optional.of(number)
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
