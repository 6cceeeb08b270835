package dev.csms.ocpp.v16;

import static dev.csms.domain.chargepoint.MessagePolicy.LENIENT;
import static dev.csms.domain.chargepoint.MessagePolicy.STRICT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointErrorCode;
import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request;
import dev.csms.ocpp.rpc.ErrorCode;
import dev.csms.ocpp.rpc.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is forgiven where a charge point's policy says so; each of it is noted. */
class LenientReadingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        Authorize        | {'idTag':'A','connectorId':{'id':[1]}}  | UNKNOWN_MEMBER
        Authorize        | {'idTag':'A','idTag':'B'}               | DUPLICATE_MEMBER
        Authorize        | {'idTag':4711}                          | NUMBER_FOR_TEXT
        Authorize        | {'idTag':'<22>'}                        | TEXT_TOO_LONG
        Authorize        | {'idTag':'<255>'}                       | TEXT_TOO_LONG
        Authorize        | {'idTag':' A '}                         | PADDED_TEXT
        Authorize        | {'idTag':'   '}                         | PADDED_TEXT
        Authorize        | {'idTag':'A~u0000~u0000'}               | CONTROL_CHARACTER
        Authorize        | {'idTag':' A ~r~n'}                     | CONTROL_CHARACTER
        BootNotification | {}                                      | MISSING_MEMBER MISSING_MEMBER
        BootNotification | {'chargePointVendor':null,'chargePointModel':'M'} | NULL_MEMBER
        BootNotification | {'chargePointVendor':'','chargePointModel':''} | ""
        BootNotification | {'chargePointVendor':'V','chargePointModel':'<23>'} | TEXT_TOO_LONG
        BootNotification | {'chargePointVendor':'V','chargePointModel':'M','chargePointSerialNumber':'<33>'} | TEXT_TOO_LONG
        BootNotification | {'chargePointVendor':'V','chargePointModel':'M','iccid':null,'imsi':89} | NULL_MEMBER NUMBER_FOR_TEXT
        BootNotification | {'chargePointVendor':'V','chargePointModel':'M','meterType':['x']} | WRONG_TYPE
        BootNotification | {'chargePointVendor':'V','chargePointModel':'M','meterType':'x~u0000'} | CONTROL_CHARACTER
        DataTransfer     | {'vendorId':'V','data':{'a':[1,2]}}     | STRUCTURE_FOR_TEXT
        DataTransfer     | {'vendorId':'V','data':7}               | NUMBER_FOR_TEXT
        DataTransfer     | {'vendorId':'V','messageId':'<60>'}     | TEXT_TOO_LONG
        DiagnosticsStatusNotification | {'status':'uploaded'}      | MISSPELT_VALUE
        FirmwareStatusNotification | {'status':' INSTALLED '}      | MISSPELT_VALUE
        Heartbeat        | {'now':true}                            | UNKNOWN_MEMBER
        StatusNotification | {'connectorId':'1','errorCode':'NoError','status':'Available'} | TEXT_FOR_NUMBER
        StatusNotification | {'connectorId':-1,'errorCode':'NoError','status':'Available'} | OUT_OF_RANGE
        StatusNotification | {'connectorId':1,'errorCode':'Error','status':'Available'} | UNKNOWN_VALUE
        StatusNotification | {'connectorId':1,'errorCode':'noerror','status':'SuspendedEvse'} | MISSPELT_VALUE MISSPELT_VALUE
        StatusNotification | {'connectorId':1,'errorCode':'NoError','status':'Available','info':'<500>'} | TEXT_TOO_LONG
        StatusNotification | {'connectorId':1,'errorCode':'NoError','status':'Available','timestamp':''} | TIMESTAMP_UNREADABLE
        StatusNotification | {'connectorId':1,'errorCode':'NoError','status':'Available','timestamp':'yesterday'} | TIMESTAMP_UNREADABLE
        StatusNotification | {'connectorId':1,'errorCode':'NoError','status':'Available','timestamp':17} | WRONG_TYPE
        StatusNotification | {'connectorId':1,'errorCode':'NoError','status':'Available','timestamp':'2026-11-24T10:00:00'} | TIMESTAMP_WITHOUT_ZONE
        StatusNotification | {'connectorId':1,'errorCode':'NoError','status':'Available','timestamp':'2026-11-24 10:00:00'} | TIMESTAMP_WITHOUT_ZONE TIMESTAMP_FORM
        StatusNotification | {'connectorId':1,'errorCode':'NoError','status':'Available','timestamp':'2026-11-24T12:00:00+02'} | ""
        """)
    void mends(String action, String payload, String kinds) {
        assertThat(Payloads.deviations(action, payload, LENIENT)).isEqualTo(kinds(kinds));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        Authorize        | []              | FORMATION_VIOLATION            | the payload is not an object
        Authorize        | {}              | OCCURENCE_CONSTRAINT_VIOLATION | idTag is missing
        Authorize        | {'idTag':null}  | TYPE_CONSTRAINT_VIOLATION      | idTag: null, text is expected
        Authorize        | {'idTag':['A']} | TYPE_CONSTRAINT_VIOLATION      | idTag: an array, text is expected
        Authorize        | {'idTag':'<256>'} | TYPE_CONSTRAINT_VIOLATION    | idTag: 256 characters, at most 20 are allowed
        Authorize        | {'idTag':'A~u0000B'} | PROPERTY_CONSTRAINT_VIOLATION | idTag: control characters and broken surrogate pairs are not allowed
        Authorize        | {'idTag':'~u0000'} | PROPERTY_CONSTRAINT_VIOLATION | idTag: control characters and broken surrogate pairs are not allowed
        DataTransfer     | {'vendorId':{}} | TYPE_CONSTRAINT_VIOLATION      | vendorId: an object, text is expected
        FirmwareStatusNotification | {'status':'Sleeping'} | PROPERTY_CONSTRAINT_VIOLATION | status: 'Sleeping' is no FirmwareStatus
        StatusNotification | {'connectorId':'one','errorCode':'NoError','status':'Available'} | TYPE_CONSTRAINT_VIOLATION | connectorId: text, an integer is expected
        StatusNotification | {'connectorId':1.5,'errorCode':'NoError','status':'Available'} | TYPE_CONSTRAINT_VIOLATION | connectorId: 1.5 is no integer
        StatusNotification | {'connectorId':-2147483649,'errorCode':'NoError','status':'Available'} | PROPERTY_CONSTRAINT_VIOLATION | connectorId: -2147483649, at least 0 is expected
        StatusNotification | {'connectorId':1,'errorCode':'NoError','status':'Occupied'} | PROPERTY_CONSTRAINT_VIOLATION | status: 'Occupied' is no ChargePointStatus
        """)
    void refuses_what_it_cannot_do_without(String action, String payload, ErrorCode code, String description) {
        assertThat(Payloads.refused(action, payload, LENIENT)).isEqualTo(new Decoded.Refused<>(code, description));
    }

    @Test
    void an_unknown_error_code_is_another_error_and_its_text_is_kept() {
        assertThat(status("{'connectorId':1,'errorCode':'Error','status':'Faulted'}"))
                .isEqualTo(new StatusNotification.Request(
                        1, ChargePointErrorCode.OTHER_ERROR, null, ChargePointStatus.FAULTED, null, null, "Error"));
        assertThat(status("{'connectorId':1,'vendorErrorCode':'E7','errorCode':'Error','status':'Faulted'}"))
                .isEqualTo(new StatusNotification.Request(
                        1, ChargePointErrorCode.OTHER_ERROR, "Error", ChargePointStatus.FAULTED, null, null, "E7"));
        assertThat(status(
                        "{'errorCode':'Error','connectorId':1,'vendorErrorCode':'E7','info':'hot','status':'Faulted'}"))
                .isEqualTo(new StatusNotification.Request(
                        1,
                        ChargePointErrorCode.OTHER_ERROR,
                        "hot [errorCode: Error]",
                        ChargePointStatus.FAULTED,
                        null,
                        null,
                        "E7"));
    }

    private static StatusNotification.Request status(String payload) {
        return Payloads.read(StatusNotification.Request.class, "StatusNotification", payload, LENIENT);
    }

    @Test
    void an_object_in_a_data_transfer_is_kept_as_it_was_written() {
        assertThat(Payloads.read(
                        DataTransfer.Request.class,
                        "DataTransfer",
                        "{'vendorId':'V','data': { 'a' : [1, 2.50, 'ü'] } ,'messageId':'M'}",
                        LENIENT))
                .isEqualTo(new DataTransfer.Request("V", "M", "{ \"a\" : [1, 2.50, \"ü\"] }"));
    }

    @Test
    void an_id_tag_is_without_what_readers_append() {
        for (String said : List.of("A", " A", "A ~u0000", "A~r~n", "A~u001f~u0085")) {
            assertThat(Payloads.read(Authorize.Request.class, "Authorize", "{'idTag':'" + said + "'}", LENIENT))
                    .isEqualTo(new Authorize.Request("A"));
        }
    }

    /** One key without it would else cost the answer for all. */
    @Test
    void a_key_that_does_not_say_whether_it_can_be_written_may_be() {
        String answer = "{'configurationKey':[{'key':'A','value':'1'},{'key':'B','readonly':true},"
                + "{'key':'C','readonly':null},{'key':'D','readonly':'no'}]}";

        assertThat(configuration(answer, LENIENT))
                .isInstanceOfSatisfying(
                        Outcome.Answered.class,
                        answered -> assertThat(answered.answer())
                                .isEqualTo(new Answer.Configuration(
                                        List.of(
                                                new Answer.ConfigurationEntry("A", false, "1"),
                                                new Answer.ConfigurationEntry("B", true, null),
                                                new Answer.ConfigurationEntry("C", false, null),
                                                new Answer.ConfigurationEntry("D", false, null)),
                                        List.of())));
        assertThat(configuration(answer, STRICT)).isInstanceOf(Outcome.Lost.class);
    }

    private static Outcome configuration(String answer, MessagePolicy policy) {
        return new OutgoingCalls(false)
                .outcome(
                        new Request.GetConfiguration(List.of()),
                        Payload.of(Payloads.json(answer).getBytes(StandardCharsets.UTF_8)),
                        policy,
                        null,
                        Instant.EPOCH);
    }

    @Test
    void a_boot_without_vendor_and_model_is_known_by_its_identity() {
        assertThat(Payloads.read(BootNotification.Request.class, "BootNotification", "{'imsi':''}", LENIENT))
                .isEqualTo(new BootNotification.Request(null, null, null, null, null, null, "", null, null));
    }

    @Test
    void a_time_without_zone_is_in_utc() {
        assertThat(status("{'connectorId':1,'errorCode':'NoError','status':'Available','timestamp':'2026-11-24"
                                + " 10:00:00.5'}")
                        .timestamp())
                .isEqualTo(Instant.parse("2026-11-24T10:00:00.5Z"));
    }

    @Test
    void a_deviation_names_the_member_and_quotes_it_shortly() {
        List<Deviation> deviations = Payloads.read(
                        "Authorize", "{'idTag':'A','extra':{'list':['~u0000<300>']}}", LENIENT)
                .deviations();
        assertThat(deviations).hasSize(1);
        assertThat(deviations.getFirst().member()).isEqualTo("extra");
        assertThat(deviations.getFirst().example())
                .hasSize(120)
                .startsWith("{\"list\":[\"\\u0000xxx")
                .endsWith("…");
    }

    @Test
    void what_is_forgiven_here_is_refused_by_a_strict_policy() {
        assertThat(Payloads.refused("BootNotification", "{}", STRICT).code())
                .isEqualTo(ErrorCode.OCCURENCE_CONSTRAINT_VIOLATION);
        assertThat(Payloads.refused("Authorize", "{'idTag':4711}", STRICT).code())
                .isEqualTo(ErrorCode.TYPE_CONSTRAINT_VIOLATION);
    }

    static List<Deviation.Kind> kinds(String names) {
        return names.isEmpty()
                ? List.of()
                : Arrays.stream(names.split(" ")).map(Deviation.Kind::valueOf).toList();
    }
}
