package dev.csms.ocpp.websocket;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.credential.Authentication.CertificateIssuer;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges the certificates by which charge points prove who they are (security profile 3). May block. */
@FunctionalInterface
public interface ClientCertificates {

    /** For when nobody can judge them. */
    ClientCertificates NONE_ARE_GOOD =
            (_, _) -> new Verdict.Refused(Reason.TRUST, "certificates of charge points are not accepted here");

    /** @param chain the charge point's own first; never empty. That the peer has its private key is known */
    Verdict judge(List<X509Certificate> chain, Owner owner);

    /**
     * Whose the certificate has to be.
     *
     * @param serialNumbers one of which it has to be for; none if nothing is known
     * @param cpoName       of whom it has to say that it belongs to, as it was decided; absent if nobody has
     * @param toldCpoName   the same as the charge point itself tells; absent for anybody. Counts where nothing is decided,
     *                      and for certificates that are new: what it tells may change before it has another one
     */
    record Owner(
            ChargePointId chargePointId,
            List<String> serialNumbers,
            @Nullable String cpoName,
            @Nullable String toldCpoName) {}

    sealed interface Verdict {

        /** @param issuer who stands for it */
        record Accepted(CertificateIssuer issuer) implements Verdict {}

        /** @param what for the log, in a sentence */
        record Refused(Reason reason, String what) implements Verdict {}
    }

    enum Reason {
        /** No path to a root that is trusted for this. */
        TRUST,
        /** Expired, or not valid yet. */
        VALIDITY,
        REVOKED,
        /** A key that is too short, a weak signature, not for this use. */
        QUALITY,
        /** Of another charge point, or of somebody else's. */
        OWNER
    }
}
