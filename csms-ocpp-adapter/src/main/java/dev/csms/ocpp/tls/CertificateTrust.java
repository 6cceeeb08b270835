package dev.csms.ocpp.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Whose signatures under certificates of charge points are good. Asked at each handshake, so it answers from memory.
 */
public interface CertificateTrust {

    /** Nobody's. */
    CertificateTrust NONE = new CertificateTrust() {
        @Override
        public Set<X509Certificate> operatorRoots() {
            return Set.of();
        }
    };

    /** Roots of the charge point operator. */
    Set<X509Certificate> operatorRoots();

    /** Roots of manufacturers, whose charge points come with a certificate from the factory (A00.FR.804). */
    default Set<X509Certificate> manufacturerRoots() {
        return Set.of();
    }

    /** Authorities between those roots and charge points, for charge points that show only their own certificate. */
    default List<X509Certificate> intermediates() {
        return List.of();
    }

    /**
     * Whether its authority has taken it back. Nobody is asked over the network for this.
     *
     * @param chain that it was shown in, with what is known to be above it
     */
    default boolean isRevoked(X509Certificate certificate, List<X509Certificate> chain) {
        return false;
    }

    default Instant now() {
        return Instant.now();
    }
}
