package dev.csms.ocpp.tls;

import dev.csms.ocpp.rpc.SecurityLog.SecurityEvent;
import dev.csms.ocpp.tls.ClientTrust.BadCertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * What a TLS handshake has failed of, as far as it tells of an attack.
 *
 * @param what in a sentence
 */
public record HandshakeFailure(SecurityEvent event, String what) {

    /** Empty for what happens every day: a peer that went away, or does not speak TLS, or does not trust us. */
    public static Optional<HandshakeFailure> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BadCertificateException bad) {
                return found(SecurityEvent.CLIENT_CERTIFICATE, String.valueOf(bad.getMessage()));
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return ofMessage(String.valueOf(cause.getMessage()));
            }
        }
        return Optional.empty();
    }

    /** There is nothing else to know them by. */
    private static Optional<HandshakeFailure> ofMessage(String message) {
        if (message.contains("Empty client certificate chain")) {
            return found(SecurityEvent.CLIENT_CERTIFICATE, "it shows none");
        } else if (message.contains("no cipher suites in common") || message.contains("cipher suite")) {
            return found(SecurityEvent.TLS_CIPHER, "it knows no cipher suite that is spoken here");
        } else if (message.contains("protocol version")
                || message.contains("requested protocol")
                || message.contains("is not enabled or supported in server context")) {
            return found(SecurityEvent.TLS_VERSION, "it knows no TLS from 1.2 on");
        } else if (message.contains("certificate chain length") || message.contains("size of the handshake message")) {
            return found(SecurityEvent.CLIENT_CERTIFICATE, "QUALITY: it, or what comes with it, is too long");
        } else if (message.contains("renegotiation")) {
            return found(SecurityEvent.TLS_RENEGOTIATION, "it began a second handshake within a connection");
        }
        return Optional.empty();
    }

    private static Optional<HandshakeFailure> found(SecurityEvent event, String what) {
        return Optional.of(new HandshakeFailure(event, what));
    }
}
