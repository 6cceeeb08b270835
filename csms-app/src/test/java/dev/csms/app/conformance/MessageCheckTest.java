package dev.csms.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A check that lets everything pass would prove nothing. */
class MessageCheckTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Reset                  | {'type': 'Hard'}",
                "ClearCache             | {}",
                "GetConfiguration       | {}",
                "GetConfiguration       | {'key': ['A', 'B']}",
                "RemoteStartTransaction | {'idTag': '12345678901234567890', 'connectorId': 1}",
                "UpdateFirmware         | {'location': 'ftp://a/b', 'retrieveDate': '2026-11-24T12:00:00.123Z'}",
                "GetCompositeSchedule   | {'connectorId': 0, 'duration': 60, 'chargingRateUnit': 'W'}"
            })
    void calls_that_keep_the_rules_have_no_faults(String action, String payload) {
        assertThat(MessageCheck.faultsOfCall(action, Json.of(payload))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Reset                  | {}                                      | type is missing",
                "Reset                  | {'type': 'HARD'}                        | type is none of",
                "Reset                  | {'type': 'Hard', 'delay': 1}            | delay is not a member",
                "Reset                  | []                                      | is not an object",
                "Restart                | {}                                      | the specification has no Restart",
                "GetConfiguration       | {'key': [1]}                            | key[0] is not text",
                "GetConfiguration       | {'key': 'A'}                            | key is not an array",
                "RemoteStartTransaction | {'idTag': '123456789012345678901'}      | idTag is longer than 20",
                "RemoteStartTransaction | {'idTag': 'A', 'connectorId': 0}        | connectorId is no integer",
                "RemoteStopTransaction  | {'transactionId': '1'}                  | transactionId is no integer",
                "RemoteStopTransaction  | {'transactionId': 3000000000}           | transactionId is no integer",
                "GetDiagnostics         | {'location': 'nowhere'}                 | location is no URI",
                "GetDiagnostics         | {'location': 'ftp://a', 'startTime': '2026-11-24T12:00:00+01:00'} |"
                        + " startTime is no time",
                "SetChargingProfile     | {'connectorId': 1, 'csChargingProfiles': {'chargingProfileId': 1,"
                    + " 'stackLevel': 0, 'chargingProfilePurpose': 'TxProfile', 'chargingProfileKind': 'Relative',"
                    + " 'chargingSchedule': {'chargingRateUnit': 'A', 'chargingSchedulePeriod': []}}} | fewer elements"
                    + " than 1",
                "SetChargingProfile     | {'connectorId': 1, 'csChargingProfiles': {'chargingProfileId': 1,"
                        + " 'stackLevel': 0, 'chargingProfilePurpose': 'TxProfile', 'chargingProfileKind': 'Relative',"
                        + " 'chargingSchedule': {'chargingRateUnit': 'A', 'chargingSchedulePeriod': [{'startPeriod': 0,"
                        + " 'limit': 6.25}]}}} | limit is no decimal"
            })
    void calls_that_break_a_rule_have_a_fault(String action, String payload, String fault) {
        assertThat(MessageCheck.faultsOfCall(action, Json.of(payload)))
                .singleElement()
                .asString()
                .contains(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Heartbeat        | {}                                                            | currentTime is"
                        + " missing",
                "StartTransaction | {'transactionId': 0, 'idTagInfo': {'status': 'Accepted'}}     | transactionId is"
                        + " no integer",
                "Authorize        | {'idTagInfo': {'status': 'Accepted', 'parentIdTag': null}}    | parentIdTag is not"
                        + " text",
                "StopTransaction  | {'status': 'Accepted'}                                        | status is not a"
                        + " member"
            })
    void answers_that_break_a_rule_have_a_fault(String action, String payload, String fault) {
        assertThat(MessageCheck.faultsOfAnswer(action, Json.of(payload)))
                .singleElement()
                .asString()
                .contains(fault);
    }
}
