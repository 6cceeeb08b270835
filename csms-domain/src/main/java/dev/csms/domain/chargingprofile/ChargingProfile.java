package dev.csms.domain.chargingprofile;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A schedule of limits, and what it applies to (OCPP 1.6 §7.8). Nothing is checked here, since operators may send what
 * they know to be wrong; see {@link ProposedProfile}.
 *
 * @param chargingProfileId unique within the charge point
 * @param transactionId     the transaction of a TxProfile; absent if it goes with RemoteStartTransaction
 * @param stackLevel        0 or more; of the profiles that have something to say at a time, the highest is heard
 * @param recurrencyKind    of recurring profiles only (errata 3.56)
 * @param validFrom         absent: already valid
 * @param validTo           the first instant at which it is valid no longer; absent: valid until it is replaced or cleared
 */
public record ChargingProfile(
        int chargingProfileId,
        @Nullable Integer transactionId,
        int stackLevel,
        ChargingProfilePurpose purpose,
        ChargingProfileKind kind,
        @Nullable RecurrencyKind recurrencyKind,
        @Nullable Instant validFrom,
        @Nullable Instant validTo,
        ChargingSchedule chargingSchedule) {

    public ChargingProfile {
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(chargingSchedule, "chargingSchedule");
    }

    /** With the transaction that it belongs to, where that is known. */
    public ChargingProfile of(@Nullable Integer knownTransactionId) {
        return knownTransactionId == null
                ? this
                : new ChargingProfile(
                        chargingProfileId,
                        knownTransactionId,
                        stackLevel,
                        purpose,
                        kind,
                        recurrencyKind,
                        validFrom,
                        validTo,
                        chargingSchedule);
    }

    /** A TxProfile without transactionId belongs to whatever transaction runs where it stands. */
    boolean belongsTo(int runningTransactionId) {
        return purpose == ChargingProfilePurpose.TX_PROFILE
                && (transactionId == null || transactionId == runningTransactionId);
    }

    /** Null unless it recurs; a recurrencyKind elsewhere means nothing. */
    @Nullable
    RecurrencyKind recurrency() {
        return kind == ChargingProfileKind.RECURRING ? recurrencyKind : null;
    }

    /** Whether it has something to say at any time after it has begun. */
    boolean neverEnds() {
        Integer duration = chargingSchedule.duration();
        RecurrencyKind recurrency = recurrency();
        return validTo == null && (duration == null || (recurrency != null && duration >= recurrency.seconds()));
    }
}
