package dev.csms.domain.chargingprofile;

/** What a charging profile has to keep to, and what it had better do. */
public enum ProfileRule {
    CHARGE_POINT_MAX_PROFILE_ON_CHARGE_POINT(Severity.ERROR, "OCPP 1.6 §3.13.1"),
    TX_PROFILE_ON_CONNECTOR(Severity.ERROR, "OCPP 1.6 §3.13.1"),
    CONNECTOR_ID_NOT_NEGATIVE(Severity.ERROR, "OCPP 1.6 §5.16"),
    TX_PROFILE_NEEDS_TRANSACTION(Severity.ERROR, "OCPP 1.6 §3.13.1, §5.16"),
    TX_PROFILE_NAMES_TRANSACTION(Severity.ERROR, "OCPP 1.6 §3.13.1, §5.16"),
    REMOTE_START_TAKES_TX_PROFILE(Severity.ERROR, "OCPP 1.6 §5.16.2, errata 3.41"),
    REMOTE_START_NAMES_NO_TRANSACTION(Severity.ERROR, "OCPP 1.6 §5.16.2, errata 3.41"),
    TRANSACTION_ID_IN_TX_PROFILE_ONLY(Severity.ERROR, "OCPP 1.6 §7.8"),
    RECURRENCY_KIND_OF_RECURRING(Severity.ERROR, "OCPP 1.6 §7.8, errata 3.56"),
    START_SCHEDULE_OF_RECURRING(Severity.ERROR, "OCPP 1.6 §7.9, §7.13, errata 3.79"),
    START_SCHEDULE_OF_ABSOLUTE(Severity.ADVICE, "OCPP 1.6 §7.9, §7.13"),
    NO_START_SCHEDULE_IN_RELATIVE(Severity.ERROR, "OCPP 1.6 §7.9, §7.13"),
    AT_LEAST_ONE_PERIOD(Severity.ERROR, "OCPP 1.6 §7.13"),
    FIRST_PERIOD_AT_START(Severity.ERROR, "OCPP 1.6 §7.14, errata 3.45, 3.70"),
    PERIODS_ASCENDING(Severity.ERROR, "OCPP 1.6 §7.14, errata 3.45, 3.70"),
    STACK_LEVEL_NOT_NEGATIVE(Severity.ERROR, "OCPP 1.6 §7.8"),
    STACK_LEVEL_WITHIN_MAXIMUM(Severity.ERROR, "OCPP 1.6 §3.13.5, errata 3.88"),
    PERIODS_WITHIN_MAXIMUM(Severity.ERROR, "OCPP 1.6 §3.13.5, errata 3.88"),
    RATE_UNIT_ALLOWED(Severity.ERROR, "OCPP 1.6 §3.13.5, errata 3.88"),
    PROFILES_WITHIN_MAXIMUM(Severity.ERROR, "OCPP 1.6 §3.13.5, errata 3.88"),
    LIMIT_NOT_NEGATIVE(Severity.ERROR, "OCPP 1.6 §7.14"),
    ONE_DECIMAL(Severity.ERROR, "OCPP 1.6 §7.13, §7.14"),
    ONE_TO_THREE_PHASES(Severity.ERROR, "OCPP 1.6 §7.14"),
    VALID_FROM_BEFORE_VALID_TO(Severity.ERROR, "OCPP 1.6 §7.8, errata 3.65, 3.66"),
    DURATION_POSITIVE(Severity.ADVICE, "OCPP 1.6 §7.13"),
    NO_PHASE_SWITCH(Severity.ERROR, "OCPP 1.6 §3.13.7"),

    ID_UNIQUE(Severity.ADVICE, "OCPP 1.6 §7.8, §5.16.3"),
    WITHIN_RECURRENCE(Severity.ADVICE, "OCPP 1.6 §5.16.4"),
    WITHIN_DURATION(Severity.ADVICE, "OCPP 1.6 §7.13"),
    RECURRENCE_STARTED(Severity.ADVICE, "OCPP 1.6 §7.9, errata 3.79"),
    CHARGE_POINT_MAX_PROFILE_NOT_RELATIVE(Severity.ADVICE, "OCPP 1.6 §3.13.1"),
    NO_GAP(Severity.ADVICE, "OCPP 1.6 §3.13.2, §5.16.4"),
    TRANSACTION_STILL_RUNNING(Severity.ADVICE, "OCPP 1.6 §5.16.1"),
    REPLACEMENT_IN_FORCE(Severity.ADVICE, "OCPP 1.6 §3.13.2, §5.16.4"),
    PHASE_SWITCH_SUPPORTED(Severity.ADVICE, "OCPP 1.6 §3.13.7"),
    THREE_PHASES_UNSAID(Severity.ADVICE, "OCPP 1.6 §7.14"),
    SLOT_FREE(Severity.ADVICE, "OCPP 1.6 §3.13.5, errata 3.88"),
    SAME_LEVEL_OF_DEFAULTS(Severity.ADVICE, "OCPP 1.6 §3.13.1"),
    CONNECTORS_OWN_DEFAULT_LAST(Severity.ADVICE, "OCPP 1.6 §3.13.1"),
    ONE_UNIT(Severity.ADVICE, "OCPP 1.6 §7.12"),
    NO_MIN_CHARGING_RATE(Severity.ADVICE, "OCPP 1.6 §7.13"),
    ENOUGH_TO_CHARGE(Severity.ADVICE, "IEC 61851-1");

    /** How bad it is. */
    public enum Severity {
        /** Wrong by the specification: a charge point ought to refuse it. */
        ERROR,
        /** Allowed, yet likely to do something else than is meant. */
        ADVICE
    }

    private final Severity severity;
    private final String source;

    ProfileRule(Severity severity, String source) {
        this.severity = severity;
        this.source = source;
    }

    public Severity severity() {
        return severity;
    }

    /** Where it is from, such as {@code OCPP 1.6 §3.13.1}. */
    public String source() {
        return source;
    }
}
