package dev.csms.app.certificate;

import dev.csms.app.operation.OperationNews;
import dev.csms.domain.Provenance;
import dev.csms.domain.certificate.CertificateCommand.RenewCertificate;
import dev.csms.domain.operation.OperationId;
import dev.csms.query.certificate.CertificateQueries;
import dev.csms.query.certificate.CertificateQueries.Ending;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has charge points get themselves new certificates before theirs end, and not all those at the same moment that were
 * made at the same moment. Every node does it: a charge point is asked once a day at most.
 */
final class CertificateRenewal {

    private static final Logger log = LoggerFactory.getLogger(CertificateRenewal.class);

    private static final int MOST_PER_LOOK = 500;
    private static final int SPREAD = 10;
    private static final Duration VALIDITY = Duration.ofDays(1);

    private final CertificateQueries certificates;
    private final CommandGateway commands;
    private final OperationNews news;
    private final InstantSource clock;
    private final Duration before;

    /** @param before how long before its end a certificate is renewed, at the earliest */
    CertificateRenewal(
            CertificateQueries certificates,
            CommandGateway commands,
            OperationNews news,
            InstantSource clock,
            Duration before) {
        this.certificates = certificates;
        this.commands = commands;
        this.news = news;
        this.clock = clock;
        this.before = before;
    }

    void look() {
        Instant now = clock.instant();
        for (Ending ending : certificates.ending(now.plus(before), MOST_PER_LOOK)) {
            if (!now.isBefore(due(ending.fingerprint(), ending.notAfter(), before))) {
                renew(ending, now);
            }
        }
    }

    /** The same on every node and after every restart. */
    static Instant due(String fingerprint, Instant notAfter, Duration before) {
        long spreadMillis = before.toMillis() / SPREAD;
        long place = Math.floorMod(fingerprint.hashCode(), 1_000);
        return notAfter.minus(before).plusMillis(spreadMillis * place / 1_000);
    }

    private void renew(Ending ending, Instant now) {
        try {
            boolean asked = commands.sendAndWait(
                    new RenewCertificate(
                            ending.chargePointId(),
                            ending.fingerprint(),
                            OperationId.random(),
                            now.plus(VALIDITY),
                            now),
                    Provenance.ofSystem(ending.chargePointId()).and(Provenance.ACTION, "renewal"));
            if (asked) {
                news.asked(ending.chargePointId());
            }
        } catch (RuntimeException e) { // with the next look
            log.warn(
                    "{} could not be asked to renew its certificate: {}",
                    ending.chargePointId().value(),
                    e.toString());
        }
    }
}
