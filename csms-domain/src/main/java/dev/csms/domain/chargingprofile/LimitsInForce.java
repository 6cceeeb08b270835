package dev.csms.domain.chargingprofile;

import static dev.csms.domain.chargingprofile.ChargingProfilePurpose.CHARGE_POINT_MAX_PROFILE;

import dev.csms.domain.chargepoint.OpenTransaction;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The limits of a charge point or of one of its connectors, at any time.
 *
 * @param transactions those that are asked about, one of each connector
 */
record LimitsInForce(
        int connectorId,
        ChargingRateUnit unit,
        ProfileStack chargePointMaxProfiles,
        List<TransactionLimits> transactions,
        PowerSupply supply) {

    static LimitsInForce of(ChargingSituation situation, int connectorId, ChargingRateUnit unit) {
        Map<Integer, OpenTransaction> asked = situation.transactions().stream()
                .filter(transaction -> connectorId == 0 || transaction.connectorId() == connectorId)
                .collect(Collectors.toMap(
                        OpenTransaction::connectorId,
                        Function.identity(),
                        BinaryOperator.maxBy(Comparator.comparing(OpenTransaction::startedAt)),
                        TreeMap::new));
        return new LimitsInForce(
                connectorId,
                unit,
                // no transaction starts a limit that holds for all of them
                ProfileStack.of(situation.installed().on(0, CHARGE_POINT_MAX_PROFILE), null),
                asked.values().stream()
                        .map(transaction -> TransactionLimits.of(situation, transaction))
                        .toList(),
                situation.powerSupply());
    }

    Optional<Limit> limitAt(long time) {
        Optional<Limit> max = chargePointMaxProfiles.limitAt(time, supply.numberPhases());
        Optional<Limit> transactionLimit = connectorId == 0
                ? sumAt(time, max)
                : transactions.stream().findFirst().flatMap(transaction -> transaction.limitAt(time));
        return lower(max, transactionLimit);
    }

    /** The first time, and all before the last at which a limit may change. */
    SortedSet<Long> changesBetween(long from, long to) {
        SortedSet<Long> changes = new TreeSet<>();
        if (from < to) {
            changes.add(from);
            chargePointMaxProfiles.addChangesBetween(from, to, changes);
            transactions.forEach(transaction -> transaction.addChangesBetween(from, to, changes));
        }
        return changes;
    }

    /**
     * What all transactions may draw together; none if one of them may draw anything. Each counts over the phases that
     * it is left with below the maximum, as it does on its own connector.
     */
    private Optional<Limit> sumAt(long time, Optional<Limit> max) {
        BigDecimal sum = BigDecimal.ZERO;
        int widest = transactions.isEmpty() ? supply.numberPhases() : 0;
        for (TransactionLimits transaction : transactions) {
            Optional<Limit> limit = transaction.limitOrHardwareAt(time);
            if (limit.isEmpty()) {
                return Optional.empty();
            }
            int phases = fewestPhases(Stream.concat(limit.stream(), max.stream()));
            sum = sum.add(limit.get().in(unit, phases, supply.nominalVolts()));
            widest = Math.max(widest, phases);
        }
        return Optional.of(new Limit(sum, unit, widest));
    }

    /** The lower of two limits, over the phases in force, which are those of the one with fewer. */
    private Optional<Limit> lower(Optional<Limit> one, Optional<Limit> other) {
        List<Limit> limits = Stream.concat(one.stream(), other.stream()).toList();
        int phases = fewestPhases(limits.stream());
        return limits.stream()
                .map(limit -> limit.in(unit, phases, supply.nominalVolts()))
                .min(Comparator.naturalOrder())
                .map(value -> new Limit(value, unit, phases));
    }

    private static int fewestPhases(Stream<Limit> limits) {
        return limits.mapToInt(Limit::phases).min().orElse(0);
    }
}
