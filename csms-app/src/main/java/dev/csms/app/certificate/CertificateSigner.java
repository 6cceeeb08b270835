package dev.csms.app.certificate;

import dev.csms.app.operation.OperationNews;
import dev.csms.app.pki.OperatorAuthorities;
import dev.csms.domain.Provenance;
import dev.csms.domain.certificate.CertificateAuthority.Issuance;
import dev.csms.domain.certificate.CertificateAuthority.Order;
import dev.csms.domain.certificate.CertificateChain;
import dev.csms.domain.certificate.CertificateCommand;
import dev.csms.domain.certificate.CertificateCommand.BeginSigning;
import dev.csms.domain.certificate.CertificateCommand.RecordCertificate;
import dev.csms.domain.certificate.CertificateCommand.ReportSigningFailure;
import dev.csms.domain.certificate.CertificateRequest;
import dev.csms.domain.certificate.CertificateRequestId;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.OperationId;
import dev.csms.ocpp.websocket.ClientCertificates;
import dev.csms.ocpp.websocket.ClientCertificates.Owner;
import dev.csms.ocpp.websocket.ClientCertificates.Verdict;
import dev.csms.query.certificate.CertificateQueries;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the certificate authority for what charge points want signed, and reports what it says. Every node does it; who
 * asks for a certificate is settled on record before, and is settled anew if nobody has reported after a while. What
 * the authority gives is looked at as it will be when the charge point shows it.
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

    private final OperatorAuthorities authorities;
    private final ClientCertificates door;
    private final CertificateQueries certificates;
    private final CommandGateway commands;
    private final OperationNews news;
    private final InstantSource clock;
    private final Duration pause;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Set<CertificateRequestId> seenTo = ConcurrentHashMap.newKeySet();

    /**
     * @param door  judges certificates as they will be judged when charge points show them, and remembers whose they
     *              are: what somebody has asked for lets nobody else in, whatever serial number he told
     * @param pause before an authority that has failed is asked again for the same, the first time
     */
    CertificateSigner(
            OperatorAuthorities authorities,
            ClientCertificates door,
            CertificateQueries certificates,
            CommandGateway commands,
            OperationNews news,
            InstantSource clock,
            Duration pause) {
        this.authorities = authorities;
        this.door = door;
        this.certificates = certificates;
        this.commands = commands;
        this.news = news;
        this.clock = clock;
        this.pause = pause;
    }

    /** Somebody wants a certificate. */
    void wanted(ChargePointId chargePoint, CertificateRequestId request) {
        if (!seenTo.add(request)) {
            return;
        }
        Thread.startVirtualThread(() -> {
            try {
                sign(chargePoint, request);
            } catch (RuntimeException e) {
                log.warn("{}: a certificate is not signed yet: {}", chargePoint.value(), e.toString());
            } finally {
                seenTo.remove(request);
            }
        });
    }

    /**
     * Sees to what was left over, when a node was stopped or the database was away, and to what the authority is to be
     * asked again.
     */
    void look() {
        Instant now = clock.instant();
        for (CertificateQueries.Unsigned left : certificates.unsigned(now.minus(FRESH), now, MOST_PER_LOOK)) {
            wanted(left.chargePointId(), left.requestId());
        }
    }

    private void sign(ChargePointId chargePoint, CertificateRequestId id) {
        places.acquireUninterruptibly();
        try {
            CertificateRequest request = send(new BeginSigning(chargePoint, id, clock.instant()));
            if (request != null) {
                send(result(chargePoint, id, looked(chargePoint, request, issue(request))));
                news.asked(chargePoint);
            }
        } finally {
            places.release();
        }
    }

    private Issuance issue(CertificateRequest request) {
        return authorities.signing().issue(new Order(request.csr(), request.rule(), null));
    }

    /** What would not be let in is none. */
    private Issuance looked(ChargePointId chargePoint, CertificateRequest request, Issuance issuance) {
        if (!(issuance instanceof Issuance.Issued(CertificateChain chain))) {
            return issuance;
        }
        if (!request.isFor(chain.leaf())) {
            return new Issuance.Failed("the certificate authority has sent a certificate of another key");
        }
        Owner owner = new Owner(
                chargePoint,
                List.copyOf(request.rule().commonNames()),
                request.rule().organization(),
                null);
        return switch (judged(chain, owner)) {
            case Verdict.Accepted _ -> issuance;
            case Verdict.Refused refused ->
                new Issuance.Failed("the certificate authority has sent a certificate that nobody would be let in by: "
                        + refused.what());
        };
    }

    /** Who has signed this may have got itself a new root since it was asked for it. */
    private Verdict judged(CertificateChain chain, Owner owner) {
        Verdict verdict = door.judge(chain.certificates(), owner);
        if (verdict instanceof Verdict.Accepted) {
            return verdict;
        }
        authorities.lookNow();
        return door.judge(chain.certificates(), owner);
    }

    private CertificateCommand result(ChargePointId chargePoint, CertificateRequestId id, Issuance issuance) {
        Instant now = clock.instant();
        return switch (issuance) {
            case Issuance.Issued issued ->
                new RecordCertificate(
                        chargePoint, id, issued.chain().pem(), OperationId.random(), now.plus(DELIVERY), now);
            case Issuance.Refused refused ->
                new ReportSigningFailure(chargePoint, id, refused.fault() + ": " + refused.explanation(), null, now);
            case Issuance.Failed failed -> new ReportSigningFailure(chargePoint, id, failed.explanation(), pause, now);
        };
    }

    private <R> @Nullable R send(CertificateCommand command) {
        return commands.sendAndWait(
                command, Provenance.ofSystem(command.chargePointId()).and(Provenance.ACTION, "signing"));
    }
}
