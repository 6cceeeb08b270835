package dev.csms.app.certificate;

import dev.csms.domain.Provenance;
import dev.csms.domain.certificate.CertificateCommand;
import dev.csms.domain.certificate.CertificateCommand.ReportCertificateUse;
import dev.csms.domain.certificate.CertificateCommand.ReportFactoryCertificateUse;
import dev.csms.domain.certificate.CertificateDetails;
import dev.csms.domain.certificate.CertificateStanding;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.credential.Authentication.CertificateIssuer;
import dev.csms.ocpp.websocket.ClientCertificates;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;

/**
 * Puts on record which certificate a charge point shows, so that those are not good any more that it had before. A
 * certificate that we did not make is left to the others to judge.
 */
public final class ShownCertificates implements ClientCertificates {

    private final ClientCertificates others;
    private final CommandGateway commands;
    private final InstantSource clock;

    /** @param others who judge first: what is no good is not shown */
    public ShownCertificates(ClientCertificates others, CommandGateway commands, InstantSource clock) {
        this.others = others;
        this.commands = commands;
        this.clock = clock;
    }

    @Override
    public Verdict judge(List<X509Certificate> chain, Owner owner) {
        Verdict verdict = others.judge(chain, owner);
        return verdict instanceof Verdict.Accepted(CertificateIssuer issuer)
                ? judge(chain.getFirst(), issuer, owner.chargePointId(), verdict)
                : verdict;
    }

    private Verdict judge(
            X509Certificate own, CertificateIssuer issuer, ChargePointId chargePointId, Verdict ofOthers) {
        CertificateCommand use = switch (issuer) {
            case OPERATOR ->
                new ReportCertificateUse(chargePointId, CertificateDetails.fingerprint(own), clock.instant());
            case MANUFACTURER ->
                new ReportFactoryCertificateUse(chargePointId, CertificateDetails.of(own), clock.instant());
        };
        CertificateStanding standing = commands.sendAndWait(use, Provenance.of(chargePointId));
        return switch (standing) {
            case GOOD, UNKNOWN -> ofOthers;
            case REPLACED ->
                new Verdict.Refused(
                        Reason.VALIDITY,
                        issuer == CertificateIssuer.MANUFACTURER
                                ? "the charge point has shown a certificate of its operator before, and this is its"
                                        + " manufacturer's"
                                : "the charge point has shown a newer certificate before");
            case REVOKED -> new Verdict.Refused(Reason.REVOKED, "the certificate is revoked");
        };
    }
}
