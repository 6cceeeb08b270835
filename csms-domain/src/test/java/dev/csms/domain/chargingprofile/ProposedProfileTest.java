package dev.csms.domain.chargingprofile;

import static dev.csms.domain.chargingprofile.ChargingProfileKind.ABSOLUTE;
import static dev.csms.domain.chargingprofile.ChargingProfileKind.RECURRING;
import static dev.csms.domain.chargingprofile.ChargingRateUnit.A;
import static dev.csms.domain.chargingprofile.ChargingRateUnit.W;
import static dev.csms.domain.chargingprofile.ProfileBuilder.chargePointMax;
import static dev.csms.domain.chargingprofile.ProfileBuilder.txDefault;
import static dev.csms.domain.chargingprofile.ProfileBuilder.txProfile;
import static dev.csms.domain.chargingprofile.ProfileCarrier.REMOTE_START_TRANSACTION;
import static dev.csms.domain.chargingprofile.ProfileCarrier.SET_CHARGING_PROFILE;
import static dev.csms.domain.chargingprofile.RecurrencyKind.DAILY;
import static dev.csms.domain.chargingprofile.RecurrencyKind.WEEKLY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.OpenTransaction;
import dev.csms.domain.transaction.TransactionId;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProposedProfileTest {

    private static final Instant NOON = Instant.parse("2025-06-02T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(3600);
    private static final String MORNING = "2025-06-02T00:00:00Z";
    private static final String EVENING = "2025-06-02T20:00:00Z";
    private static final int DAY = 86_400;

    private static final String PERIODS = "chargingSchedule.chargingSchedulePeriod";

    /**
     * @param broken breaks the rule in this member
     * @param kept   differs as little as possible, and keeps it
     */
    record Row(ProfileRule rule, String member, Proposal broken, Proposal kept) {

        @Override
        public String toString() {
            return rule + " in " + member;
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_rule_is_noticed_when_it_is_broken_and_not_when_it_is_kept(Row row) {
        assertThat(row.broken().problems())
                .filteredOn(problem -> problem.rule() == row.rule())
                .extracting(ProfileProblem::member)
                .containsExactly(row.member());
        assertThat(row.kept().problems()).extracting(ProfileProblem::rule).doesNotContain(row.rule());
    }

    static Stream<Row> rows() {
        return Stream.of(aboutConnectors(), aboutKinds(), aboutStacks(), aboutSchedules(), aboutPeriods())
                .flatMap(List::stream);
    }

    private static List<Row> aboutConnectors() {
        return List.of(
                new Row(
                        ProfileRule.CHARGE_POINT_MAX_PROFILE_ON_CHARGE_POINT,
                        "connectorId",
                        set(1, chargePointMax()),
                        set(0, chargePointMax())),
                new Row(ProfileRule.TX_PROFILE_ON_CONNECTOR, "connectorId", set(0, txProfile()), set(1, txProfile())),
                new Row(
                        ProfileRule.CONNECTOR_ID_NOT_NEGATIVE,
                        "connectorId",
                        set(-1, txDefault()),
                        set(0, txDefault())),
                new Row(
                        ProfileRule.TX_PROFILE_NEEDS_TRANSACTION,
                        "connectorId",
                        set(1, txProfile().transactionId(7)),
                        set(1, txProfile().transactionId(7)).running(7, NOON)),
                new Row(
                        ProfileRule.TX_PROFILE_NEEDS_TRANSACTION,
                        "connectorId",
                        set(1, txProfile().transactionId(7)),
                        remoteStart(1, txProfile())),
                new Row(
                        ProfileRule.TX_PROFILE_NAMES_TRANSACTION,
                        "transactionId",
                        set(1, txProfile()).running(7, NOON),
                        set(1, txProfile().transactionId(7)).running(7, NOON)),
                new Row(
                        ProfileRule.TX_PROFILE_NAMES_TRANSACTION,
                        "transactionId",
                        set(1, txProfile().transactionId(8)).running(7, NOON),
                        remoteStart(1, txProfile())),
                new Row(
                        ProfileRule.REMOTE_START_TAKES_TX_PROFILE,
                        "chargingProfilePurpose",
                        remoteStart(1, txDefault()),
                        remoteStart(1, txProfile())),
                new Row(
                        ProfileRule.REMOTE_START_NAMES_NO_TRANSACTION,
                        "transactionId",
                        remoteStart(null, txProfile().transactionId(7)),
                        remoteStart(null, txProfile())),
                new Row(
                        ProfileRule.TRANSACTION_ID_IN_TX_PROFILE_ONLY,
                        "transactionId",
                        set(1, txDefault().transactionId(7)),
                        set(1, txProfile().transactionId(7))),
                new Row(
                        ProfileRule.TRANSACTION_STILL_RUNNING,
                        "transactionId",
                        set(1, txProfile().transactionId(7)).running(7, NOON.minusSeconds(DAY + 1)),
                        set(1, txProfile().transactionId(7)).running(7, NOON.minusSeconds(DAY))));
    }

    private static List<Row> aboutKinds() {
        return List.of(
                new Row(
                        ProfileRule.RECURRENCY_KIND_OF_RECURRING,
                        "recurrencyKind",
                        set(0, txDefault().recurring(DAILY, MORNING).recurrencyKind(null)),
                        set(0, txDefault().recurring(DAILY, MORNING))),
                new Row(
                        ProfileRule.RECURRENCY_KIND_OF_RECURRING,
                        "recurrencyKind",
                        set(0, txDefault().absolute(MORNING).recurrencyKind(WEEKLY)),
                        set(0, txDefault().absolute(MORNING))),
                new Row(
                        ProfileRule.START_SCHEDULE_OF_RECURRING,
                        "chargingSchedule.startSchedule",
                        set(0, txDefault().kind(RECURRING).recurrencyKind(DAILY)),
                        set(0, txDefault().recurring(DAILY, MORNING))),
                new Row(
                        ProfileRule.START_SCHEDULE_OF_ABSOLUTE,
                        "chargingSchedule.startSchedule",
                        set(0, txDefault().kind(ABSOLUTE)),
                        set(0, txDefault().absolute(MORNING))),
                new Row(
                        ProfileRule.NO_START_SCHEDULE_IN_RELATIVE,
                        "chargingSchedule.startSchedule",
                        set(0, txDefault().startSchedule(NOON)),
                        set(0, txDefault())),
                new Row(
                        ProfileRule.RECURRENCE_STARTED,
                        "chargingSchedule.startSchedule",
                        set(0, txDefault().recurring(DAILY, EVENING)),
                        set(0, txDefault().recurring(DAILY, MORNING))),
                new Row(
                        ProfileRule.CHARGE_POINT_MAX_PROFILE_NOT_RELATIVE,
                        "chargingProfileKind",
                        set(0, chargePointMax()),
                        set(0, chargePointMax().absolute(MORNING))),
                new Row(
                        ProfileRule.VALID_FROM_BEFORE_VALID_TO,
                        "validTo",
                        set(0, txDefault().validFrom(NOON).validTo(NOON)),
                        set(0, txDefault().validFrom(NOON).validTo(LATER))));
    }

    private static List<Row> aboutStacks() {
        return List.of(
                new Row(
                        ProfileRule.STACK_LEVEL_NOT_NEGATIVE,
                        "stackLevel",
                        set(0, txDefault().level(-1)),
                        set(0, txDefault().level(0))),
                new Row(
                        ProfileRule.STACK_LEVEL_WITHIN_MAXIMUM,
                        "stackLevel",
                        set(0, txDefault().level(9)).limits(maxStackLevel(8)),
                        set(0, txDefault().level(8)).limits(maxStackLevel(8))),
                new Row(
                        ProfileRule.ID_UNIQUE,
                        "chargingProfileId",
                        set(1, txDefault().id(5)).installed(2, txDefault().id(5)),
                        set(1, txDefault().id(5)).installed(1, txDefault().id(5))),
                new Row(
                        ProfileRule.ID_UNIQUE,
                        "chargingProfileId",
                        set(1, txDefault().id(5).level(1))
                                .installed(1, txDefault().id(5)),
                        set(1, txDefault().id(6).level(1))
                                .installed(1, txDefault().id(5))),
                new Row(
                        ProfileRule.PROFILES_WITHIN_MAXIMUM,
                        "chargingProfileId",
                        set(1, txDefault().id(2).level(1))
                                .installed(1, txDefault().id(1))
                                .limits(maxInstalled(1)),
                        set(1, txDefault().id(2).level(0))
                                .installed(1, txDefault().id(1))
                                .limits(maxInstalled(1))),
                new Row(
                        ProfileRule.SLOT_FREE,
                        "chargingProfileId",
                        set(1, txDefault().id(2))
                                .installed(1, txDefault().id(1))
                                .limits(maxInstalled(1)),
                        set(1, txDefault().id(2))
                                .installed(1, txDefault().id(1))
                                .limits(maxInstalled(2))),
                new Row(
                        ProfileRule.NO_GAP,
                        "chargingSchedule.duration",
                        set(1, txDefault().id(2).level(1).duration(60)),
                        set(1, txDefault().id(2).level(1).duration(60))
                                .installed(0, txDefault().id(1))),
                new Row(
                        ProfileRule.NO_GAP,
                        "chargingSchedule.duration",
                        set(1, txDefault().recurring(DAILY, MORNING).duration(DAY - 1)),
                        set(1, txDefault().recurring(DAILY, MORNING).duration(DAY))),
                new Row(
                        ProfileRule.NO_GAP,
                        "chargingSchedule.duration",
                        set(1, txProfile().id(2).duration(60))
                                .installed(2, txDefault().id(1)),
                        set(1, txProfile().id(2).duration(60))
                                .installed(1, txDefault().id(1))),
                new Row(
                        ProfileRule.REPLACEMENT_IN_FORCE,
                        "validFrom",
                        set(0, txDefault().id(2).validFrom(LATER))
                                .installed(0, txDefault().id(1)),
                        set(0, txDefault().id(2).validFrom(NOON))
                                .installed(0, txDefault().id(1))),
                new Row(
                        ProfileRule.REPLACEMENT_IN_FORCE,
                        "chargingSchedule.startSchedule",
                        set(0, txDefault().id(2).absolute(EVENING))
                                .installed(0, txDefault().id(1)),
                        set(0, txDefault().id(2).absolute(EVENING))),
                new Row(
                        ProfileRule.SAME_LEVEL_OF_DEFAULTS,
                        "stackLevel",
                        set(1, txDefault().id(2).level(0))
                                .installed(0, txDefault().id(1).level(1)),
                        set(1, txDefault().id(2).level(1))
                                .installed(0, txDefault().id(1).level(1))),
                new Row(
                        ProfileRule.CONNECTORS_OWN_DEFAULT_LAST,
                        "connectorId",
                        set(0, txDefault().id(2)).installed(1, txDefault().id(1)),
                        set(1, txDefault().id(2)).installed(0, txDefault().id(1))));
    }

    private static List<Row> aboutSchedules() {
        return List.of(
                new Row(
                        ProfileRule.DURATION_POSITIVE,
                        "chargingSchedule.duration",
                        set(0, txDefault().duration(0)),
                        set(0, txDefault().duration(1))),
                new Row(
                        ProfileRule.WITHIN_RECURRENCE,
                        "chargingSchedule.duration",
                        set(0, txDefault().recurring(DAILY, MORNING).duration(DAY + 1)),
                        set(0, txDefault().recurring(WEEKLY, MORNING).duration(DAY + 1))),
                new Row(
                        ProfileRule.WITHIN_RECURRENCE,
                        PERIODS + "[1].startPeriod",
                        set(
                                0,
                                txDefault()
                                        .recurring(DAILY, MORNING)
                                        .period(0, "8")
                                        .period(DAY, "9")),
                        set(
                                0,
                                txDefault()
                                        .recurring(DAILY, MORNING)
                                        .period(0, "8")
                                        .period(DAY - 1, "9"))),
                new Row(
                        ProfileRule.WITHIN_DURATION,
                        PERIODS + "[1].startPeriod",
                        set(0, txDefault().duration(600).period(0, "8").period(600, "9")),
                        set(0, txDefault().duration(601).period(0, "8").period(600, "9"))),
                new Row(
                        ProfileRule.RATE_UNIT_ALLOWED,
                        "chargingSchedule.chargingRateUnit",
                        set(0, txDefault().unit(W)).limits(rateUnits(A)),
                        set(0, txDefault().unit(W)).limits(rateUnits(A, W))),
                new Row(
                        ProfileRule.ONE_UNIT,
                        "chargingSchedule.chargingRateUnit",
                        set(0, txDefault().id(2).unit(W))
                                .installed(0, chargePointMax().id(1).unit(A)),
                        set(0, txDefault().id(2).unit(W))
                                .installed(0, txDefault().id(1).unit(A))),
                new Row(
                        ProfileRule.NO_MIN_CHARGING_RATE,
                        "chargingSchedule.minChargingRate",
                        set(0, txDefault().minChargingRate("6.0")),
                        set(0, txDefault())),
                new Row(
                        ProfileRule.ONE_DECIMAL,
                        "chargingSchedule.minChargingRate",
                        set(0, txDefault().minChargingRate("6.05")),
                        set(0, txDefault().minChargingRate("6.50"))));
    }

    private static List<Row> aboutPeriods() {
        return List.of(
                new Row(
                        ProfileRule.AT_LEAST_ONE_PERIOD,
                        PERIODS,
                        set(0, txDefault()),
                        set(0, txDefault().limit("16"))),
                new Row(
                        ProfileRule.PERIODS_WITHIN_MAXIMUM,
                        PERIODS,
                        set(0, txDefault().period(0, "16").period(60, "8")).limits(maxPeriods(1)),
                        set(0, txDefault().period(0, "16").period(60, "8")).limits(maxPeriods(2))),
                new Row(
                        ProfileRule.FIRST_PERIOD_AT_START,
                        PERIODS + "[0].startPeriod",
                        set(0, txDefault().period(1, "16")),
                        set(0, txDefault().period(0, "16"))),
                new Row(
                        ProfileRule.PERIODS_ASCENDING,
                        PERIODS + "[2].startPeriod",
                        set(0, txDefault().period(0, "16").period(60, "8").period(60, "9")),
                        set(0, txDefault().period(0, "16").period(60, "8").period(61, "9"))),
                new Row(
                        ProfileRule.LIMIT_NOT_NEGATIVE,
                        PERIODS + "[0].limit",
                        set(0, txDefault().limit("-0.1")),
                        set(0, txDefault().limit("0"))),
                new Row(
                        ProfileRule.ONE_DECIMAL,
                        PERIODS + "[0].limit",
                        set(0, txDefault().limit("8.15")),
                        set(0, txDefault().limit("8.10"))),
                new Row(
                        ProfileRule.ENOUGH_TO_CHARGE,
                        PERIODS + "[0].limit",
                        set(0, txDefault().limit("5.9")),
                        set(0, txDefault().period(0, "6").period(60, "0"))),
                new Row(
                        ProfileRule.ENOUGH_TO_CHARGE,
                        PERIODS + "[0].limit",
                        set(0, txDefault().limit("0.1")),
                        set(0, txDefault().unit(W).limit("0.1"))),
                new Row(
                        ProfileRule.ONE_TO_THREE_PHASES,
                        PERIODS + "[0].numberPhases",
                        set(0, txDefault().period(0, "16", 0)),
                        set(0, txDefault().period(0, "16", 1))),
                new Row(
                        ProfileRule.ONE_TO_THREE_PHASES,
                        PERIODS + "[0].numberPhases",
                        set(0, txDefault().period(0, "16", 4)),
                        set(0, txDefault().period(0, "16", 3))),
                new Row(
                        ProfileRule.THREE_PHASES_UNSAID,
                        PERIODS + "[0].numberPhases",
                        set(0, txDefault().period(0, "16", 3)),
                        set(0, txDefault().period(0, "16", 2))),
                new Row(
                        ProfileRule.NO_PHASE_SWITCH,
                        PERIODS,
                        set(0, txDefault().period(0, "16").period(60, "16", 1)).limits(phaseSwitch(false)),
                        set(0, txDefault().period(0, "16").period(60, "16", 1)).limits(phaseSwitch(true))),
                new Row(
                        ProfileRule.NO_PHASE_SWITCH,
                        PERIODS,
                        set(1, txProfile().id(2).transactionId(7).period(0, "16", 1))
                                .running(7, NOON)
                                .installed(1, txProfile().id(1).transactionId(7).period(0, "16"))
                                .limits(phaseSwitch(false)),
                        set(1, txProfile().id(2).transactionId(7).period(0, "16", 1))
                                .running(7, NOON)
                                .limits(phaseSwitch(false))),
                new Row(
                        ProfileRule.PHASE_SWITCH_SUPPORTED,
                        PERIODS,
                        set(0, txDefault().period(0, "16").period(60, "16", 1)),
                        set(0, txDefault().period(0, "16").period(60, "16", 3))));
    }

    @Test
    void every_rule_has_a_row() {
        assertThat(rows().map(Row::rule).collect(Collectors.toCollection(() -> EnumSet.noneOf(ProfileRule.class))))
                .containsExactlyInAnyOrder(ProfileRule.values());
    }

    @Test
    void nothing_is_wrong_with_what_a_charge_point_should_get() {
        ProfileLimits limits = new ProfileLimits(8, 4, Set.of(A), 10, true);

        assertThat(Stream.of(
                        set(0, chargePointMax().id(1).absolute(MORNING).limit("63")),
                        set(0, txDefault().id(2).limit("16")),
                        set(
                                0,
                                txDefault()
                                        .id(3)
                                        .level(8)
                                        .recurring(DAILY, MORNING)
                                        .period(0, "32")
                                        .period(25_200, "6.5", 1)),
                        set(
                                        1,
                                        txProfile()
                                                .id(4)
                                                .transactionId(7)
                                                .absolute(MORNING)
                                                .limit("10"))
                                .running(7, NOON),
                        remoteStart(1, txProfile().id(5).limit("10"))))
                .allSatisfy(proposal ->
                        assertThat(proposal.limits(limits).problems()).isEmpty());
    }

    @Test
    void what_is_unknown_is_not_held_against_a_profile() {
        assertThat(set(0, txDefault().level(1_000_000).unit(W).limit("16"))
                        .limits(ProfileLimits.UNKNOWN)
                        .problems())
                .isEmpty();
    }

    @Test
    void a_problem_tells_operators_what_and_where() {
        ProfileProblem problem = set(1, chargePointMax().absolute(MORNING).limit("16"))
                .problems()
                .getFirst();

        assertThat(problem.isError()).isTrue();
        assertThat(problem.rule().source()).isEqualTo("OCPP 1.6 §3.13.1");
        assertThat(problem.member()).isEqualTo("connectorId");
        assertThat(problem.text())
                .isEqualTo("A ChargePointMaxProfile limits the whole charge point, so it goes to connector 0, not 1.");
    }

    @Test
    void advice_is_no_error() {
        List<ProfileProblem> problems =
                set(0, txDefault().minChargingRate("6").limit("16")).problems();

        assertThat(problems).hasSize(1).noneMatch(ProfileProblem::isError);
    }

    private static Proposal set(int connectorId, ProfileBuilder profile) {
        return new Proposal(SET_CHARGING_PROFILE, connectorId, profile.build());
    }

    private static Proposal remoteStart(@Nullable Integer connectorId, ProfileBuilder profile) {
        return new Proposal(REMOTE_START_TRANSACTION, connectorId, profile.build());
    }

    private static ProfileLimits maxStackLevel(int max) {
        return new ProfileLimits(max, null, null, null, null);
    }

    private static ProfileLimits maxPeriods(int max) {
        return new ProfileLimits(null, max, null, null, null);
    }

    private static ProfileLimits rateUnits(ChargingRateUnit... units) {
        return new ProfileLimits(null, null, Arrays.stream(units).collect(Collectors.toSet()), null, null);
    }

    private static ProfileLimits maxInstalled(int max) {
        return new ProfileLimits(null, null, null, max, null);
    }

    private static ProfileLimits phaseSwitch(boolean supported) {
        return new ProfileLimits(null, null, null, null, supported);
    }

    /** A profile on its way to a charge point of which nothing is known unless a test says so. */
    private static final class Proposal {

        private final ProfileCarrier carrier;
        private final @Nullable Integer connectorId;
        private final ChargingProfile profile;
        private ProfileLimits limits = ProfileLimits.UNKNOWN;
        private @Nullable OpenTransaction transaction;
        private InstalledProfiles installed = InstalledProfiles.NONE;

        Proposal(ProfileCarrier carrier, @Nullable Integer connectorId, ChargingProfile profile) {
            this.carrier = carrier;
            this.connectorId = connectorId;
            this.profile = profile;
        }

        Proposal limits(ProfileLimits known) {
            limits = known;
            return this;
        }

        Proposal running(int transactionId, Instant startedAt) {
            transaction = new OpenTransaction(new TransactionId(transactionId), 1, startedAt, null);
            return this;
        }

        Proposal installed(int onConnector, ProfileBuilder other) {
            installed = installed.with(onConnector, other.build());
            return this;
        }

        List<ProfileProblem> problems() {
            return new ProposedProfile(profile, connectorId, carrier, limits, transaction, installed, NOON).problems();
        }
    }
}
