package dev.csms.domain.chargingprofile;

import static dev.csms.domain.chargingprofile.ChargingProfileKind.ABSOLUTE;
import static dev.csms.domain.chargingprofile.ChargingProfileKind.RECURRING;
import static dev.csms.domain.chargingprofile.ChargingRateUnit.A;
import static dev.csms.domain.chargingprofile.ChargingRateUnit.W;
import static dev.csms.domain.chargingprofile.ProfileBuilder.chargePointMax;
import static dev.csms.domain.chargingprofile.ProfileBuilder.txDefault;
import static dev.csms.domain.chargingprofile.ProfileBuilder.txProfile;
import static dev.csms.domain.chargingprofile.RecurrencyKind.DAILY;
import static dev.csms.domain.chargingprofile.RecurrencyKind.WEEKLY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.OpenTransaction;
import dev.csms.domain.chargingprofile.CompositeSchedule.Period;
import dev.csms.domain.transaction.TransactionId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompositeScheduleTest {

    private static final String NOON = "2025-06-02T12:00:00Z";
    private static final int HOUR = 3600;

    private InstalledProfiles installed = InstalledProfiles.NONE;
    private final List<OpenTransaction> transactions = new ArrayList<>();
    private PowerSupply supply = PowerSupply.THREE_PHASES_230_V;

    @Test
    void example_1_a_daily_default_in_watts() {
        install(
                0,
                txDefault()
                        .id(100)
                        .recurring(DAILY, "2013-01-01T00:00:00Z")
                        .duration(86_400)
                        .unit(W)
                        .period(0, "11000")
                        .period(28_800, "6000")
                        .period(72_000, "11000"));
        charging(1, "2025-06-02T06:30:00Z");

        assertThat(periods(1, "2025-06-02T07:00:00Z", 7200, W)).containsExactly(at(0, "11000"), at(3600, "6000"));
        assertThat(periods(1, "2025-06-02T07:00:00Z", 7200, A)).containsExactly(at(0, "15.9"), at(3600, "8.6"));
    }

    @Test
    void example_2_a_holiday_on_a_higher_level() {
        install(
                0,
                txDefault()
                        .id(1)
                        .recurring(DAILY, "2025-01-01T00:00:00Z")
                        .period(0, "32")
                        .period(25_200, "16")
                        .period(82_800, "32"));
        install(
                0,
                txDefault()
                        .id(2)
                        .level(1)
                        .absolute("2025-12-25T00:00:00Z")
                        .duration(86_400)
                        .validTo(Instant.parse("2025-12-26T00:00:00Z"))
                        .limit("32"));
        charging(1, "2025-12-24T21:00:00Z");

        assertThat(periods(1, "2025-12-24T22:00:00Z", 36 * HOUR, A))
                .containsExactly(at(0, "16"), at(3600, "32"), at(118_800, "16"));
    }

    @Test
    void example_3_a_recurrence_over_midnight() {
        install(
                0,
                txDefault()
                        .id(1)
                        .level(1)
                        .recurring(DAILY, "2025-03-01T22:00:00Z")
                        .duration(28_800)
                        .period(0, "32")
                        .period(14_400, "20"));
        install(0, txDefault().id(2).limit("10"));
        charging(1, "2025-06-02T20:00:00Z");

        assertThat(periods(1, "2025-06-02T21:00:00Z", 12 * HOUR, A))
                .containsExactly(at(0, "10"), at(3600, "32"), at(18_000, "20"), at(32_400, "10"));
        assertThat(periods(1, "2025-06-03T01:00:00Z", 2 * HOUR, A)).containsExactly(at(0, "32"), at(3600, "20"));
    }

    @Test
    void example_4_the_end_of_a_duration() {
        install(
                1,
                txProfile()
                        .id(1)
                        .duration(1800)
                        .period(0, "16")
                        .period(600, "8")
                        .period(2400, "20"));
        charging(1, "2025-06-02T10:00:00Z");

        assertThat(periods(1, "2025-06-02T10:05:00Z", HOUR, A))
                .containsExactly(at(0, "16"), at(300, "8"), unlimited(1500));

        install(0, txDefault().id(2).limit("13"));

        assertThat(periods(1, "2025-06-02T10:05:00Z", HOUR, A))
                .containsExactly(at(0, "16"), at(300, "8"), at(1500, "13"));
    }

    @Test
    void example_5_the_maximum_of_the_charge_point() {
        install(0, chargePointMax().id(1).absolute(NOON).period(0, "20").period(3600, "10"));
        install(
                1,
                txProfile()
                        .id(2)
                        .absolute(NOON)
                        .period(0, "16")
                        .period(1800, "32")
                        .period(5400, "6"));
        charging(1, NOON);

        assertThat(periods(1, NOON, 2 * HOUR, A))
                .containsExactly(at(0, "16"), at(1800, "20"), at(3600, "10"), at(5400, "6"));
    }

    @Test
    void example_6a_a_maximum_in_watts_over_three_phases() {
        install(0, chargePointMax().id(1).absolute(NOON).unit(W).limit("11000"));
        install(1, txProfile().id(2).period(0, "32", 3));
        charging(1, NOON);

        assertThat(periods(1, NOON, HOUR, A)).containsExactly(at(0, "15.9"));
        assertThat(periods(1, NOON, HOUR, W)).containsExactly(at(0, "11000"));
    }

    @Test
    void example_6b_a_maximum_in_watts_over_the_one_phase_in_force() {
        install(0, chargePointMax().id(1).absolute(NOON).unit(W).limit("11000"));
        install(1, txProfile().id(2).period(0, "16", 1));
        charging(1, NOON);

        assertThat(periods(1, NOON, HOUR, A)).containsExactly(at(0, "16", 1));
        assertThat(periods(1, NOON, HOUR, W)).containsExactly(at(0, "3680", 1));
    }

    @Test
    void example_7_a_connectors_own_default_of_the_same_level() {
        install(0, txDefault().id(1).level(1).limit("10"));
        install(1, txDefault().id(2).level(1).limit("25"));
        charging(1, NOON);
        charging(2, NOON);

        assertThat(periods(1, NOON, HOUR, A)).containsExactly(at(0, "25"));
        assertThat(periods(2, NOON, HOUR, A)).containsExactly(at(0, "10"));
    }

    @Test
    void example_7_a_connectors_own_default_of_a_lower_level() {
        install(0, txDefault().id(1).level(1).limit("10"));
        install(1, txDefault().id(2).level(0).limit("25"));
        charging(1, NOON);

        assertThat(periods(1, NOON, HOUR, A)).containsExactly(at(0, "10"));
    }

    @Test
    void example_8_a_week_and_what_is_beyond_it() {
        install(
                0,
                txDefault()
                        .recurring(WEEKLY, "2025-01-06T00:00:00Z")
                        .period(0, "16")
                        .period(432_000, "32")
                        .period(604_800, "6"));
        charging(1, "2025-06-13T22:00:00Z");

        assertThat(periods(1, "2025-06-13T23:00:00Z", 50 * HOUR, A))
                .containsExactly(at(0, "16"), at(3600, "32"), at(176_400, "16"));
    }

    @Test
    void example_8_a_day_and_what_is_beyond_it() {
        install(
                0,
                txDefault()
                        .recurring(DAILY, "2025-01-06T00:00:00Z")
                        .duration(100_000)
                        .period(0, "16")
                        .period(86_400, "6"));
        charging(1, NOON);

        assertThat(periods(1, NOON, 50 * HOUR, A)).containsExactly(at(0, "16"));
    }

    @Test
    void example_9_a_schedule_relative_to_the_transaction() {
        install(0, txDefault().period(0, "32").period(3600, "16"));
        charging(1, "2025-06-02T10:00:00Z");

        assertThat(periods(1, "2025-06-02T10:50:00Z", 1800, A)).containsExactly(at(0, "32"), at(600, "16"));
    }

    @Test
    void example_10_a_gap_before_a_replacement_is_valid() {
        install(0, txDefault().id(1).limit("16"));
        install(
                0,
                txDefault()
                        .id(2)
                        .validFrom(Instant.parse("2025-06-02T12:30:00Z"))
                        .limit("20"));
        charging(1, "2025-06-02T11:00:00Z");

        assertThat(periods(1, NOON, HOUR, A)).containsExactly(unlimited(0), at(1800, "20"));
    }

    @Test
    void example_11_two_connectors_under_one_maximum() {
        install(0, chargePointMax().id(1).absolute(NOON).limit("32"));
        install(0, txDefault().id(2).limit("32"));
        charging(1, NOON);
        charging(2, NOON);

        assertThat(periods(1, NOON, HOUR, A)).containsExactly(at(0, "32"));
        assertThat(periods(2, NOON, HOUR, A)).containsExactly(at(0, "32"));
        assertThat(periods(0, NOON, HOUR, A)).containsExactly(at(0, "32"));
    }

    @Test
    void a_profile_ends_just_before_its_validTo() {
        install(0, txDefault().validTo(Instant.parse("2025-06-02T12:30:00Z")).limit("20"));
        charging(1, NOON);

        assertThat(periods(1, NOON, HOUR, A)).containsExactly(at(0, "20"), unlimited(1800));
        assertThat(periods(1, "2025-06-02T12:30:00Z", HOUR, A)).containsExactly(unlimited(0));
    }

    @Test
    void a_recurrence_does_not_reach_back_to_before_its_start() {
        install(0, txDefault().recurring(DAILY, "2025-06-02T12:30:00Z").limit("20"));
        charging(1, NOON);

        assertThat(periods(1, NOON, 48 * HOUR, A)).containsExactly(unlimited(0), at(1800, "20"));
    }

    @Test
    void without_what_its_kind_needs_a_profile_says_nothing() {
        install(0, txDefault().id(1).kind(RECURRING).recurrencyKind(DAILY).limit("20"));
        install(
                0,
                txDefault()
                        .id(2)
                        .level(1)
                        .kind(RECURRING)
                        .startSchedule(Instant.parse(NOON))
                        .limit("20"));
        charging(1, NOON);

        assertThat(periods(1, NOON, HOUR, A)).containsExactly(unlimited(0));
    }

    @Test
    void an_absolute_schedule_without_a_start_starts_with_the_transaction() {
        install(0, txDefault().kind(ABSOLUTE).period(0, "20").period(1800, "10"));
        charging(1, "2025-06-02T11:45:00Z");

        assertThat(periods(1, NOON, HOUR, A)).containsExactly(at(0, "20"), at(900, "10"));
    }

    @Test
    void a_maximum_relative_to_no_transaction_says_nothing() {
        install(0, chargePointMax().limit("20"));
        charging(1, NOON);

        assertThat(periods(1, NOON, HOUR, A)).containsExactly(unlimited(0));
    }

    @Test
    void without_a_transaction_only_the_maximum_limits_a_connector() {
        install(0, chargePointMax().id(1).absolute(NOON).limit("32"));
        install(0, txDefault().id(2).absolute(NOON).limit("16"));

        assertThat(periods(1, NOON, HOUR, A)).containsExactly(at(0, "32"));
    }

    @Test
    void nothing_is_expected_to_be_drawn_where_nothing_charges() {
        install(0, chargePointMax().id(1).absolute(NOON).limit("32"));

        assertThat(periods(0, NOON, HOUR, A)).containsExactly(at(0, "0"));
    }

    @Test
    void a_charge_point_draws_what_its_transactions_may() {
        install(0, chargePointMax().id(1).absolute(NOON).limit("63"));
        install(1, txDefault().id(2).period(0, "16").period(1800, "10"));
        install(2, txDefault().id(3).unit(W).limit("6900"));
        charging(1, NOON);
        charging(2, NOON);

        assertThat(periods(0, NOON, HOUR, A)).containsExactly(at(0, "26"), at(1800, "20"));
        assertThat(periods(0, NOON, HOUR, W)).containsExactly(at(0, "17940"), at(1800, "13800"));
    }

    @Test
    void a_transaction_without_a_limit_counts_with_its_hardware() {
        supply = new PowerSupply(3, 230, Map.of(2, new BigDecimal("20")));
        install(1, txDefault().id(1).limit("16"));
        charging(1, NOON);
        charging(2, NOON);

        assertThat(periods(0, NOON, HOUR, A)).containsExactly(at(0, "36"));
    }

    @Test
    void a_transaction_that_nothing_is_known_to_limit_leaves_the_maximum() {
        install(1, txDefault().id(1).limit("16"));
        charging(1, NOON);
        charging(2, NOON);

        assertThat(periods(0, NOON, HOUR, A)).containsExactly(unlimited(0));

        install(0, chargePointMax().id(2).absolute(NOON).limit("63"));

        assertThat(periods(0, NOON, HOUR, A)).containsExactly(at(0, "63"));
    }

    @Test
    void thirds_of_an_ampere_add_up_to_an_ampere() {
        for (int connector = 1; connector <= 3; connector++) {
            install(connector, txDefault().id(connector).unit(W).limit("230"));
            charging(connector, NOON);
        }

        assertThat(periods(1, NOON, HOUR, A)).containsExactly(at(0, "0.3"));
        assertThat(periods(0, NOON, HOUR, A)).containsExactly(at(0, "1"));
    }

    @Test
    void a_profile_of_another_transaction_says_nothing() {
        install(1, txProfile().id(1).transactionId(99).limit("6"));
        install(1, txProfile().id(2).level(1).transactionId(1).duration(1800).limit("16"));
        charging(1, NOON);

        assertThat(periods(1, NOON, HOUR, A)).containsExactly(at(0, "16"), unlimited(1800));
    }

    @Test
    void a_minimum_rate_raises_no_limit() {
        install(0, txDefault().minChargingRate("10").limit("6"));
        charging(1, NOON);

        assertThat(periods(1, NOON, HOUR, A)).containsExactly(at(0, "6"));
    }

    @Test
    void a_single_phase_supply_makes_more_amperes_of_the_same_watts() {
        supply = new PowerSupply(1, 110, Map.of());
        install(0, txDefault().unit(W).limit("1100"));
        charging(1, NOON);

        assertThat(periods(1, NOON, HOUR, A)).containsExactly(at(0, "10", 1));
    }

    @Test
    void a_change_of_phases_alone_is_a_new_period() {
        install(0, txDefault().period(0, "16", 3).period(600, "16").period(1200, "16", 1));
        charging(1, NOON);

        assertThat(periods(1, NOON, HOUR, A)).containsExactly(at(0, "16"), at(1200, "16", 1));
    }

    @Test
    void fractions_of_seconds_are_dropped() {
        install(0, txDefault().period(0, "16").period(600, "10"));
        charging(1, "2025-06-02T12:00:00.900Z");

        CompositeSchedule schedule = composite(1, "2025-06-02T12:00:00.500Z", HOUR, A);

        assertThat(schedule.scheduleStart()).isEqualTo(NOON);
        assertThat(schedule.periods()).containsExactly(at(0, "16"), at(600, "10"));
    }

    @Test
    void a_schedule_of_decades_ago_goes_on_for_ever() {
        install(0, chargePointMax().absolute("1900-01-01T00:00:00Z").limit("16"));

        assertThat(periods(1, NOON, HOUR, A)).containsExactly(at(0, "16"));
    }

    @Test
    void profiles_that_break_every_rule_do_no_harm() {
        install(0, txDefault().id(1).level(-5));
        install(0, txDefault().id(2).level(-4).duration(-1).limit("1"));
        install(
                0,
                txDefault()
                        .id(3)
                        .level(9)
                        .validFrom(Instant.MAX)
                        .validTo(Instant.MIN)
                        .limit("2"));
        install(
                0,
                txDefault()
                        .id(4)
                        .level(3)
                        .kind(ABSOLUTE)
                        .startSchedule(Instant.MAX)
                        .duration(Integer.MAX_VALUE)
                        .limit("3"));
        install(
                0,
                txDefault()
                        .id(5)
                        .level(2)
                        .duration(1200)
                        .period(600, "1e-999999999", 0)
                        .period(60, "1e999999999", -7)
                        .period(60, "99.99999", 0)
                        .period(1200, "5"));
        install(
                0,
                txDefault()
                        .id(6)
                        .level(1)
                        .kind(ABSOLUTE)
                        .startSchedule(Instant.MIN)
                        .limit("-3"));
        install(0, txDefault().id(7).level(8).duration(30).unit(W).limit("1e999999999"));
        charging(1, NOON);

        assertThat(periods(1, NOON, HOUR, A))
                .containsExactly(at(0, "1449275362.3"), at(30, "-3"), at(60, "99.9"), at(600, "0"), at(1200, "-3"));
    }

    @Test
    void there_are_no_periods_in_no_time() {
        install(0, chargePointMax().absolute(NOON).limit("16"));

        assertThat(periods(1, NOON, 0, A)).isEmpty();
    }

    @Test
    void of_two_transactions_on_one_connector_the_later_counts() {
        install(0, txDefault().period(0, "32").period(1800, "16"));
        charging(1, "2025-06-02T12:00:00Z");
        charging(1, "2025-06-02T08:00:00Z");

        assertThat(periods(1, NOON, HOUR, A)).containsExactly(at(0, "32"), at(1800, "16"));
        assertThat(periods(0, NOON, HOUR, A)).containsExactly(at(0, "32"), at(1800, "16"));
    }

    private void install(int connectorId, ProfileBuilder profile) {
        installed = installed.with(connectorId, profile.build());
    }

    private void charging(int connectorId, String since) {
        transactions.add(new OpenTransaction(new TransactionId(connectorId), connectorId, Instant.parse(since), null));
    }

    private List<Period> periods(int connectorId, String from, int duration, ChargingRateUnit unit) {
        return composite(connectorId, from, duration, unit).periods();
    }

    private CompositeSchedule composite(int connectorId, String from, int duration, ChargingRateUnit unit) {
        return CompositeSchedule.of(
                new ChargingSituation(installed, transactions, supply),
                connectorId,
                Instant.parse(from),
                duration,
                unit);
    }

    private static Period at(int startPeriod, String limit) {
        return at(startPeriod, limit, 3);
    }

    private static Period at(int startPeriod, String limit, @Nullable Integer phases) {
        return new Period(startPeriod, new BigDecimal(limit).setScale(1), phases);
    }

    private static Period unlimited(int startPeriod) {
        return new Period(startPeriod, null, null);
    }
}
