package dev.csms.domain.chargingprofile;

/** How often a recurring schedule starts again (OCPP 1.6 §7.37; errata 3.79). */
public enum RecurrencyKind {
    DAILY(86_400),
    WEEKLY(604_800);

    private final int seconds;

    RecurrencyKind(int seconds) {
        this.seconds = seconds;
    }

    /** From one start to the next, in seconds of UTC: a local day that begins or ends summer time is not one of these. */
    public int seconds() {
        return seconds;
    }
}
