/**
 * Certificates of charge points and the roots that they trust: who asks for one, what became of it, and what is where.
 *
 * <p>{@link dev.csms.domain.certificate.ChargePointCertificates} decides; private keys never come here.
 */
@NullMarked
package dev.csms.domain.certificate;

import org.jspecify.annotations.NullMarked;
