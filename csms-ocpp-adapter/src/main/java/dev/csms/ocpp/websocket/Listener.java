package dev.csms.ocpp.websocket;

import dev.csms.ocpp.tls.TlsEndpoint.ClientCertificate;
import dev.csms.ocpp.websocket.Credentials.Transport;

/** A port, by what is spoken there. */
public enum Listener {
    /** {@code ws}: security profiles 0 and 1. */
    PLAIN,
    /** {@code wss}: security profile 2, and 3 if it is to have no port of its own. */
    TLS,
    /** {@code wss}, to charge points that show a certificate: security profile 3. */
    CLIENT_CERTIFICATE;

    /** @param onePort whether the two encrypted ports are not told apart */
    Transport transport(boolean onePort) {
        return switch (this) {
            case PLAIN -> Transport.PLAIN;
            case TLS -> Transport.TLS;
            case CLIENT_CERTIFICATE -> onePort ? Transport.TLS : Transport.TLS_WITH_CERTIFICATE;
        };
    }

    ClientCertificate clientCertificate(boolean onePort) {
        return switch (this) {
            case PLAIN -> ClientCertificate.NONE;
            case TLS -> onePort ? ClientCertificate.OPTIONAL : ClientCertificate.NONE;
            case CLIENT_CERTIFICATE -> ClientCertificate.REQUIRED;
        };
    }
}
