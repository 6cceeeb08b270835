package dev.csms.ocpp.websocket;

import dev.csms.ocpp.tls.TlsEndpoint;

/**
 * The encrypted ports. A port may be {@link OcppServerSettings#NO_PORT} or, for any free one, 0.
 *
 * @param port                  of security profile 2
 * @param clientCertificatePort of security profile 3
 * @param onePort               whether charge points may show a certificate at the first port as well
 */
public record TlsListening(int port, int clientCertificatePort, boolean onePort, TlsEndpoint endpoint) {}
