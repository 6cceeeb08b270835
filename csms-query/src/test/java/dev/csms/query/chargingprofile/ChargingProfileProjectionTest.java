package dev.csms.query.chargingprofile;

import static dev.csms.domain.chargingprofile.ChargingRateUnit.A;
import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargingprofile.ChargingProfile;
import dev.csms.domain.chargingprofile.ChargingProfileEvent.ChargingProfileInstalled;
import dev.csms.domain.chargingprofile.ChargingProfileEvent.ChargingProfilePerhapsInstalled;
import dev.csms.domain.chargingprofile.ChargingProfileEvent.ChargingProfilesDoubted;
import dev.csms.domain.chargingprofile.ChargingProfileEvent.ChargingProfilesRemoved;
import dev.csms.domain.chargingprofile.ChargingProfileEvent.CompositeScheduleReported;
import dev.csms.domain.chargingprofile.ChargingProfileKind;
import dev.csms.domain.chargingprofile.ChargingProfilePurpose;
import dev.csms.domain.chargingprofile.ChargingProfilesId;
import dev.csms.domain.chargingprofile.ChargingSchedule;
import dev.csms.domain.chargingprofile.ChargingSchedulePeriod;
import dev.csms.domain.chargingprofile.CompositeSchedule;
import dev.csms.domain.chargingprofile.CompositeSchedule.Period;
import dev.csms.domain.chargingprofile.RecurrencyKind;
import dev.csms.domain.chargingprofile.RemovalCause;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.transaction.TransactionEvent.TransactionStarted;
import dev.csms.domain.transaction.TransactionId;
import dev.csms.query.QuerySideTest;
import dev.csms.query.StatementLog;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class ChargingProfileProjectionTest extends QuerySideTest {

    private static final Instant LATER = NOON.plusSeconds(60);

    @Autowired
    private StatementLog statements;

    private final ChargePointId cp = chargePoint();
    private final OperationId first = new OperationId("profile-" + number());
    private final OperationId second = new OperationId("profile-" + number());
    private final OperationId third = new OperationId("profile-" + number());

    @BeforeEach
    void register() {
        happened(cp, registered(cp));
    }

    @Test
    void an_installed_profile_is_shown_with_all_that_it_says() {
        happens(new ChargingProfileInstalled(
                cp,
                first,
                1,
                new ChargingProfile(
                        7,
                        null,
                        2,
                        ChargingProfilePurpose.TX_DEFAULT_PROFILE,
                        ChargingProfileKind.RECURRING,
                        RecurrencyKind.DAILY,
                        NOON,
                        LATER,
                        new ChargingSchedule(
                                86_400,
                                NOON,
                                A,
                                new BigDecimal("6.5"),
                                List.of(
                                        new ChargingSchedulePeriod(0, new BigDecimal("16.0"), null),
                                        new ChargingSchedulePeriod(60, new BigDecimal("8.1"), 1)))),
                null,
                List.of(),
                NOON));
        assertThat(chargePoint("""
            chargingProfiles { connectorId chargingProfileId transactionId stackLevel chargingProfilePurpose
                chargingProfileKind recurrencyKind validFrom validTo operationId installedAt uncertain
                chargingSchedule { duration startSchedule chargingRateUnit minChargingRate
                    chargingSchedulePeriod { startPeriod limit numberPhases } } }\
            """).toString()).isEqualTo("""
                {"chargingProfiles":[{"connectorId":1,"chargingProfileId":7,"transactionId":null,"stackLevel":2,\
                "chargingProfilePurpose":"TX_DEFAULT_PROFILE","chargingProfileKind":"RECURRING",\
                "recurrencyKind":"DAILY","validFrom":"2026-03-01T12:00:00Z","validTo":"2026-03-01T12:01:00Z",\
                "operationId":"%s","installedAt":"2026-03-01T12:00:00Z","uncertain":false,\
                "chargingSchedule":{"duration":86400,"startSchedule":"2026-03-01T12:00:00Z","chargingRateUnit":"A",\
                "minChargingRate":6.5,"chargingSchedulePeriod":[{"startPeriod":0,"limit":16.0,"numberPhases":null},\
                {"startPeriod":60,"limit":8.1,"numberPhases":1}]}}]}\
                """.formatted(first.value()));
    }

    @Test
    void replaced_and_removed_profiles_are_history() {
        happens(
                installed(first, 0, 1, "16"),
                new ChargingProfileInstalled(cp, second, 0, txDefault(2, "10"), null, List.of(first), LATER),
                installed(third, 1, 3, "8"),
                new ChargingProfilesRemoved(cp, List.of(third), RemovalCause.TRANSACTION_ENDED, null, 5, LATER));

        assertThat(chargePoint("chargingProfiles { operationId }").toString())
                .isEqualTo("{\"chargingProfiles\":[{\"operationId\":\"%s\"}]}".formatted(second.value()));
        assertThat(chargePoint("chargingProfileHistory { nodes { operationId end { cause operationId endedAt } } }")
                        .get("chargingProfileHistory")
                        .get("nodes")
                        .toString())
                .isEqualTo("""
                    [{"operationId":"%s","end":{"cause":"TRANSACTION_ENDED","operationId":null,"endedAt":"2026-03-01T12:01:00Z"}},\
                    {"operationId":"%s","end":null},\
                    {"operationId":"%s","end":{"cause":"REPLACED","operationId":"%s","endedAt":"2026-03-01T12:01:00Z"}}]\
                    """.formatted(third.value(), second.value(), first.value(), second.value()));
        assertThat(chargePoint("chargingProfileHistory(first: 1) { nodes { operationId } pageInfo { hasNextPage } }")
                        .toString())
                .contains(third.value(), "\"hasNextPage\":true");
    }

    @Test
    void what_an_answer_that_never_came_leaves_open_is_uncertain_until_one_comes() {
        happens(
                installed(first, 0, 1, "16"),
                new ChargingProfilePerhapsInstalled(cp, second, 0, txDefault(2, "10"), null, List.of(first), LATER),
                installed(third, 1, 3, "8"));
        String fields = "chargingProfiles { operationId uncertain doubtedBy doubtedSince }";
        assertThat(chargePoint(fields).get("chargingProfiles").toString())
                .isEqualTo("""
                    [{"operationId":"%s","uncertain":true,"doubtedBy":"%s","doubtedSince":"2026-03-01T12:01:00Z"},\
                    {"operationId":"%s","uncertain":true,"doubtedBy":"%s","doubtedSince":"2026-03-01T12:01:00Z"},\
                    {"operationId":"%s","uncertain":false,"doubtedBy":null,"doubtedSince":null}]\
                    """.formatted(first.value(), second.value(), second.value(), second.value(), third.value()));

        OperationId clear = new OperationId("clear-" + number());
        happens(new ChargingProfilesDoubted(cp, clear, List.of(first, third), LATER.plusSeconds(60)));
        assertThat(chargePoint(fields)
                        .get("chargingProfiles")
                        .get(0)
                        .get("doubtedBy")
                        .asString())
                .as("the first doubt stays")
                .isEqualTo(second.value());
        assertThat(chargePoint(fields)
                        .get("chargingProfiles")
                        .get(2)
                        .get("doubtedBy")
                        .asString())
                .isEqualTo(clear.value());

        happens(new ChargingProfileInstalled(cp, second, 0, txDefault(2, "10"), null, List.of(first), LATER));
        assertThat(chargePoint(fields).get("chargingProfiles").get(0).toString())
                .isEqualTo("""
                    {"operationId":"%s","uncertain":false,"doubtedBy":null,"doubtedSince":null}\
                    """.formatted(second.value()));
    }

    @Test
    void limits_are_worked_out_from_profiles_and_running_transactions() {
        TransactionId transaction = transaction();
        happened(
                transaction,
                new TransactionStarted(
                        transaction, cp, 1, new IdTagId("A"), IdTagInfo.INVALID, 0L, NOON, NOON, null, NOON, null));
        happens(
                installed(first, 0, 1, "16"),
                new ChargingProfileInstalled(
                        cp,
                        second,
                        1,
                        profile(
                                2,
                                ChargingProfilePurpose.TX_PROFILE,
                                600,
                                new ChargingSchedulePeriod(0, new BigDecimal("8"), null)),
                        transaction.value(),
                        List.of(),
                        NOON));
        String fields =
                "{ connectorId scheduleStart durationSeconds chargingRateUnit uncertain periods { startPeriod startsAt"
                        + " limit numberPhases } }";
        assertThat(chargePoint(
                                "one: compositeSchedule(connectorId: 1, from: \"%s\", durationSeconds: 3600) %s two: compositeSchedule(connectorId: 2, from: \"%s\", durationSeconds: 60, unit: W) { periods { limit } }"
                                        .formatted(NOON, fields, NOON))
                        .toString())
                .isEqualTo("""
                    {"one":{"connectorId":1,"scheduleStart":"2026-03-01T12:00:00Z","durationSeconds":3600,\
                    "chargingRateUnit":"A","uncertain":false,"periods":[\
                    {"startPeriod":0,"startsAt":"2026-03-01T12:00:00Z","limit":8.0,"numberPhases":3},\
                    {"startPeriod":600,"startsAt":"2026-03-01T12:10:00Z","limit":16.0,"numberPhases":3}]},\
                    "two":{"periods":[{"limit":null}]}}\
                    """);
    }

    @Test
    void nobody_looks_further_ahead_than_a_week() {
        assertThat(error("compositeSchedule(connectorId: 1, durationSeconds: 604801) { durationSeconds }"))
                .contains("BAD_USER_INPUT", "604800");
        assertThat(error("compositeSchedule(connectorId: -1) { durationSeconds }"))
                .contains("BAD_USER_INPUT");
    }

    @Test
    void the_last_answer_of_each_connector_is_held_against_what_was_expected() {
        happens(reported(0, "32", "32"), reported(1, "16", "16"), reported(1, "16", "10"));
        JsonNode reported = chargePoint("""
            reportedSchedules { connectorId operationId reportedAt agrees tolerance
                reported { uncertain periods { limit } } expected { uncertain periods { limit } }
                differences { from to expected reported text } }\
            """).get("reportedSchedules");
        assertThat(reported).hasSize(2);
        assertThat(reported.get(0).get("agrees").asBoolean()).isTrue();
        assertThat(reported.get(1).toString()).isEqualTo("""
            {"connectorId":1,"operationId":"%s","reportedAt":"2026-03-01T12:01:00Z","agrees":false,"tolerance":0.2,\
            "reported":{"uncertain":false,"periods":[{"limit":10}]},"expected":{"uncertain":true,"periods":[{"limit":16}]},\
            "differences":[{"from":"2026-03-01T12:00:00Z","to":"2026-03-01T13:00:00Z","expected":16,"reported":10,\
            "text":"From 2026-03-01T12:00:00Z for 1 h: the charge point allows 10 A, less than the 16 A of the profiles that \
            it accepted. It may have a profile that we have not sent, share its limit among connectors, or have a limit set on \
            site."}]}\
            """.formatted(first.value()));
    }

    @Test
    void a_whole_page_of_charge_points_costs_one_statement_for_each_field() {
        assertThat(statementsFor(5)).isEqualTo(statementsFor(2));
    }

    private int statementsFor(int chargePoints) {
        String prefix = "profiles-" + number() + "-";
        for (int i = 0; i < chargePoints; i++) {
            ChargePointId id = new ChargePointId(prefix + i);
            happened(id, registered(id));
        }
        statements.clear();
        JsonNode found = query("""
            { chargePoints(filter: {identityContains: "%s"}) { nodes {
                chargingProfiles { operationId }
                chargingProfileHistory(first: 2) { nodes { operationId } }
                compositeSchedule(connectorId: 1) { periods { limit } }
                reportedSchedules { agrees } } } }\
            """.formatted(prefix));
        assertThat(found.get("chargePoints").get("nodes")).hasSize(chargePoints);
        return statements.ofQueries().size();
    }

    private CompositeScheduleReported reported(int connectorId, String expected, String reported) {
        return new CompositeScheduleReported(
                cp, first, schedule(connectorId, reported), schedule(connectorId, expected), true, LATER);
    }

    private static CompositeSchedule schedule(int connectorId, String limit) {
        return new CompositeSchedule(connectorId, NOON, 3600, A, List.of(new Period(0, new BigDecimal(limit), null)));
    }

    private ChargingProfileInstalled installed(OperationId operation, int connectorId, int id, String limit) {
        return new ChargingProfileInstalled(cp, operation, connectorId, txDefault(id, limit), null, List.of(), NOON);
    }

    private static ChargingProfile txDefault(int id, String limit) {
        return profile(
                id,
                ChargingProfilePurpose.TX_DEFAULT_PROFILE,
                null,
                new ChargingSchedulePeriod(0, new BigDecimal(limit), null));
    }

    private static ChargingProfile profile(
            int id, ChargingProfilePurpose purpose, @Nullable Integer duration, ChargingSchedulePeriod... periods) {
        return new ChargingProfile(
                id,
                null,
                0,
                purpose,
                ChargingProfileKind.RELATIVE,
                null,
                null,
                null,
                new ChargingSchedule(duration, null, A, null, List.of(periods)));
    }

    private void happens(Object... events) {
        recorded("ChargingProfiles", new ChargingProfilesId(cp).toString(), events);
    }

    private JsonNode chargePoint(String fields) {
        return query("{ chargePoint(identity: \"%s\") { %s } }".formatted(cp.value(), fields))
                .get("chargePoint");
    }

    private String error(String fields) {
        return graphQl()
                .ask("{ chargePoint(identity: \"%s\") { %s } }".formatted(cp.value(), fields), Map.of())
                .get("errors")
                .toString();
    }
}
