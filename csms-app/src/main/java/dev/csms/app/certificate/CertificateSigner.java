package dev.csms.app.certificate;

import dev.csms.app.operation.OperationNews;
import dev.csms.domain.Provenance;
import dev.csms.domain.certificate.CertificateAuthority;
import dev.csms.domain.certificate.CertificateAuthority.Issuance;
import dev.csms.domain.certificate.CertificateAuthority.Order;
import dev.csms.domain.certificate.CertificateCommand;
import dev.csms.domain.certificate.CertificateCommand.BeginSigning;
import dev.csms.domain.certificate.CertificateCommand.RecordCertificate;
import dev.csms.domain.certificate.CertificateCommand.ReportSigningFailure;
import dev.csms.domain.certificate.CertificateRequest;
import dev.csms.domain.certificate.CertificateRequestId;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.OperationId;
import dev.csms.query.certificate.CertificateQueries;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the certificate authority for what charge points want signed, and reports what it says. Every node does it; who
 * asks for a certificate is settled on record before, and is settled anew if nobody has reported after a while.
 */
final class CertificateSigner {

    private static final Logger log = LoggerFactory.getLogger(CertificateSigner.class);

    /** The authority may be slow, or be the same processor that everything runs on. */
    private static final int AT_ONCE = 4;

    private static final int MOST_PER_LOOK = 100;

    /** What has been asked for since then is being seen to. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    /** A certificate that was not fetched by then is not wanted any more. */
    private static final Duration DELIVERY = Duration.ofDays(7);

    private final CertificateAuthority authority;
    private final CertificateQueries certificates;
    private final CommandGateway commands;
    private final OperationNews news;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(AT_ONCE);

    CertificateSigner(
            CertificateAuthority authority,
            CertificateQueries certificates,
            CommandGateway commands,
            OperationNews news,
            InstantSource clock) {
        this.authority = authority;
        this.certificates = certificates;
        this.commands = commands;
        this.news = news;
        this.clock = clock;
    }

    /** Somebody wants a certificate. */
    void wanted(ChargePointId chargePoint, CertificateRequestId request) {
        Thread.startVirtualThread(() -> {
            try {
                sign(chargePoint, request);
            } catch (RuntimeException e) {
                log.warn("{}: a certificate is not signed yet: {}", chargePoint.value(), e.toString());
            }
        });
    }

    /** Sees to what was left over, when a node was stopped or the database was away. */
    void look() {
        for (CertificateQueries.Unsigned left :
                certificates.unsigned(clock.instant().minus(FRESH), MOST_PER_LOOK)) {
            sign(left.chargePointId(), left.requestId());
        }
    }

    private void sign(ChargePointId chargePoint, CertificateRequestId id) {
        places.acquireUninterruptibly();
        try {
            CertificateRequest request = send(new BeginSigning(chargePoint, id, clock.instant()));
            if (request != null) {
                send(result(chargePoint, id, issue(request)));
                news.asked(chargePoint);
            }
        } finally {
            places.release();
        }
    }

    private Issuance issue(CertificateRequest request) {
        try {
            return authority.issue(new Order(request.csr(), request.rule(), null));
        } catch (RuntimeException e) { // whatever it is, somebody has to look into it, and may try again
            log.warn("the certificate authority has failed: {}", e.toString(), e);
            return new Issuance.Failed("the certificate authority has failed; the log says how");
        }
    }

    private CertificateCommand result(ChargePointId chargePoint, CertificateRequestId id, Issuance issuance) {
        Instant now = clock.instant();
        return switch (issuance) {
            case Issuance.Issued issued ->
                new RecordCertificate(
                        chargePoint, id, issued.chain().pem(), OperationId.random(), now.plus(DELIVERY), now);
            case Issuance.Refused refused ->
                new ReportSigningFailure(chargePoint, id, refused.fault() + ": " + refused.explanation(), now);
            case Issuance.Failed failed -> new ReportSigningFailure(chargePoint, id, failed.explanation(), now);
        };
    }

    private <R> @Nullable R send(CertificateCommand command) {
        return commands.sendAndWait(
                command,
                MetaData.from(Map.of(
                        Provenance.ACTOR,
                        Provenance.SYSTEM,
                        Provenance.ACTION,
                        "signing",
                        Provenance.CHARGE_POINT,
                        command.chargePointId().value())));
    }
}
