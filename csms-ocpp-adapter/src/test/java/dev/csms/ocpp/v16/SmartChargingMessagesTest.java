package dev.csms.ocpp.v16;

import static dev.csms.domain.chargingprofile.ChargingProfileKind.ABSOLUTE;
import static dev.csms.domain.chargingprofile.ChargingProfileKind.RECURRING;
import static dev.csms.domain.chargingprofile.ChargingProfileKind.RELATIVE;
import static dev.csms.domain.chargingprofile.ChargingProfilePurpose.TX_DEFAULT_PROFILE;
import static dev.csms.domain.chargingprofile.ChargingProfilePurpose.TX_PROFILE;
import static dev.csms.domain.chargingprofile.ChargingRateUnit.A;
import static dev.csms.domain.chargingprofile.ChargingRateUnit.W;
import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargingprofile.ChargingSchedulePeriod;
import dev.csms.domain.chargingprofile.ClearCriteria;
import dev.csms.domain.chargingprofile.RecurrencyKind;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request;
import dev.csms.ocpp.rpc.Payload;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What smart charging looks like on the wire (OCPP 1.6 §5.5, §5.7, §5.11, §5.16). */
class SmartChargingMessagesTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Request.GetCompositeSchedule COMPOSITE = new Request.GetCompositeSchedule(1, 600, A);

    private final OutgoingCalls calls = new OutgoingCalls(false);

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of(
                        new Request.SetChargingProfile(1, everything()),
                        "{'connectorId':1,'csChargingProfiles':{'chargingProfileId':7,'transactionId':8,'stackLevel':2,"
                            + "'chargingProfilePurpose':'TxDefaultProfile','chargingProfileKind':'Recurring',"
                            + "'recurrencyKind':'Weekly','validFrom':'2026-11-24T12:00:00Z',"
                            + "'validTo':'2026-11-24T13:00:00Z','chargingSchedule':{'duration':86400,"
                            + "'startSchedule':'2026-11-24T12:00:00Z','chargingRateUnit':'W','chargingSchedulePeriod':["
                            + "{'startPeriod':0,'limit':11000.0,'numberPhases':3},{'startPeriod':60,'limit':0.5}],"
                            + "'minChargingRate':8.1}}}"),
                Arguments.of(
                        new Request.RemoteStartTransaction("TAG", 1, txProfile("16")),
                        "{'idTag':'TAG','connectorId':1,'chargingProfile':{'chargingProfileId':9,'stackLevel':0,"
                                + "'chargingProfilePurpose':'TxProfile','chargingProfileKind':'Relative',"
                                + "'chargingSchedule':{'chargingRateUnit':'A','chargingSchedulePeriod':["
                                + "{'startPeriod':0,'limit':16.0}]}}}"),
                Arguments.of(new Request.RemoteStartTransaction("TAG", null), "{'idTag':'TAG'}"),
                Arguments.of(new Request.ClearChargingProfile(ClearCriteria.ALL), "{}"),
                Arguments.of(new Request.ClearChargingProfile(new ClearCriteria(7, null, null, null)), "{'id':7}"),
                Arguments.of(
                        new Request.ClearChargingProfile(new ClearCriteria(null, 0, TX_DEFAULT_PROFILE, 1)),
                        "{'connectorId':0,'chargingProfilePurpose':'TxDefaultProfile','stackLevel':1}"),
                Arguments.of(COMPOSITE, "{'connectorId':1,'duration':600,'chargingRateUnit':'A'}"),
                Arguments.of(new Request.GetCompositeSchedule(0, 60, null), "{'connectorId':0,'duration':60}"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void is_written_as_the_specification_says(Request request, String payload) {
        assertThat(written(request)).isEqualTo(Payloads.json(payload));
        assertThat(calls.problem(request)).isEmpty();
    }

    @Test
    void a_limit_is_written_as_it_was_given_and_with_one_decimal_at_least() {
        assertThat(written(new Request.SetChargingProfile(1, txProfile("1.6E+1"))))
                .contains("\"limit\":16.0}");
        assertThat(written(new Request.SetChargingProfile(1, txProfile("8.15"))))
                .contains("\"limit\":8.15}");
    }

    @Test
    void what_breaks_a_rule_of_the_message_is_named() {
        assertThat(problem(new Request.SetChargingProfile(1, txProfile("8.15"))))
                .contains("csChargingProfiles.chargingSchedule.chargingSchedulePeriod[0].limit", "8.15", "1 decimal");
        assertThat(problem(new Request.SetChargingProfile(
                        1,
                        profile(
                                TX_PROFILE,
                                ABSOLUTE,
                                new dev.csms.domain.chargingprofile.ChargingSchedule(null, NOON, A, null, List.of())))))
                .contains("chargingSchedulePeriod", "at least 1");
        assertThat(problem(new Request.SetChargingProfile(-1, txProfile("8")))).contains("connectorId");
        assertThat(problem(new Request.ClearChargingProfile(new ClearCriteria(null, null, null, -1))))
                .contains("stackLevel");
        assertThat(problem(new Request.GetCompositeSchedule(0, -60, null))).contains("duration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accepted", "Rejected", "NotSupported"})
    void statuses_of_SetChargingProfile_are_read(String status) {
        assertThat(outcome(new Request.SetChargingProfile(1, txProfile("8")), "{'status':'%s'}".formatted(status))
                        .is(status))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accepted", "Unknown"})
    void statuses_of_ClearChargingProfile_are_read(String status) {
        assertThat(outcome(new Request.ClearChargingProfile(ClearCriteria.ALL), "{'status':'%s'}".formatted(status))
                        .is(status))
                .isTrue();
    }

    @Test
    void a_composite_schedule_is_read_with_all_the_decimals_of_its_quotients() {
        assertThat(composite("{'status':'Accepted','connectorId':1,'scheduleStart':'2026-11-24T12:00:00Z',"
                        + "'chargingSchedule':{'duration':600,'chargingRateUnit':'A','chargingSchedulePeriod':["
                        + "{'startPeriod':0,'limit':15.942028},{'startPeriod':300,'limit':-1,'numberPhases':1}]}}"))
                .isEqualTo(new Answer.Composite(
                        1,
                        NOON,
                        new dev.csms.domain.chargingprofile.ChargingSchedule(
                                600,
                                null,
                                A,
                                null,
                                List.of(
                                        new ChargingSchedulePeriod(0, new BigDecimal("15.942028"), null),
                                        new ChargingSchedulePeriod(300, new BigDecimal("-1"), 1)))));
    }

    @Test
    void a_charge_point_may_have_no_composite_schedule() {
        assertThat(composite("{'status':'Rejected'}")).isEqualTo(new Answer.Composite(null, null, null));
    }

    private Answer composite(String payload) {
        return ((Outcome.Answered) outcome(COMPOSITE, payload)).answer();
    }

    private Outcome outcome(Request request, String payload) {
        return calls.outcome(request, payloadOf(payload), MessagePolicy.STRICT, null, NOON);
    }

    private static Payload payloadOf(String text) {
        return Payload.of(Payloads.json(text).getBytes(StandardCharsets.UTF_8));
    }

    private String written(Request request) {
        return new String(calls.payload(request, null), StandardCharsets.UTF_8);
    }

    private String problem(Request request) {
        return calls.problem(request).orElseThrow();
    }

    private static dev.csms.domain.chargingprofile.ChargingProfile everything() {
        return new dev.csms.domain.chargingprofile.ChargingProfile(
                7,
                8,
                2,
                TX_DEFAULT_PROFILE,
                RECURRING,
                RecurrencyKind.WEEKLY,
                NOON,
                NOON.plusSeconds(3600),
                new dev.csms.domain.chargingprofile.ChargingSchedule(
                        86_400,
                        NOON,
                        W,
                        new BigDecimal("8.1"),
                        List.of(
                                new ChargingSchedulePeriod(0, new BigDecimal("11000"), 3),
                                new ChargingSchedulePeriod(60, new BigDecimal("0.5"), null))));
    }

    private static dev.csms.domain.chargingprofile.ChargingProfile txProfile(String limit) {
        return profile(
                TX_PROFILE,
                RELATIVE,
                new dev.csms.domain.chargingprofile.ChargingSchedule(
                        null, null, A, null, List.of(new ChargingSchedulePeriod(0, new BigDecimal(limit), null))));
    }

    private static dev.csms.domain.chargingprofile.ChargingProfile profile(
            dev.csms.domain.chargingprofile.ChargingProfilePurpose purpose,
            dev.csms.domain.chargingprofile.ChargingProfileKind kind,
            dev.csms.domain.chargingprofile.ChargingSchedule schedule) {
        return new dev.csms.domain.chargingprofile.ChargingProfile(
                9, null, 0, purpose, kind, null, null, null, schedule);
    }
}
