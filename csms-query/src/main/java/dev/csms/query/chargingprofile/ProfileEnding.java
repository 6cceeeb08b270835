package dev.csms.query.chargingprofile;

import dev.csms.domain.chargingprofile.RemovalCause;

/** Why a charge point no longer has a profile. */
public enum ProfileEnding {
    REPLACED,
    CLEARED,
    NOT_FOUND,
    TRANSACTION_ENDED,
    REFUSED;

    static ProfileEnding of(RemovalCause cause) {
        return switch (cause) {
            case CLEARED -> CLEARED;
            case NOT_FOUND -> NOT_FOUND;
            case TRANSACTION_ENDED -> TRANSACTION_ENDED;
            case REFUSED -> REFUSED;
        };
    }
}
