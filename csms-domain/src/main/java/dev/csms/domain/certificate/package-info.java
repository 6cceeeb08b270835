/**
 * Certificates, and who signs them.
 *
 * <p>A {@link CertificateAuthority} may be ours or somebody else's. What is told of a certificate to a charge point, and by
 * it, is its {@link CertificateHash}.
 */
@NullMarked
package dev.csms.domain.certificate;

import org.jspecify.annotations.NullMarked;
