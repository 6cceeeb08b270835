package dev.csms.ocpp.v16;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimestampTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
        2026-01-31T12:00:00Z,                  2026-01-31T12:00:00Z
        2026-01-31T12:00:00.1Z,                2026-01-31T12:00:00.1Z
        2026-01-31T12:00:00.123456789Z,        2026-01-31T12:00:00.123456789Z
        2026-01-31T12:00:00.1234567899999Z,    2026-01-31T12:00:00.123456789Z
        '2026-01-31T12:00:00,5Z',              2026-01-31T12:00:00.5Z
        2026-01-31T12:00:00+02:00,             2026-01-31T10:00:00Z
        2026-01-31T12:00:00+0200,              2026-01-31T10:00:00Z
        2026-01-31T12:00:00+02,                2026-01-31T10:00:00Z
        2026-01-31T12:00:00-05:30,             2026-01-31T17:30:00Z
        2026-01-31T12:00:00−05:30,             2026-01-31T17:30:00Z
        2026-01-31T12:00Z,                     2026-01-31T12:00:00Z
        20260131T120000Z,                      2026-01-31T12:00:00Z
        20260131T1200Z,                        2026-01-31T12:00:00Z
        20260131T120000.5+0100,                2026-01-31T11:00:00.5Z
        2026-01-31T24:00:00Z,                  2026-02-01T00:00:00Z
        2016-12-31T23:59:60Z,                  2017-01-01T00:00:00Z
        1970-01-01T00:00:00Z,                  1970-01-01T00:00:00Z
        0001-01-01T00:00:00Z,                  0001-01-01T00:00:00Z
        2099-12-31T23:59:59Z,                  2099-12-31T23:59:59Z
        """)
    void is_iso_8601(String text, Instant instant) {
        assertThat(IsoTimestamp.parse(text)).contains(new IsoTimestamp(instant, true, true));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        2026-01-31T12:00:00,          false, true
        2026-01-31T12:00:00.000,      false, true
        2026-01-31 12:00:00Z,         true,  false
        2026-01-31 12:00:00,          false, false
        2026-01-31t12:00:00z,         true,  false
        ' 2026-01-31T12:00:00Z ',     true,  false
        2026-01-31T12:00:00 +00:00,   true,  false
        2026-01-31  12:00:00Z,        true,  false
        """)
    void can_be_understood(String text, boolean zoned, boolean regular) {
        assertThat(IsoTimestamp.parse(text))
                .contains(new IsoTimestamp(Instant.parse("2026-01-31T12:00:00Z"), zoned, regular));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "1764000000",
                "2026-01-31",
                "2026-02-30T12:00:00Z",
                "2026-13-01T12:00:00Z",
                "2026-1-1T12:00:00Z",
                "2026-01-31T25:00:00Z",
                "2026-01-31T24:00:01Z",
                "2026-01-31T12:60:00Z",
                "2026-01-31T12:00:61Z",
                "2026-01-31T12:00:00.Z",
                "2026-01-31T12:00:00+",
                "2026-01-31T12:00:00+2",
                "2026-01-31T12:00:00+25:00",
                "2026-01-31T12:00:00ZZ",
                "2026-01-31T12:00:00 CET",
                "2026-0131T12:00:00Z",
                "222222017-01-01T00:00:00Z",
                "-001-01-01T00:00:00Z",
                "2026-01-31T12:00:00.00000000000000000000000000000000000000000000000000000000000Z",
                "٢٠٢٦-01-31T12:00:00Z",
            })
    void is_no_timestamp(String text) {
        assertThat(IsoTimestamp.parse(text)).isEmpty();
    }
}
