package dev.csms.app.certificate;

import dev.csms.domain.Provenance;
import dev.csms.domain.certificate.CertificateCommand.ReportCertificateUse;
import dev.csms.domain.certificate.CertificateDetails;
import dev.csms.domain.certificate.CertificateStanding;
import dev.csms.ocpp.websocket.ClientCertificates;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;

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
        if (!(verdict instanceof Verdict.Accepted)) {
            return verdict;
        }
        CertificateStanding standing = commands.sendAndWait(
                new ReportCertificateUse(
                        owner.chargePointId(), CertificateDetails.fingerprint(chain.getFirst()), clock.instant()),
                MetaData.from(Map.of(
                        Provenance.ACTOR,
                        Provenance.chargePoint(owner.chargePointId().value()),
                        Provenance.CHARGE_POINT,
                        owner.chargePointId().value())));
        return switch (standing) {
            case GOOD, UNKNOWN -> verdict;
            case REPLACED ->
                new Verdict.Refused(Reason.VALIDITY, "the charge point has shown a newer certificate before");
            case REVOKED -> new Verdict.Refused(Reason.REVOKED, "the certificate is revoked");
        };
    }
}
