package dev.csms.ocpp.v16;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A timestamp as charge points write it.
 *
 * <p>OCPP 1.6 asks for ISO 8601 (§3.15), which allows more than RFC 3339: any number of decimals, after a comma too, an
 * offset of hours only, no punctuation, 24:00 for midnight.
 *
 * @param zoned   whether it said its offset from UTC; where it did not, UTC is assumed
 * @param regular whether it is ISO 8601 apart from that
 */
record IsoTimestamp(Instant instant, boolean zoned, boolean regular) {

    private static final int SECONDS_PER_DAY = 86_400;
    private static final int SHORTEST = "20260131T1200".length();
    private static final int LONGEST = 64;

    /** Empty if it is no date with a time of day, or not of the years 0 to 9999. */
    static Optional<IsoTimestamp> parse(String text) {
        if (text.length() < SHORTEST || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Scan(text).timestamp());
        } catch (DateTimeException e) { // no such day, or not in this form
            return Optional.empty();
        }
    }

    /** The instant that is meant if a time without offset is of this zone, of UTC if none is given. */
    Instant instant(@Nullable ZoneId zone) {
        return zoned || zone == null
                ? instant
                : LocalDateTime.ofInstant(instant, ZoneOffset.UTC).atZone(zone).toInstant();
    }

    /** By hand, since it is done for each meter value: a tenth of the time that a DateTimeFormatter takes. */
    private static final class Scan {

        private final String text;
        private int at;
        private boolean zoned = true;
        private boolean regular = true;

        Scan(String text) {
            this.text = text;
        }

        IsoTimestamp timestamp() {
            skipBlanks();
            long day = date();
            separator();
            long second = timeOfDay();
            int nano = fraction();
            skipBlanks();
            int offset = offset();
            skipBlanks();
            if (at != text.length()) {
                throw unreadable();
            }
            return new IsoTimestamp(
                    Instant.ofEpochSecond(day * SECONDS_PER_DAY + second - offset, nano), zoned, regular);
        }

        private long date() {
            int year = number(4);
            boolean punctuated = skip('-');
            int month = number(2);
            if (punctuated != skip('-')) {
                throw unreadable();
            }
            return LocalDate.of(year, month, number(2)).toEpochDay();
        }

        private void separator() {
            if (!skip('T')) {
                if (!skip('t') && !skip(' ')) {
                    throw unreadable();
                }
                regular = false;
                skipBlanks();
            }
        }

        private long timeOfDay() {
            int hour = number(2);
            boolean punctuated = skip(':');
            int minute = number(2);
            int second = 0;
            if (punctuated ? skip(':') : atDigit()) {
                second = number(2);
            }
            boolean endOfDay = hour == 24 && minute == 0 && second == 0;
            if ((hour > 23 && !endOfDay) || minute > 59 || second > 60) { // 60 is a leap second
                throw unreadable();
            }
            return hour * 3600L + minute * 60 + second;
        }

        private int fraction() {
            if (!skip('.') && !skip(',')) {
                return 0;
            }
            int nano = 0;
            int digits = 0;
            for (; atDigit(); at++, digits++) {
                if (digits < 9) {
                    nano = nano * 10 + text.charAt(at) - '0';
                }
            }
            if (digits == 0) {
                throw unreadable();
            }
            for (; digits < 9; digits++) {
                nano *= 10;
            }
            return nano;
        }

        private int offset() {
            if (at == text.length()) {
                zoned = false;
                return 0;
            }
            if (skip('Z')) {
                return 0;
            }
            if (skip('z')) {
                regular = false;
                return 0;
            }
            int sign = skip('+') ? 1 : skip('-') || skip('\u2212') ? -1 : 0;
            if (sign == 0) {
                throw unreadable();
            }
            int hours = number(2);
            int minutes = skip(':') || atDigit() ? number(2) : 0;
            if (hours > 18 || minutes > 59) {
                throw unreadable();
            }
            return sign * (hours * 3600 + minutes * 60);
        }

        private int number(int digits) {
            int value = 0;
            for (int end = at + digits; at < end; at++) {
                if (!atDigit()) {
                    throw unreadable();
                }
                value = value * 10 + text.charAt(at) - '0';
            }
            return value;
        }

        private boolean atDigit() {
            return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
        }

        private boolean skip(char c) {
            if (at < text.length() && text.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        private void skipBlanks() {
            while (skip(' ')) {
                regular = false;
            }
        }

        private DateTimeException unreadable() {
            return new DateTimeException("at character " + at);
        }
    }
}
