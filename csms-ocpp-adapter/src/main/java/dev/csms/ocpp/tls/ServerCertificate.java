package dev.csms.ocpp.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * By what we prove who we are.
 *
 * @param chain our own certificate first, then those above it; without the root
 */
public record ServerCertificate(PrivateKey key, List<X509Certificate> chain) {

    public ServerCertificate {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a server's certificate is missing");
        }
    }

    X509Certificate own() {
        return chain.getFirst();
    }

    /** Private keys are no reading matter. */
    @Override
    public String toString() {
        return "ServerCertificate[" + own().getSubjectX500Principal().getName() + ", " + key.getAlgorithm() + ", until "
                + own().getNotAfter().toInstant() + "]";
    }
}
