package dev.csms.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;

/** The charge points' clock, in UTC with milliseconds; written out anew only when a second has passed. */
final class WireClock {

    private final byte[] text = "2000-01-01T00:00:00.000Z".getBytes(US_ASCII);
    private long second = Long.MIN_VALUE;

    /** The same array each time: to be copied at once. */
    byte[] now() {
        long millis = System.currentTimeMillis();
        if (millis / 1000 != second) {
            second = millis / 1000;
            byte[] upToSeconds = Instant.ofEpochSecond(second).toString().getBytes(US_ASCII);
            System.arraycopy(upToSeconds, 0, text, 0, 19);
        }
        int fraction = (int) (millis % 1000);
        text[20] = (byte) ('0' + fraction / 100);
        text[21] = (byte) ('0' + fraction / 10 % 10);
        text[22] = (byte) ('0' + fraction % 10);
        return text;
    }
}
