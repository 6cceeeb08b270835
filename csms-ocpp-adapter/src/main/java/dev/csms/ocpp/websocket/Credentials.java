package dev.csms.ocpp.websocket;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * By what somebody who wants to connect proves who it is. Nothing of it has been judged yet, except that the peer has
 * the private key of its certificate.
 *
 * @param transport     by which it has come
 * @param network       from which, among which what is dear to judge is shared
 * @param authorization values of all its {@code Authorization} headers
 * @param certificates  its own first, then those that it says are above it; none if it has shown none
 * @param opaqueOrigin  it may be a page in somebody's browser: who proves nothing beside that is not to be believed
 */
public record Credentials(
        Transport transport,
        String network,
        List<String> authorization,
        List<X509Certificate> certificates,
        boolean opaqueOrigin) {

    public enum Transport {
        /** {@code ws} */
        PLAIN,
        /** {@code wss} */
        TLS,
        /** {@code wss} at a port of its own, where nobody gets without a certificate */
        TLS_WITH_CERTIFICATE
    }

    public Credentials {
        authorization = List.copyOf(authorization);
        certificates = List.copyOf(certificates);
    }

    /** Passwords are no reading matter. */
    @Override
    public String toString() {
        return "Credentials[" + transport + ", " + authorization.size() + " Authorization headers, "
                + certificates.size() + " certificates]";
    }
}
