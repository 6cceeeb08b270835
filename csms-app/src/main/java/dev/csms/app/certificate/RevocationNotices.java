package dev.csms.app.certificate;

import dev.csms.app.pki.OperatorAuthorities;
import dev.csms.app.pki.OperatorAuthorities.Revocation;
import dev.csms.domain.Provenance;
import dev.csms.domain.certificate.CertificateCommand;
import dev.csms.domain.certificate.CertificateCommand.RecordRevocationNotice;
import dev.csms.domain.certificate.CertificateCommand.ReportRevocationNoticeFailure;
import dev.csms.query.certificate.CertificateQueries;
import dev.csms.query.certificate.CertificateQueries.Untold;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.security.auth.x500.X500Principal;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells certificate authorities what has been revoked here, until they have heard it. Every node does it; an authority
 * that is told by two of them is told the truth twice.
 */
public final class RevocationNotices {

    private static final Logger log = LoggerFactory.getLogger(RevocationNotices.class);

    private static final int AT_ONCE = 4;
    private static final int MOST_PER_LOOK = 100;

    private final OperatorAuthorities authorities;
    private final CertificateQueries certificates;
    private final CommandGateway commands;
    private final InstantSource clock;
    private final Duration pause;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<String, FutureTask<Void>> underWay = new ConcurrentHashMap<>();

    /** @param pause before an authority that has not heard it is told again, the first time */
    RevocationNotices(
            OperatorAuthorities authorities,
            CertificateQueries certificates,
            CommandGateway commands,
            InstantSource clock,
            Duration pause) {
        this.authorities = authorities;
        this.certificates = certificates;
        this.commands = commands;
        this.clock = clock;
        this.pause = pause;
    }

    /** When an authority that has not heard it is told again, the first time. */
    public Duration pause() {
        return pause;
    }

    /** Tells it now, and comes back when that has been done or the patience has come to its end. */
    public void tell(Untold revocation, Duration patience) {
        try {
            begin(revocation).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // it goes on without anybody waiting for it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Sees to what an authority has not heard, because it was away or whoever was to tell it was stopped. */
    void look() {
        certificates.untold(clock.instant(), MOST_PER_LOOK).forEach(this::begin);
    }

    private FutureTask<Void> begin(Untold revocation) {
        FutureTask<Void> telling = new FutureTask<>(() -> tell(revocation), null);
        FutureTask<Void> before = underWay.putIfAbsent(revocation.fingerprint(), telling);
        if (before != null) {
            return before;
        }
        Thread.startVirtualThread(telling);
        return telling;
    }

    private void tell(Untold revocation) {
        places.acquireUninterruptibly();
        try {
            send(command(revocation, asked(revocation)));
        } catch (RuntimeException e) { // with the next look
            log.warn(
                    "{}: that a certificate is revoked is not told yet: {}",
                    revocation.chargePointId().value(),
                    e.toString());
        } finally {
            places.release();
            underWay.remove(revocation.fingerprint());
        }
    }

    /** Whatever goes wrong, somebody has to see it. */
    private Revocation asked(Untold revocation) {
        try {
            return authorities.revoke(
                    new X500Principal(revocation.issuer()), revocation.serialNumber(), revocation.reason());
        } catch (RuntimeException e) {
            return new Revocation.Failed(e.toString());
        }
    }

    private CertificateCommand command(Untold revocation, Revocation answer) {
        Instant now = clock.instant();
        return switch (answer) {
            case Revocation.Done _ ->
                new RecordRevocationNotice(revocation.chargePointId(), revocation.fingerprint(), now);
            case Revocation.NotIssued _ ->
                failure(revocation, "the certificate authority says that it has not issued it", null, now);
            case Revocation.Failed failed -> failure(revocation, failed.explanation(), pause, now);
        };
    }

    private static ReportRevocationNoticeFailure failure(
            Untold revocation, String problem, @Nullable Duration retryAfter, Instant at) {
        return new ReportRevocationNoticeFailure(
                revocation.chargePointId(), revocation.fingerprint(), problem, retryAfter, at);
    }

    private void send(CertificateCommand command) {
        commands.sendAndWait(
                command, Provenance.ofSystem(command.chargePointId()).and(Provenance.ACTION, "revocation"));
    }
}
