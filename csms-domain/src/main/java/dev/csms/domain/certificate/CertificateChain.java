package dev.csms.domain.certificate;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate, and those between it and a root.
 *
 * @param certificates the charge point's own first, each signed by the next; without the root
 */
public record CertificateChain(List<X509Certificate> certificates) {

    public CertificateChain {
        certificates = List.copyOf(certificates);
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("a chain has at least one certificate");
        }
    }

    /** The charge point's own. */
    public X509Certificate leaf() {
        return certificates.getFirst();
    }

    /** PEM, one block after another, lines ended by LF and nothing between the blocks. */
    public String pem() {
        StringBuilder pem = new StringBuilder();
        certificates.forEach(certificate -> pem.append(Pem.of(certificate)));
        return pem.toString();
    }
}
