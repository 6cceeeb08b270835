package dev.csms.ocpp.websocket;

import dev.csms.domain.chargepoint.ChargePointId;
import java.util.Optional;

/** Whose each certificate is: of the first charge point that was let in with it, and of no other (A00.FR.427). */
public interface CertificateOwners {

    /**
     * The owner. May block.
     *
     * @param fingerprint SHA-256 of the certificate, hexadecimal
     * @param claimant    the owner from now on, if there was none
     */
    ChargePointId owner(String fingerprint, ChargePointId claimant);

    /** The owner; empty if there is none yet. May block. */
    Optional<ChargePointId> owner(String fingerprint);
}
