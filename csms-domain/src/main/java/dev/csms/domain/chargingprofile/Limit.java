package dev.csms.domain.chargingprofile;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A limit at one instant.
 *
 * @param phases over how many phases it is spread
 */
record Limit(BigDecimal value, ChargingRateUnit unit, int phases) {

    private static final MathContext DIGITS = new MathContext(34, RoundingMode.DOWN);
    private static final int MAX_EXPONENT = 12;
    private static final BigDecimal HIGHEST = BigDecimal.TEN.pow(MAX_EXPONENT);

    /** Enough for any sum of quotients to be told from the tenth that it just fails to reach. */
    private static final int QUOTIENT_DECIMALS = 20;

    /** 1e999999999 is nine characters to write and a gigabyte to divide, so the absurd is cut down to the excessive. */
    Limit {
        long exponent = (long) value.precision() - value.scale();
        if (exponent > MAX_EXPONENT) {
            value = value.signum() < 0 ? HIGHEST.negate() : HIGHEST;
        } else if (exponent < -MAX_EXPONENT) {
            value = BigDecimal.ZERO;
        } else {
            value = value.round(DIGITS);
        }
    }

    /**
     * In another unit (OCPP 1.6 §7.12: amperes are per phase, watts the total).
     *
     * @param phasesInForce over which the power is spread; not this limit's own, where another one has fewer
     */
    BigDecimal in(ChargingRateUnit wanted, int phasesInForce, int nominalVolts) {
        if (wanted == unit) {
            return value;
        }
        BigDecimal wattsPerAmp = BigDecimal.valueOf((long) phasesInForce * nominalVolts);
        return wanted == ChargingRateUnit.W ? value.multiply(wattsPerAmp) : value.divide(wattsPerAmp, DIGITS);
    }

    /** One decimal, as limits have it (OCPP 1.6 §7.14); downwards, for a limit must not grow by being written. */
    static BigDecimal rounded(BigDecimal value) {
        return value.setScale(QUOTIENT_DECIMALS, RoundingMode.HALF_UP).setScale(1, RoundingMode.FLOOR);
    }
}
