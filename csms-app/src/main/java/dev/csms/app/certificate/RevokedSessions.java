package dev.csms.app.certificate;

import dev.csms.app.axon.LogReaders;
import dev.csms.app.pki.RevokedCertificates;
import dev.csms.domain.Aggregates;
import dev.csms.domain.certificate.CertificateEvent.CertificateRevoked;
import dev.csms.domain.certificate.CertificateEvent.RevocationNoticeGiven;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.ocpp.rpc.Session;
import dev.csms.ocpp.rpc.SessionRegistry;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;

/** Lets a revoked certificate in no more, on every node at once, and closes the connection that it has let in. */
@ProcessingGroup(LogReaders.THIS_NODE)
@DisallowReplay
final class RevokedSessions {

    private static final int POLICY = 1008;

    private final SessionRegistry sessions;
    private final Aggregates aggregates;
    private final RevokedCertificates certificates;

    RevokedSessions(SessionRegistry sessions, Aggregates aggregates, RevokedCertificates certificates) {
        this.sessions = sessions;
        this.aggregates = aggregates;
        this.certificates = certificates;
    }

    @EventHandler
    void on(CertificateRevoked revoked) {
        certificates.readAgain(); // the authority may have known it first
        sessions.find(revoked.chargePointId())
                .filter(session -> isLetInBy(session, revoked.fingerprint()))
                .ifPresent(session -> session.close(POLICY, "its certificate has been revoked"));
    }

    /** It stands on the list of the built-in authority from now on. */
    @EventHandler
    void on(RevocationNoticeGiven given) {
        certificates.readAgain();
    }

    private boolean isLetInBy(Session session, String fingerprint) {
        return aggregates
                .ask(
                        ChargePoint.class,
                        session.chargePointId(),
                        point -> point.certificateShown(session.id()).orElse(""))
                .filter(fingerprint::equals)
                .isPresent();
    }
}
