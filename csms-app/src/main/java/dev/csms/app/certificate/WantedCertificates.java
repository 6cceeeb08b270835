package dev.csms.app.certificate;

import dev.csms.app.axon.LogReaders;
import dev.csms.domain.certificate.CertificateEvent.CertificateRequested;
import dev.csms.domain.certificate.CertificateEvent.CertificateSigningRetried;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;

/** Lets this node's signer hear at once of what is to be signed, wherever it was asked for. */
@ProcessingGroup(LogReaders.THIS_NODE)
@DisallowReplay
final class WantedCertificates {

    private final CertificateSigner signer;

    WantedCertificates(CertificateSigner signer) {
        this.signer = signer;
    }

    @EventHandler
    void on(CertificateRequested requested) {
        signer.wanted(requested.chargePointId(), requested.requestId());
    }

    @EventHandler
    void on(CertificateSigningRetried retried) {
        signer.wanted(retried.chargePointId(), retried.requestId());
    }
}
