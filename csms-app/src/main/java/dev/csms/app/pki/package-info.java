/**
 * The built-in certificate authority: an elliptic curve and an RSA root, each with an authority under it that signs the
 * certificates of charge points and of this server.
 *
 * <p>{@link BuiltInAuthority} signs, {@link Pkcs10Requests} reads what it is asked to sign, {@link AuthorityStore} keeps what
 * all nodes share, {@link PkiEndpoints} gives away what is public. An authority of somebody else is another bean
 * of {@link dev.csms.domain.certificate.CertificateAuthority}, the primary one if it is to sign from now on;
 * {@link OperatorAuthorities} has them all.
 */
@NullMarked
package dev.csms.app.pki;

import org.jspecify.annotations.NullMarked;
