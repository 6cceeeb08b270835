/**
 * TLS at the ports for charge points, by the JDK's own implementation (security whitepaper, profiles 2 and 3).
 *
 * <p>{@link TlsEndpoint} makes the engine of each connection, {@link CipherRules} say what may be spoken,
 * {@link ServerCertificates} what we show, {@link CertificateCheck} whether what a charge point shows is any good. Whose it
 * is, is asked later, when the charge point has said who it is.
 */
@NullMarked
package dev.csms.ocpp.tls;

import org.jspecify.annotations.NullMarked;
