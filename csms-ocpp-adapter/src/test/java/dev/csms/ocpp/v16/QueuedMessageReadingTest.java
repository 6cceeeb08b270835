package dev.csms.ocpp.v16;

import static dev.csms.domain.chargepoint.MessagePolicy.STRICT;
import static dev.csms.ocpp.v16.Deviation.Kind.MISSING_MEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.metervalue.MeterValue;
import dev.csms.domain.metervalue.SampledValue;
import dev.csms.domain.transaction.StopReason;
import dev.csms.ocpp.rpc.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** StartTransaction, StopTransaction and MeterValues: what can be read is read, whatever the policy. */
class QueuedMessageReadingTest {

    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        1          | 'A'        | 1000       | '2026-11-24T10:00:00Z' | 1    | A      | 1000        | 2026-11-24T10:00:00Z | ""
        0          | 'A'        | 1000       | '2026-11-24T10:00:00Z' | 0    | A      | 1000        | 2026-11-24T10:00:00Z | OUT_OF_RANGE
        -5         | 'A'        | 1000       | '2026-11-24T10:00:00Z' | -5   | A      | 1000        | 2026-11-24T10:00:00Z | OUT_OF_RANGE
        99         | 'A'        | 1000       | '2026-11-24T10:00:00Z' | 99   | A      | 1000        | 2026-11-24T10:00:00Z | ""
        4294967297 | 'A'        | 1000       | '2026-11-24T10:00:00Z' | 2147483647 | A | 1000       | 2026-11-24T10:00:00Z | OUT_OF_RANGE
        '1'        | 'A'        | 1000       | '2026-11-24T10:00:00Z' | 1    | A      | 1000        | 2026-11-24T10:00:00Z | TEXT_FOR_NUMBER
        'one'      | 'A'        | 1000       | '2026-11-24T10:00:00Z' | 0    | A      | 1000        | 2026-11-24T10:00:00Z | WRONG_TYPE
        null       | 'A'        | 1000       | '2026-11-24T10:00:00Z' | 0    | A      | 1000        | 2026-11-24T10:00:00Z | NULL_MEMBER
        [1,{}]     | 'A'        | 1000       | '2026-11-24T10:00:00Z' | 0    | A      | 1000        | 2026-11-24T10:00:00Z | WRONG_TYPE
        1          | ''         | 1000       | '2026-11-24T10:00:00Z' | 1    | ""     | 1000        | 2026-11-24T10:00:00Z | ""
        1          | null       | 1000       | '2026-11-24T10:00:00Z' | 1    | ""     | 1000        | 2026-11-24T10:00:00Z | NULL_MEMBER
        1          | 17         | 1000       | '2026-11-24T10:00:00Z' | 1    | 17     | 1000        | 2026-11-24T10:00:00Z | NUMBER_FOR_TEXT
        1          | {'id':'A'} | 1000       | '2026-11-24T10:00:00Z' | 1    | "{""id"":""A""}" | 1000 | 2026-11-24T10:00:00Z | STRUCTURE_FOR_TEXT
        1          | 'A~u0000~ud83dB' | 1000 | '2026-11-24T10:00:00Z' | 1    | A��B   | 1000        | 2026-11-24T10:00:00Z | CONTROL_CHARACTER
        1          | 'A'        | '1e5'      | '2026-11-24T10:00:00Z' | 1    | A      | 100000      | 2026-11-24T10:00:00Z | TEXT_FOR_NUMBER
        1          | 'A'        | 1e5        | '2026-11-24T10:00:00Z' | 1    | A      | 100000      | 2026-11-24T10:00:00Z | ""
        1          | 'A'        | 1000.5     | '2026-11-24T10:00:00Z' | 1    | A      | 1001        | 2026-11-24T10:00:00Z | FRACTION_FOR_INTEGER
        1          | 'A'        | -3         | '2026-11-24T10:00:00Z' | 1    | A      | -3          | 2026-11-24T10:00:00Z | ""
        1          | 'A'        | 2147483648 | '2026-11-24T10:00:00Z' | 1    | A      | 2147483648  | 2026-11-24T10:00:00Z | ""
        1          | 'A'        | 'abc'      | '2026-11-24T10:00:00Z' | 1    | A      |             | 2026-11-24T10:00:00Z | WRONG_TYPE
        1          | 'A'        | ''         | '2026-11-24T10:00:00Z' | 1    | A      |             | 2026-11-24T10:00:00Z | WRONG_TYPE
        1          | 'A'        | null       | '2026-11-24T10:00:00Z' | 1    | A      |             | 2026-11-24T10:00:00Z | NULL_MEMBER
        1          | 'A'        | [{'a':[1]}] | '2026-11-24T10:00:00Z' | 1   | A      |             | 2026-11-24T10:00:00Z | WRONG_TYPE
        1          | 'A'        | 1e999999999 | '2026-11-24T10:00:00Z' | 1   | A      |             | 2026-11-24T10:00:00Z | OUT_OF_RANGE
        1          | 'A'        | 1e30       | '2026-11-24T10:00:00Z' | 1    | A      |             | 2026-11-24T10:00:00Z | OUT_OF_RANGE
        1          | 'A'        | 1e-999999999 | '2026-11-24T10:00:00Z' | 1  | A      | 0           | 2026-11-24T10:00:00Z | FRACTION_FOR_INTEGER
        1          | 'A'        | 1000       | 'yesterday'            | 1    | A      | 1000        |                      | TIMESTAMP_UNREADABLE
        1          | 'A'        | 1000       | ''                     | 1    | A      | 1000        |                      | TIMESTAMP_UNREADABLE
        1          | 'A'        | 1000       | '222222017-01-01T00:00:00Z' | 1 | A    | 1000        |                      | TIMESTAMP_UNREADABLE
        1          | 'A'        | 1000       | 1764000000             | 1    | A      | 1000        |                      | WRONG_TYPE
        1          | 'A'        | 1000       | null                   | 1    | A      | 1000        |                      | NULL_MEMBER
        1          | 'A'        | 1000       | '1970-01-01T00:00:00Z' | 1    | A      | 1000        | 1970-01-01T00:00:00Z | ""
        1          | 'A'        | 1000       | '2026-11-24T10:00:00'  | 1    | A      | 1000        | 2026-11-24T10:00:00Z | TIMESTAMP_WITHOUT_ZONE
        1          | 'A'        | 1000       | '2026-11-24T12:00:00+02' | 1  | A      | 1000        | 2026-11-24T10:00:00Z | ""
        """)
    void a_start_is_read(
            String connectorId,
            String idTag,
            String meterStart,
            String timestamp,
            int readConnectorId,
            String readIdTag,
            Long readMeterStart,
            Instant readTimestamp,
            String kinds) {
        String payload = "{'connectorId':%s,'idTag':%s,'meterStart':%s,'timestamp':%s}"
                .formatted(connectorId, idTag, meterStart, timestamp);
        assertThat(Payloads.read("StartTransaction", payload, STRICT).value())
                .isEqualTo(
                        new StartTransaction.Request(readConnectorId, readIdTag, readMeterStart, null, readTimestamp));
        assertThat(Payloads.deviations("StartTransaction", payload, STRICT)).isEqualTo(LenientReadingTest.kinds(kinds));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        StartTransaction | []  | FORMATION_VIOLATION            | the payload is not an object
        StartTransaction | {}  | OCCURENCE_CONSTRAINT_VIOLATION | connectorId is missing
        StartTransaction | {'idTag':'A','meterStart':0,'timestamp':'2026-11-24T10:00:00Z'} | OCCURENCE_CONSTRAINT_VIOLATION | connectorId is missing
        StartTransaction | {'connectorId':1,'idTag':'A','timestamp':'2026-11-24T10:00:00Z'} | OCCURENCE_CONSTRAINT_VIOLATION | meterStart is missing
        StopTransaction  | 'x' | FORMATION_VIOLATION            | the payload is not an object
        StopTransaction  | {'meterStop':1,'timestamp':'2026-11-24T10:00:00Z'} | OCCURENCE_CONSTRAINT_VIOLATION | transactionId is missing
        MeterValues      | {'meterValue':[]} | OCCURENCE_CONSTRAINT_VIOLATION | connectorId is missing
        MeterValues      | {'connectorId':1} | OCCURENCE_CONSTRAINT_VIOLATION | meterValue is missing
        MeterValues      | {'connectorId':1,'meterValue':[{'timestamp':,}]} | FORMATION_VIOLATION | the payload is not well-formed JSON
        """)
    void only_what_says_nothing_is_refused(String action, String payload, ErrorCode code, String description) {
        assertThat(Payloads.refused(action, payload, STRICT)).isEqualTo(new Decoded.Refused<>(code, description));
    }

    /** Some leave it out where charging is free. */
    @Test
    void a_start_without_id_tag_is_read() {
        String payload = "{'connectorId':1,'meterStart':5,'timestamp':'2026-11-24T10:00:00Z'}";
        assertThat(Payloads.read("StartTransaction", payload, STRICT).value())
                .isEqualTo(new StartTransaction.Request(1, "", 5L, null, AT));
        assertThat(Payloads.deviations("StartTransaction", payload, STRICT)).containsExactly(MISSING_MEMBER);
    }

    @Test
    void a_start_without_time_is_read() {
        String payload = "{'connectorId':1,'idTag':'A','meterStart':5,'reservationId':'seven'}";
        assertThat(Payloads.read("StartTransaction", payload, STRICT).value())
                .isEqualTo(new StartTransaction.Request(1, "A", 5L, null, null));
        assertThat(Payloads.deviations("StartTransaction", payload, STRICT))
                .containsExactly(Deviation.Kind.WRONG_TYPE, Deviation.Kind.MISSING_MEMBER);
    }

    @Test
    void of_an_endless_id_tag_the_beginning_is_kept() {
        StartTransaction.Request start = Payloads.read(
                StartTransaction.Request.class,
                "StartTransaction",
                "{'connectorId':1,'idTag':' " + "😀".repeat(300)
                        + "','meterStart':5,'timestamp':'2026-11-24T10:00:00Z'}",
                STRICT);
        assertThat(start.idTag()).hasSizeLessThanOrEqualTo(255).startsWith("😀").endsWith("😀");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        7                   | 7                   | ""
        -1                  | -1                  | ""
        9223372036854775807 | 9223372036854775807 | ""
        9223372036854775808 |                     | OUT_OF_RANGE
        '7'                 | 7                   | TEXT_FOR_NUMBER
        7.5                 |                     | FRACTION_FOR_INTEGER
        7.0                 | 7                   | ""
        'abc'               |                     | WRONG_TYPE
        null                |                     | NULL_MEMBER
        {'id':7}            |                     | WRONG_TYPE
        """)
    void a_transaction_id_may_be_anything(String transactionId, Long read, String kinds) {
        String stop = "{'transactionId':" + transactionId + ",'meterStop':9,'timestamp':'2026-11-24T10:00:00Z'}";
        assertThat(Payloads.read("StopTransaction", stop, STRICT).value())
                .isEqualTo(new StopTransaction.Request(read, 9L, AT, null, null, null));
        assertThat(Payloads.deviations("StopTransaction", stop, STRICT)).isEqualTo(LenientReadingTest.kinds(kinds));

        String values = "{'connectorId':1,'transactionId':" + transactionId
                + ",'meterValue':[{'timestamp':'2026-11-24T10:00:00Z','sampledValue':[{'value':'1'}]}]}";
        assertThat(Payloads.read("MeterValues", values, STRICT).value())
                .isEqualTo(new MeterValues.Request(1, read, List.of(new MeterValue(AT, List.of(bare("1"))))));
        assertThat(Payloads.deviations("MeterValues", values, STRICT)).isEqualTo(LenientReadingTest.kinds(kinds));
    }

    @Test
    void a_stop_that_says_next_to_nothing_is_read() {
        assertThat(Payloads.read("StopTransaction", "{'transactionId':7}", STRICT))
                .isEqualTo(new Decoded.Read<>(
                        new StopTransaction.Request(7L, null, null, null, null, null),
                        List.of(
                                new Deviation(Deviation.Kind.MISSING_MEMBER, "meterStop", ""),
                                new Deviation(Deviation.Kind.MISSING_MEMBER, "timestamp", ""))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        'EVDisconnected' | EV_DISCONNECTED | ""
        'DeAuthorized'   | DE_AUTHORIZED   | ""
        'Deauthorized'   | DE_AUTHORIZED   | MISSPELT_VALUE
        'Overheated'     | OTHER           | UNKNOWN_VALUE
        7                |                 | WRONG_TYPE
        null             |                 | NULL_MEMBER
        """)
    void any_reason_will_do(String reason, StopReason read, String kinds) {
        String stop = "{'transactionId':7,'meterStop':9,'timestamp':'2026-11-24T10:00:00Z','reason':" + reason
                + ",'idTag':'B','transactionData':[]}";
        assertThat(Payloads.read("StopTransaction", stop, STRICT).value())
                .isEqualTo(new StopTransaction.Request(7L, 9L, AT, "B", read, List.of()));
        assertThat(Payloads.deviations("StopTransaction", stop, STRICT)).isEqualTo(LenientReadingTest.kinds(kinds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'timestamp':'2026-11-24T10:00:00Z','sampledValue':[{'value':'1'}]}]",
                "{'timestamp':'2026-11-24T10:00:00Z','sampledValue':{'value':'1'}}",
                "[7,{'timestamp':'2026-11-24T10:00:00Z','sampledValue':[[],{'value':1},{'unit':'Wh'},null]},null]",
                "[{'sampledValue':[{'value':' 1 ','extra':{'a':{'b':[1]}}}],'timestamp':'2026-11-24T10:00:00'}]",
                "[{'timestamp':'2026-11-24T10:00:00Z','sampledValue':[{'value':'1'},{'value':'null'},{'value':''},{'value':{}}]}]",
            })
    void structure_faults_cost_only_what_they_touch(String meterValue) {
        assertThat(Payloads.read("MeterValues", "{'connectorId':1,'meterValue':" + meterValue + "}", STRICT)
                        .value())
                .isEqualTo(new MeterValues.Request(1, null, List.of(new MeterValue(AT, List.of(bare("1"))))));
    }

    @Test
    void values_without_a_readable_time_were_taken_when_they_came() {
        assertThat(Payloads.read(
                                MeterValues.Request.class,
                                "MeterValues",
                                "{'connectorId':1,'meterValue':[{'timestamp':'','sampledValue':[{'value':'1'}]},{'sampledValue':[]}]}",
                                STRICT)
                        .meterValue())
                .containsExactly(
                        new MeterValue(Payloads.RECEIVED_AT, List.of(bare("1"))),
                        new MeterValue(Payloads.RECEIVED_AT, List.of()));
    }

    @Test
    void no_meter_value_at_all_is_nothing() {
        assertThat(Payloads.read("MeterValues", "{'connectorId':1,'meterValue':[]}", STRICT))
                .isEqualTo(new Decoded.Read<>(
                        new MeterValues.Request(1, null, List.of()),
                        List.of(new Deviation(Deviation.Kind.EMPTY_ARRAY, "meterValue", "0 elements"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        unit      | 'Wh'           | Wh                | ""
        unit      | 'Celcius'      | Celsius           | ""
        unit      | 'Celsius'      | Celsius           | ""
        unit      | 'C'            | Celsius           | MISSPELT_VALUE
        unit      | 'Hertz'        | Hz                | MISSPELT_VALUE
        unit      | 'Hz'           | Hz                | MISSPELT_VALUE
        unit      | 'KWH'          | kWh               | MISSPELT_VALUE
        unit      | '%'            | Percent           | MISSPELT_VALUE
        unit      | 'furlong'      | furlong           | UNKNOWN_VALUE
        unit      | ''             |                   | UNKNOWN_VALUE
        unit      | null           |                   | NULL_MEMBER
        unit      | 7              | 7                 | NUMBER_FOR_TEXT
        unit      | ['Wh']         |                   | WRONG_TYPE
        measurand | 'Power.Active.Import' | Power.Active.Import | ""
        measurand | 'power.active.import' | Power.Active.Import | MISSPELT_VALUE
        measurand | 'Vendor.Magic' | Vendor.Magic      | UNKNOWN_VALUE
        context   | 'Sample.Clock' | Sample.Clock      | ""
        context   | 'Sample'       | Sample            | UNKNOWN_VALUE
        format    | 'raw'          | Raw               | MISSPELT_VALUE
        phase     | 'L1-N'         | L1-N              | ""
        phase     | 'l1'           | L1                | MISSPELT_VALUE
        location  | 'Outlet'       | Outlet            | ""
        location  | 'Roof~u0000'   | Roof�             | UNKNOWN_VALUE
        """)
    void a_sample_is_described_in_the_words_of_the_specification_or_its_own(
            String member, String said, String read, String kinds) {
        String payload = "{'connectorId':1,'meterValue':[{'timestamp':'2026-11-24T10:00:00Z','sampledValue':[{'"
                + member + "':" + said + ",'value':'1'}]}]}";
        SampledValue sample = Payloads.read(MeterValues.Request.class, "MeterValues", payload, STRICT)
                .meterValue()
                .getFirst()
                .sampledValues()
                .getFirst();
        assertThat(sample)
                .isEqualTo(new SampledValue(
                        "1",
                        member.equals("context") ? read : null,
                        member.equals("format") ? read : null,
                        member.equals("measurand") ? read : null,
                        member.equals("phase") ? read : null,
                        member.equals("location") ? read : null,
                        member.equals("unit") ? read : null));
        assertThat(Payloads.read("MeterValues", payload, STRICT).deviations())
                .extracting(Deviation::kind)
                .isEqualTo(LenientReadingTest.kinds(kinds));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        '123'            | 123          | ""
        '-1.5e3'         | -1.5e3       | ""
        123.50           | 123.50       | NUMBER_FOR_TEXT
        ' 1 '            | 1            | PADDED_TEXT
        'OCMF~n{}'       | "OCMF\n{}"   | NO_NUMBER
        'abc'            | abc          | NO_NUMBER
        'a~u0000'        | a�           | CONTROL_CHARACTER NO_NUMBER
        """)
    void a_value_is_kept_as_it_was_said(String said, String read, String kinds) {
        String payload = "{'connectorId':1,'meterValue':[{'timestamp':'2026-11-24T10:00:00Z','sampledValue':[{'value':"
                + said + "}]}]}";
        assertThat(Payloads.read("MeterValues", payload, STRICT).value())
                .isEqualTo(new MeterValues.Request(
                        1, null, List.of(new MeterValue(AT, List.of(bare(read.replace("\\n", "\n")))))));
        assertThat(Payloads.deviations("MeterValues", payload, STRICT)).isEqualTo(LenientReadingTest.kinds(kinds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'value':' 42 ','format':'SignedData'}", "{'format':'SignedData','value':' 42 '}"})
    void signed_data_keeps_its_blanks(String sample) {
        MeterValues.Request read = Payloads.read(
                MeterValues.Request.class,
                "MeterValues",
                "{'connectorId':1,'meterValue':[{'timestamp':'2026-11-24T10:00:00Z','sampledValue':[" + sample + "]}]}",
                STRICT);

        assertThat(read.meterValue().getFirst().sampledValues().getFirst().value())
                .isEqualTo(" 42 ");
    }

    @Test
    void signed_data_is_not_touched() {
        String signed = "OCMF|{\"FV\":\"1.0\"}|{\"SD\":\"3045\"} ";
        assertThat(Payloads.read(MeterValues.Request.class, "MeterValues", """
            {"connectorId":1,"meterValue":[{"timestamp":"2026-11-24T10:00:00Z","sampledValue":[
            {"format":"SignedData","value":"OCMF|{~"FV~":~"1.0~"}|{~"SD~":~"3045~"} "}]}]}\
            """, STRICT)
                        .meterValue()
                        .getFirst()
                        .sampledValues())
                .containsExactly(new SampledValue(signed, null, "SignedData", null, null, null, null));
    }

    @Test
    void a_deviation_says_which_of_many_samples_it_was() {
        assertThat(Payloads.read(
                                "StopTransaction",
                                "{'transactionId':1,'meterStop':1,'timestamp':'2026-11-24T10:00:00Z','transactionData':["
                                    + "{'timestamp':'2026-11-24T10:00:00Z','sampledValue':[{'value':'1'},{'value':'2','unit':'ell'}]}]}",
                                STRICT)
                        .deviations())
                .containsExactly(
                        new Deviation(Deviation.Kind.UNKNOWN_VALUE, "transactionData[0].sampledValue[1].unit", "ell"));
    }

    @Test
    void five_thousand_bad_samples_are_read_and_a_few_of_them_noted() {
        String samples = "{'value':'x','unit':'ell'},".repeat(5_000);
        var read = Payloads.read(
                "StopTransaction",
                "{'transactionId':1,'meterStop':1,'timestamp':'2026-11-24T10:00:00Z','transactionData':["
                        + "{'timestamp':'2026-11-24T10:00:00Z','sampledValue':[" + samples + "{'value':'1'}]}]}",
                STRICT);
        assertThat(((StopTransaction.Request) read.value())
                        .transactionData()
                        .getFirst()
                        .sampledValues())
                .hasSize(5_001);
        assertThat(read.deviations()).hasSize(32);
    }

    @Test
    void prints_how_long_a_kilobyte_of_meter_values_takes() {
        String sample =
                "{'value':'230.1','context':'Sample.Periodic','format':'Raw','measurand':'Voltage','phase':'L1-N',"
                        + "'location':'Outlet','unit':'V'}";
        String payload = "{'connectorId':1,'transactionId':4711,'meterValue':[{'timestamp':'2026-11-24T10:00:00.000Z',"
                + "'sampledValue':[" + String.join(",", List.of(sample, sample, sample, sample, sample, sample, sample))
                + "]}]}";
        byte[] json = Payloads.json(payload).getBytes(StandardCharsets.UTF_8);
        PayloadReader<MeterValues.Request> reader = new PayloadReader<>(MeterValues.Request.class);
        long nanos = 0;
        int rounds = 20_000;
        for (int warm = 0; warm < 3; warm++) {
            long start = System.nanoTime();
            for (int i = 0; i < rounds; i++) {
                assertThat(reader.read(json, 0, json.length, STRICT, null, AT)).isNotNull();
            }
            nanos = System.nanoTime() - start;
        }
        System.out.printf("MeterValues of %d bytes, 7 samples: %.1f µs%n", json.length, nanos / 1e3 / rounds);
    }

    private static SampledValue bare(String value) {
        return new SampledValue(value, null, null, null, null, null, null);
    }
}
