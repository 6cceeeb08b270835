package dev.csms.app.certificate;

import dev.csms.app.operation.OperationNews;
import dev.csms.domain.Provenance;
import dev.csms.domain.certificate.CertificateCommand.CertifyChargePoint;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionOpened;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.OperationId;
import dev.csms.query.certificate.CertificateQueries;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has charge points that come by the certificate of their manufacturer get themselves one of their operator (A00.FR.406,
 * A02): at once, and again and again as long as they are connected and come to nothing. How often is settled on record,
 * so every node may do it.
 */
final class FactoryCertificates {

    private static final Logger log = LoggerFactory.getLogger(FactoryCertificates.class);

    private static final int MOST_PER_LOOK = 500;

    /** Who goes away before it has been asked is asked when it comes back. */
    private static final Duration VALIDITY = Duration.ofMinutes(30);

    private final CertificateQueries certificates;
    private final CommandGateway commands;
    private final OperationNews news;
    private final InstantSource clock;
    private final String node;
    private final @Nullable String organization;

    /** @param organization that charge points are to name where nothing else is known */
    FactoryCertificates(
            CertificateQueries certificates,
            CommandGateway commands,
            OperationNews news,
            InstantSource clock,
            String node,
            @Nullable String organization) {
        this.certificates = certificates;
        this.commands = commands;
        this.news = news;
        this.clock = clock;
        this.node = node;
        this.organization = organization;
    }

    void came(SessionOpened opened) {
        if (opened.node().equals(node)
                && opened.authentication() != null
                && opened.authentication().asFromFactory()) {
            Thread.startVirtualThread(() -> replace(opened.chargePointId()));
        }
    }

    void look() {
        certificates.asFromFactory(MOST_PER_LOOK).forEach(this::replace);
    }

    private void replace(ChargePointId chargePoint) {
        Instant now = clock.instant();
        try {
            boolean asked = commands.sendAndWait(
                    new CertifyChargePoint(
                            chargePoint,
                            OperationId.random(),
                            OperationId.random(),
                            organization,
                            now.plus(VALIDITY),
                            now),
                    Provenance.ofSystem(chargePoint).and(Provenance.ACTION, "certification"));
            if (asked) {
                news.asked(chargePoint);
            }
        } catch (RuntimeException e) { // with the next look
            log.warn("{} could not be asked to get itself a certificate: {}", chargePoint.value(), e.toString());
        }
    }
}
