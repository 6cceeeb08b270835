package dev.csms.ocpp.v16;

import static dev.csms.domain.chargepoint.MessagePolicy.STRICT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointErrorCode;
import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.ocpp.rpc.ErrorCode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a charge point may say that keeps to the specification, and how it is told that it did not. */
class StrictReadingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        Authorize                     | {'idTag':'04E91C5A'}
        Authorize                     | {'idTag':''}
        Authorize                     | {'idTag':'<20>'}
        Authorize                     | {'idTag':'😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀'}
        Authorize                     | {'idTag':'~ud83d~ude00'}
        Authorize                     | {'idTag':'<script>alert(1)'}
        Authorize                     | {'idTag':'${jndi:ldap://x}'}
        Authorize                     | {'id~u0054ag':'A'}
        Authorize                     | {   'idTag' : 'A' }
        BootNotification              | {'chargePointVendor':'V','chargePointModel':'M'}
        BootNotification              | {'chargePointVendor':'','chargePointModel':''}
        BootNotification              | {'chargePointVendor':'<20>','chargePointModel':'<20>','chargePointSerialNumber':'<25>','chargeBoxSerialNumber':'<25>','firmwareVersion':'<50>','iccid':'<20>','imsi':'<20>','meterType':'<25>','meterSerialNumber':'<25>'}
        DataTransfer                  | {'vendorId':'<255>'}
        DataTransfer                  | {'vendorId':'V','messageId':'<50>','data':'<4000>'}
        DataTransfer                  | {'vendorId':'V','data':'two~nlines~tand a tab'}
        DiagnosticsStatusNotification | {'status':'Idle'}
        DiagnosticsStatusNotification | {'status':'Uploaded'}
        DiagnosticsStatusNotification | {'status':'UploadFailed'}
        DiagnosticsStatusNotification | {'status':'Uploading'}
        FirmwareStatusNotification    | {'status':'Downloaded'}
        FirmwareStatusNotification    | {'status':'DownloadFailed'}
        FirmwareStatusNotification    | {'status':'Downloading'}
        FirmwareStatusNotification    | {'status':'Idle'}
        FirmwareStatusNotification    | {'status':'InstallationFailed'}
        FirmwareStatusNotification    | {'status':'Installing'}
        FirmwareStatusNotification    | {'status':'Installed'}
        Heartbeat                     | {}
        Heartbeat                     | null
        StatusNotification            | {'connectorId':0,'errorCode':'NoError','status':'Available'}
        StatusNotification            | {'connectorId':1.0,'errorCode':'NoError','status':'Available'}
        StatusNotification            | {'connectorId':1e0,'errorCode':'NoError','status':'Available'}
        StatusNotification            | {'connectorId':2147483647,'errorCode':'EVCommunicationError','status':'SuspendedEVSE','info':'<50>','timestamp':'2026-11-24T10:00:00Z','vendorId':'<255>','vendorErrorCode':'<50>'}
        StatusNotification            | {'connectorId':1,'errorCode':'NoError','status':'SuspendedEV','timestamp':'2026-11-24T12:00:00.1234567891234+02:00'}
        """)
    void reads(String action, String payload) {
        assertThat(Payloads.read(action, payload, STRICT).deviations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        # structure
        Heartbeat        | []             | FORMATION_VIOLATION             | the payload is not an object
        Heartbeat        | 'x'            | FORMATION_VIOLATION             | the payload is not an object
        Heartbeat        | 7              | FORMATION_VIOLATION             | the payload is not an object
        Heartbeat        | {'a':1}        | FORMATION_VIOLATION             | a is not a member of this message
        Authorize        | {'idTag':'A'   | FORMATION_VIOLATION             | the payload is not well-formed JSON
        Authorize        | {'idTag':NaN}  | FORMATION_VIOLATION             | the payload is not well-formed JSON
        Authorize        | {'idTag':'A','idTag':'B'} | FORMATION_VIOLATION  | idTag is there twice
        Authorize        | {'idTag':'A','id~u0054ag':'B'} | FORMATION_VIOLATION | idTag is there twice
        # Authorize
        Authorize        | {}             | OCCURENCE_CONSTRAINT_VIOLATION  | idTag is missing
        Authorize        | null           | OCCURENCE_CONSTRAINT_VIOLATION  | idTag is missing
        Authorize        | {'idTag':null} | TYPE_CONSTRAINT_VIOLATION       | idTag: null, text is expected
        Authorize        | {'idTag':17}   | TYPE_CONSTRAINT_VIOLATION       | idTag: a number, text is expected
        Authorize        | {'idTag':true} | TYPE_CONSTRAINT_VIOLATION       | idTag: a boolean, text is expected
        Authorize        | {'idTag':{}}   | TYPE_CONSTRAINT_VIOLATION       | idTag: an object, text is expected
        Authorize        | {'idTag':['A']} | TYPE_CONSTRAINT_VIOLATION      | idTag: an array, text is expected
        Authorize        | {'idTag':'<23>'} | TYPE_CONSTRAINT_VIOLATION     | idTag: 23 characters, at most 20 are allowed
        Authorize        | {'idTag':'A','connectorId':1} | FORMATION_VIOLATION | connectorId is not a member of this message
        Authorize        | {'idtag':'A'}  | FORMATION_VIOLATION             | idtag is not a member of this message
        Authorize        | {'idTag':'A~u0000'} | PROPERTY_CONSTRAINT_VIOLATION | idTag: control characters and broken surrogate pairs are not allowed
        Authorize        | {'idTag':'~ud83d'} | PROPERTY_CONSTRAINT_VIOLATION | idTag: control characters and broken surrogate pairs are not allowed
        Authorize        | {'idTag':'~ude00A'} | PROPERTY_CONSTRAINT_VIOLATION | idTag: control characters and broken surrogate pairs are not allowed
        Authorize        | {'idTag':'A~n'} | PROPERTY_CONSTRAINT_VIOLATION  | idTag: control characters and broken surrogate pairs are not allowed
        Authorize        | {'idTag':'A~u0085'} | PROPERTY_CONSTRAINT_VIOLATION | idTag: control characters and broken surrogate pairs are not allowed
        # BootNotification
        BootNotification | {'chargePointModel':'M'}  | OCCURENCE_CONSTRAINT_VIOLATION | chargePointVendor is missing
        BootNotification | {'chargePointVendor':'V'} | OCCURENCE_CONSTRAINT_VIOLATION | chargePointModel is missing
        BootNotification | {'chargePointVendor':'<21>','chargePointModel':'M'} | TYPE_CONSTRAINT_VIOLATION | chargePointVendor: 21 characters, at most 20 are allowed
        BootNotification | {'chargePointVendor':'V','chargePointModel':'<22>'} | TYPE_CONSTRAINT_VIOLATION | chargePointModel: 22 characters, at most 20 are allowed
        BootNotification | {'chargePointVendor':1,'chargePointModel':'M'} | TYPE_CONSTRAINT_VIOLATION | chargePointVendor: a number, text is expected
        BootNotification | {'chargePointVendor':'V','chargePointModel':'M','chargePointSerialNumber':'<26>'} | TYPE_CONSTRAINT_VIOLATION | chargePointSerialNumber: 26 characters, at most 25 are allowed
        BootNotification | {'chargePointVendor':'V','chargePointModel':'M','chargeBoxSerialNumber':'<26>'} | TYPE_CONSTRAINT_VIOLATION | chargeBoxSerialNumber: 26 characters, at most 25 are allowed
        BootNotification | {'chargePointVendor':'V','chargePointModel':'M','firmwareVersion':'<51>'} | TYPE_CONSTRAINT_VIOLATION | firmwareVersion: 51 characters, at most 50 are allowed
        BootNotification | {'chargePointVendor':'V','chargePointModel':'M','iccid':'<21>'} | TYPE_CONSTRAINT_VIOLATION | iccid: 21 characters, at most 20 are allowed
        BootNotification | {'chargePointVendor':'V','chargePointModel':'M','imsi':'<21>'} | TYPE_CONSTRAINT_VIOLATION | imsi: 21 characters, at most 20 are allowed
        BootNotification | {'chargePointVendor':'V','chargePointModel':'M','meterType':'<26>'} | TYPE_CONSTRAINT_VIOLATION | meterType: 26 characters, at most 25 are allowed
        BootNotification | {'chargePointVendor':'V','chargePointModel':'M','meterSerialNumber':'<26>'} | TYPE_CONSTRAINT_VIOLATION | meterSerialNumber: 26 characters, at most 25 are allowed
        BootNotification | {'chargePointVendor':'V','chargePointModel':'M','iccid':null} | TYPE_CONSTRAINT_VIOLATION | iccid: null, text is expected
        BootNotification | {'chargePointVendor':'V','chargePointModel':'M','firmware':'1'} | FORMATION_VIOLATION | firmware is not a member of this message
        # DataTransfer
        DataTransfer     | {}                 | OCCURENCE_CONSTRAINT_VIOLATION | vendorId is missing
        DataTransfer     | {'vendorId':'<256>'} | TYPE_CONSTRAINT_VIOLATION    | vendorId: 256 characters, at most 255 are allowed
        DataTransfer     | {'vendorId':[]}    | TYPE_CONSTRAINT_VIOLATION      | vendorId: an array, text is expected
        DataTransfer     | {'vendorId':'V','messageId':'<51>'} | TYPE_CONSTRAINT_VIOLATION | messageId: 51 characters, at most 50 are allowed
        DataTransfer     | {'vendorId':'V','messageId':1} | TYPE_CONSTRAINT_VIOLATION | messageId: a number, text is expected
        DataTransfer     | {'vendorId':'V','data':{'a':1}} | TYPE_CONSTRAINT_VIOLATION | data: an object, text is expected
        DataTransfer     | {'vendorId':'V','data':'~u0000'} | PROPERTY_CONSTRAINT_VIOLATION | data: control characters and broken surrogate pairs are not allowed
        DataTransfer     | {'vendorId':'V','text':''} | FORMATION_VIOLATION    | text is not a member of this message
        # DiagnosticsStatusNotification, FirmwareStatusNotification
        DiagnosticsStatusNotification | {} | OCCURENCE_CONSTRAINT_VIOLATION | status is missing
        DiagnosticsStatusNotification | {'status':'UploadFailure'} | PROPERTY_CONSTRAINT_VIOLATION | status: 'UploadFailure' is no DiagnosticsStatus
        DiagnosticsStatusNotification | {'status':'idle'} | PROPERTY_CONSTRAINT_VIOLATION | status: 'idle' is no DiagnosticsStatus
        DiagnosticsStatusNotification | {'status':1} | TYPE_CONSTRAINT_VIOLATION | status: a number, text is expected
        DiagnosticsStatusNotification | {'status':'Idle','requestId':1} | FORMATION_VIOLATION | requestId is not a member of this message
        FirmwareStatusNotification | {} | OCCURENCE_CONSTRAINT_VIOLATION | status is missing
        FirmwareStatusNotification | {'status':'InstallRebooting'} | PROPERTY_CONSTRAINT_VIOLATION | status: 'InstallRebooting' is no FirmwareStatus
        FirmwareStatusNotification | {'status':null} | TYPE_CONSTRAINT_VIOLATION | status: null, text is expected
        FirmwareStatusNotification | {'status':'Idle','x':[[]]} | FORMATION_VIOLATION | x is not a member of this message
        # StatusNotification
        StatusNotification | {'errorCode':'NoError','status':'Available'} | OCCURENCE_CONSTRAINT_VIOLATION | connectorId is missing
        StatusNotification | {'connectorId':1,'status':'Available'} | OCCURENCE_CONSTRAINT_VIOLATION | errorCode is missing
        StatusNotification | {'connectorId':1,'errorCode':'NoError'} | OCCURENCE_CONSTRAINT_VIOLATION | status is missing
        StatusNotification | {'connectorId':'1','errorCode':'NoError','status':'Available'} | TYPE_CONSTRAINT_VIOLATION | connectorId: text, an integer is expected
        StatusNotification | {'connectorId':1.5,'errorCode':'NoError','status':'Available'} | TYPE_CONSTRAINT_VIOLATION | connectorId: 1.5 is no integer
        StatusNotification | {'connectorId':-1,'errorCode':'NoError','status':'Available'} | PROPERTY_CONSTRAINT_VIOLATION | connectorId: -1, at least 0 is expected
        StatusNotification | {'connectorId':2147483648,'errorCode':'NoError','status':'Available'} | PROPERTY_CONSTRAINT_VIOLATION | connectorId: 2147483648 is out of range
        StatusNotification | {'connectorId':1e30,'errorCode':'NoError','status':'Available'} | PROPERTY_CONSTRAINT_VIOLATION | connectorId: 1e30 is out of range
        StatusNotification | {'connectorId':1e400,'errorCode':'NoError','status':'Available'} | TYPE_CONSTRAINT_VIOLATION | connectorId: no finite number
        StatusNotification | {'connectorId':1e999999999,'errorCode':'NoError','status':'Available'} | TYPE_CONSTRAINT_VIOLATION | connectorId: no finite number
        StatusNotification | {'connectorId':1e99999999999,'errorCode':'NoError','status':'Available'} | TYPE_CONSTRAINT_VIOLATION | connectorId: no finite number
        StatusNotification | {'connectorId':1e-999999999,'errorCode':'NoError','status':'Available'} | TYPE_CONSTRAINT_VIOLATION | connectorId: 1e-999999999 is no integer
        StatusNotification | {'connectorId':1,'errorCode':'Error','status':'Available'} | PROPERTY_CONSTRAINT_VIOLATION | errorCode: 'Error' is no ChargePointErrorCode
        StatusNotification | {'connectorId':1,'errorCode':'NoError','status':'Occupied'} | PROPERTY_CONSTRAINT_VIOLATION | status: 'Occupied' is no ChargePointStatus
        StatusNotification | {'connectorId':1,'errorCode':'NoError','status':'SuspendedEvse'} | PROPERTY_CONSTRAINT_VIOLATION | status: 'SuspendedEvse' is no ChargePointStatus
        StatusNotification | {'connectorId':1,'errorCode':'NoError','status':'Available','info':'<51>'} | TYPE_CONSTRAINT_VIOLATION | info: 51 characters, at most 50 are allowed
        StatusNotification | {'connectorId':1,'errorCode':'NoError','status':'Available','vendorId':'<256>'} | TYPE_CONSTRAINT_VIOLATION | vendorId: 256 characters, at most 255 are allowed
        StatusNotification | {'connectorId':1,'errorCode':'NoError','status':'Available','vendorErrorCode':'<51>'} | TYPE_CONSTRAINT_VIOLATION | vendorErrorCode: 51 characters, at most 50 are allowed
        StatusNotification | {'connectorId':1,'errorCode':'NoError','status':'Available','timestamp':'yesterday'} | PROPERTY_CONSTRAINT_VIOLATION | timestamp: 'yesterday' is no ISO 8601 date and time
        StatusNotification | {'connectorId':1,'errorCode':'NoError','status':'Available','timestamp':''} | PROPERTY_CONSTRAINT_VIOLATION | timestamp: '' is no ISO 8601 date and time
        StatusNotification | {'connectorId':1,'errorCode':'NoError','status':'Available','timestamp':'2026-11-24T10:00:00'} | PROPERTY_CONSTRAINT_VIOLATION | timestamp: '2026-11-24T10:00:00' says no offset from UTC
        StatusNotification | {'connectorId':1,'errorCode':'NoError','status':'Available','timestamp':'2026-11-24 10:00:00Z'} | PROPERTY_CONSTRAINT_VIOLATION | timestamp: '2026-11-24 10:00:00Z' is no ISO 8601 date and time
        StatusNotification | {'connectorId':1,'errorCode':'NoError','status':'Available','timestamp':1764000000} | TYPE_CONSTRAINT_VIOLATION | timestamp: a number, text is expected
        StatusNotification | {'connectorId':1,'errorCode':'NoError','status':'Available','evse':1} | FORMATION_VIOLATION | evse is not a member of this message
        """)
    void refuses(String action, String payload, ErrorCode code, String description) {
        assertThat(Payloads.refused(action, payload, STRICT)).isEqualTo(new Decoded.Refused<>(code, description));
    }

    @Test
    void every_member_finds_its_place() {
        assertThat(Payloads.read(StatusNotification.Request.class, "StatusNotification", """
            {"vendorErrorCode":"E7","status":"SuspendedEV","info":"cold","connectorId":2,
             "timestamp":"2026-11-24T11:00:00+01:00","vendorId":"com.example","errorCode":"WeakSignal"}\
            """, STRICT))
                .isEqualTo(new StatusNotification.Request(
                        2,
                        ChargePointErrorCode.WEAK_SIGNAL,
                        "cold",
                        ChargePointStatus.SUSPENDED_EV,
                        Instant.parse("2026-11-24T10:00:00Z"),
                        "com.example",
                        "E7"));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 200, 100_000})
    void deep_nesting_is_refused_at_once(int depth) {
        String payload = "{'idTag':" + "[".repeat(depth) + "]".repeat(depth) + "}";
        assertThat(Payloads.refused("Authorize", payload, STRICT).code())
                .isIn(ErrorCode.FORMATION_VIOLATION, ErrorCode.TYPE_CONSTRAINT_VIOLATION);
        assertThat(Payloads.refused(
                        "MeterValues",
                        "{'connectorId':1,'meterValue':" + "[".repeat(depth) + "]".repeat(depth) + "}",
                        STRICT))
                .isEqualTo(new Decoded.Refused<>(
                        ErrorCode.FORMATION_VIOLATION, "the payload is nested deeper than 16 levels"));
    }

    @Test
    void a_number_of_900_digits_is_refused_by_its_length() {
        assertThat(Payloads.refused(
                        "StatusNotification",
                        "{'connectorId':" + "9".repeat(900) + ",'errorCode':'NoError','status':'Available'}",
                        STRICT))
                .isEqualTo(new Decoded.Refused<>(
                        ErrorCode.TYPE_CONSTRAINT_VIOLATION,
                        "connectorId: a number of 900 characters, at most 64 are allowed"));
    }

    @Test
    void what_is_quoted_in_an_answer_is_short_and_printable() {
        String description = Payloads.refused("Authorize", "{'" + "n~n".repeat(500) + "':1}", STRICT)
                .description();
        assertThat(description).hasSizeLessThan(255).doesNotContain("\n");
        assertThat(Payloads.refused("FirmwareStatusNotification", "{'status':'<5000>'}", STRICT)
                        .description())
                .hasSizeLessThan(255);
    }
}
