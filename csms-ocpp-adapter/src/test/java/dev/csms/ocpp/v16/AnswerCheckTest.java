package dev.csms.ocpp.v16;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A check that finds nothing wrong with anything would please everybody. */
class AnswerCheckTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        Heartbeat        | {}                                        | Heartbeat.currentTime is missing
        Heartbeat        | {'currentTime':'2026-11-24T10:00:00+00:00'} | Heartbeat.currentTime is no time in UTC with at most milliseconds
        Heartbeat        | {'currentTime':'2026-11-24T10:00:00.1234Z'} | Heartbeat.currentTime is no time in UTC with at most milliseconds
        MeterValues      | {'status':'Accepted'}                     | MeterValues.status is not a member
        MeterValues      | []                                        | MeterValues is not an object
        Authorize        | {'idTagInfo':{'status':'accepted'}}       | Authorize.idTagInfo.status is none of Accepted, Blocked, Expired, Invalid, ConcurrentTx
        Authorize        | {'idTagInfo':{'status':'Blocked','parentIdTag':'<21>'}} | Authorize.idTagInfo.parentIdTag is longer than 20
        Authorize        | {'idTagInfo':{'status':'Blocked','parentIdTag':null}} | Authorize.idTagInfo.parentIdTag is not text
        StartTransaction | {'transactionId':0,'idTagInfo':{'status':'Invalid'}} | StartTransaction.transactionId is no integer of 32 bits from 1
        StartTransaction | {'transactionId':2147483648,'idTagInfo':{'status':'Invalid'}} | StartTransaction.transactionId is no integer of 32 bits from 1
        StartTransaction | {'transactionId':'7','idTagInfo':{'status':'Invalid'}} | StartTransaction.transactionId is no integer of 32 bits from 1
        Reset            | {}                                        | no answer is known for Reset
        """)
    void finds_the_fault(String action, String payload, String fault) {
        assertThat(AnswerCheck.faults(action, Payloads.json(payload))).containsExactly(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        Heartbeat       | {'currentTime':'2026-11-24T10:00:00Z'}
        StopTransaction | {}
        StopTransaction | {'idTagInfo':{'status':'Expired','expiryDate':'2026-11-24T10:00:00.000Z','parentIdTag':'G'}}
        """)
    void finds_nothing_wrong_with_what_is_right(String action, String payload) {
        assertThat(AnswerCheck.faults(action, Payloads.json(payload))).isEmpty();
    }
}
