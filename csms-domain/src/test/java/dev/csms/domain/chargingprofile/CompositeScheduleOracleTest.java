package dev.csms.domain.chargingprofile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.OpenTransaction;
import dev.csms.domain.chargingprofile.CompositeSchedule.Period;
import dev.csms.domain.transaction.TransactionId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Composite schedules of random profiles, held against the slowest way to work them out: at every step of the time asked
 * for, every level from the top, every day from the first, in whole numbers.
 */
class CompositeScheduleOracleTest {

    private static final int SETS = 75;
    private static final int CONNECTORS = 3;
    private static final int TOP_LEVEL = 3;
    private static final Duration STEP = Duration.ofMinutes(10);
    private static final int STEPS = 300;
    private static final Instant ORIGIN = Instant.parse("2025-03-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void a_composite_schedule_says_what_is_found_step_by_step(long seed) {
        Random random = new Random(seed);
        for (int set = 0; set < SETS; set++) {
            ChargingSituation situation = situation(random);
            Instant from = time(random);
            int duration = STEPS * (int) STEP.toSeconds();
            for (int connectorId = 0; connectorId <= CONNECTORS; connectorId++) {
                for (ChargingRateUnit unit : ChargingRateUnit.values()) {
                    CompositeSchedule schedule = CompositeSchedule.of(situation, connectorId, from, duration, unit);
                    assertThat(schedule.periods())
                            .as("seed %d, set %d, connector %d, %s: %s", seed, set, connectorId, unit, situation)
                            .isEqualTo(new Oracle(situation, unit).periods(connectorId, from));
                }
            }
        }
    }

    private static ChargingSituation situation(Random random) {
        InstalledProfiles installed = InstalledProfiles.NONE;
        int profiles = random.nextInt(12);
        for (int id = 1; id <= profiles; id++) {
            ChargingProfilePurpose purpose = any(random, ChargingProfilePurpose.values());
            int connectorId = switch (purpose) {
                case CHARGE_POINT_MAX_PROFILE -> 0;
                case TX_DEFAULT_PROFILE -> random.nextInt(CONNECTORS + 1);
                case TX_PROFILE -> 1 + random.nextInt(CONNECTORS);
            };
            installed = installed.with(connectorId, profile(random, id, purpose, connectorId));
        }
        List<OpenTransaction> transactions = new ArrayList<>();
        for (int connectorId = 1; connectorId <= CONNECTORS; connectorId++) {
            if (random.nextInt(4) > 0) {
                transactions.add(new OpenTransaction(new TransactionId(connectorId), connectorId, time(random), null));
            }
        }
        Map<Integer, BigDecimal> maxAmps =
                random.nextBoolean() ? Map.of(1, new BigDecimal("32"), 2, new BigDecimal("16.5")) : Map.of();
        return new ChargingSituation(
                installed, transactions, new PowerSupply(1 + random.nextInt(3), any(random, 230, 110), maxAmps));
    }

    private static ChargingProfile profile(Random random, int id, ChargingProfilePurpose purpose, int connectorId) {
        List<ChargingSchedulePeriod> periods = new ArrayList<>();
        int start = 0;
        ChargingRateUnit unit = any(random, ChargingRateUnit.values());
        for (int i = random.nextInt(4); i >= 0; i--) {
            BigDecimal limit = BigDecimal.valueOf(random.nextInt(unit == ChargingRateUnit.A ? 400 : 250_000), 1);
            periods.add(new ChargingSchedulePeriod(start, limit, maybe(random, 1 + random.nextInt(3))));
            start += steps(1 + random.nextInt(100));
        }
        ChargingProfileKind kind = any(random, ChargingProfileKind.values());
        boolean recurring = kind == ChargingProfileKind.RECURRING;
        return new ChargingProfile(
                id,
                purpose == ChargingProfilePurpose.TX_PROFILE
                        ? maybe(random, random.nextInt(5) == 0 ? 99 : connectorId)
                        : null,
                random.nextInt(TOP_LEVEL + 1),
                purpose,
                kind,
                recurring && random.nextInt(8) > 0 ? any(random, RecurrencyKind.values()) : null,
                random.nextInt(3) == 0 ? time(random) : null,
                random.nextInt(3) == 0 ? time(random) : null,
                new ChargingSchedule(
                        maybe(random, steps(1 + random.nextInt(200))),
                        kind != ChargingProfileKind.RELATIVE && random.nextInt(8) > 0 ? time(random) : null,
                        unit,
                        null,
                        periods));
    }

    private static Instant time(Random random) {
        return ORIGIN.plus(STEP.multipliedBy(random.nextInt(500)));
    }

    private static int steps(int count) {
        return count * (int) STEP.toSeconds();
    }

    private static @Nullable Integer maybe(Random random, int value) {
        return random.nextBoolean() ? value : null;
    }

    @SafeVarargs
    private static <T> T any(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }

    /**
     * Amounts are whole multiples of 1/(60 x nominal voltage) of their unit: tenths of either, converted over one to three
     * phases, are exact then.
     */
    private record Oracle(ChargingSituation situation, ChargingRateUnit unit) {

        private record Found(long tenths, ChargingRateUnit unit, int phases) {}

        List<Period> periods(int connectorId, Instant from) {
            List<Period> periods = new ArrayList<>();
            Period last = null;
            for (int step = 0; step < STEPS; step++) {
                Period period = period(connectorId, from.plus(STEP.multipliedBy(step)), steps(step));
                if (last == null || !sameLimit(last, period)) {
                    periods.add(period);
                }
                last = period;
            }
            return periods;
        }

        private static boolean sameLimit(Period one, Period other) {
            return String.valueOf(one.limit()).equals(String.valueOf(other.limit()))
                    && String.valueOf(one.numberPhases()).equals(String.valueOf(other.numberPhases()));
        }

        private Period period(int connectorId, Instant time, int start) {
            Found max = null;
            for (int level = TOP_LEVEL; level >= 0 && max == null; level--) {
                max = find(0, ChargingProfilePurpose.CHARGE_POINT_MAX_PROFILE, level, null, time);
            }
            if (connectorId == 0) {
                return total(max, time, start);
            }
            OpenTransaction running = running(connectorId);
            Found own = running == null ? null : ofTransaction(running, time);
            if (max == null && own == null) {
                return new Period(start, null, null);
            }
            int phases = Math.min(max == null ? 99 : max.phases(), own == null ? 99 : own.phases());
            long amount = Math.min(
                    max == null ? Long.MAX_VALUE : amount(max, phases),
                    own == null ? Long.MAX_VALUE : amount(own, phases));
            return new Period(start, written(amount), phases);
        }

        private Period total(@Nullable Found max, Instant time, int start) {
            long sum = 0;
            int phases = 0;
            boolean bounded = true;
            for (OpenTransaction running : situation.transactions()) {
                Found own = ofTransaction(running, time);
                BigDecimal hardware = situation.powerSupply().maxAmps().get(running.connectorId());
                if (own == null && hardware != null) {
                    own = new Found(hardware.movePointRight(1).longValueExact(), ChargingRateUnit.A, supplyPhases());
                }
                if (own == null) {
                    bounded = false;
                } else {
                    int shared = max == null ? own.phases() : Math.min(own.phases(), max.phases());
                    sum += amount(own, shared);
                    phases = Math.max(phases, shared);
                }
            }
            if (!bounded) {
                return max == null
                        ? new Period(start, null, null)
                        : new Period(start, written(amount(max, max.phases())), max.phases());
            }
            if (situation.transactions().isEmpty()) {
                phases = max == null ? supplyPhases() : Math.min(supplyPhases(), max.phases());
            }
            return new Period(start, written(max == null ? sum : Math.min(sum, amount(max, phases))), phases);
        }

        private @Nullable OpenTransaction running(int connectorId) {
            for (OpenTransaction transaction : situation.transactions()) {
                if (transaction.connectorId() == connectorId) {
                    return transaction;
                }
            }
            return null;
        }

        private @Nullable Found ofTransaction(OpenTransaction running, Instant time) {
            for (int level = TOP_LEVEL; level >= 0; level--) {
                Found found = find(running.connectorId(), ChargingProfilePurpose.TX_PROFILE, level, running, time);
                if (found != null) {
                    return found;
                }
            }
            for (int level = TOP_LEVEL; level >= 0; level--) {
                int connectorId = 0;
                for (InstalledProfile installed : situation.installed().profiles()) {
                    if (installed.connectorId() == running.connectorId()
                            && installed.profile().purpose() == ChargingProfilePurpose.TX_DEFAULT_PROFILE
                            && installed.profile().stackLevel() == level) {
                        connectorId = running.connectorId();
                    }
                }
                Found found = find(connectorId, ChargingProfilePurpose.TX_DEFAULT_PROFILE, level, running, time);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }

        private @Nullable Found find(
                int connectorId,
                ChargingProfilePurpose purpose,
                int level,
                @Nullable OpenTransaction running,
                Instant time) {
            for (InstalledProfile installed : situation.installed().profiles()) {
                ChargingProfile profile = installed.profile();
                boolean foreign = running != null
                        && profile.transactionId() != null
                        && profile.transactionId() != running.transactionId().value();
                if (installed.connectorId() == connectorId
                        && profile.purpose() == purpose
                        && profile.stackLevel() == level
                        && !foreign) {
                    return said(profile, running == null ? null : running.startedAt(), time);
                }
            }
            return null;
        }

        private @Nullable Found said(ChargingProfile profile, @Nullable Instant transactionStart, Instant time) {
            ChargingSchedule schedule = profile.chargingSchedule();
            if (profile.validFrom() != null && profile.validFrom().isAfter(time)) {
                return null;
            }
            if (profile.validTo() != null && !profile.validTo().isAfter(time)) {
                return null;
            }
            Instant start = schedule.startSchedule();
            if (profile.kind() == ChargingProfileKind.RECURRING) {
                if (profile.recurrencyKind() == null || start == null) {
                    return null;
                }
                Duration recurrence = Duration.ofDays(profile.recurrencyKind() == RecurrencyKind.DAILY ? 1 : 7);
                while (!start.plus(recurrence).isAfter(time)) {
                    start = start.plus(recurrence);
                }
            } else if (start == null) {
                start = transactionStart;
            }
            if (start == null || time.isBefore(start)) {
                return null;
            }
            if (schedule.duration() != null && !time.isBefore(start.plusSeconds(schedule.duration()))) {
                return null;
            }
            ChargingSchedulePeriod current = schedule.periods().getFirst();
            for (ChargingSchedulePeriod period : schedule.periods()) {
                if (!time.isBefore(start.plusSeconds(period.startPeriod()))) {
                    current = period;
                }
            }
            Integer phases = current.numberPhases();
            return new Found(
                    current.limit().movePointRight(1).longValueExact(),
                    schedule.chargingRateUnit(),
                    phases == null ? supplyPhases() : phases);
        }

        private long amount(Found found, int phases) {
            if (found.unit() == unit) {
                return found.tenths() * 6 * volts();
            }
            return unit == ChargingRateUnit.A
                    ? found.tenths() * 6 / phases
                    : found.tenths() * 6 * volts() * volts() * phases;
        }

        private BigDecimal written(long amount) {
            return BigDecimal.valueOf(amount / (6 * volts()), 1).setScale(1, RoundingMode.UNNECESSARY);
        }

        private long volts() {
            return situation.powerSupply().nominalVolts();
        }

        private int supplyPhases() {
            return situation.powerSupply().numberPhases();
        }
    }
}
