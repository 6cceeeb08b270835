/**
 * By what charge points prove who they are: security profiles and AuthorizationKeys (OCPP 1.6 security white paper, A00,
 * A01, A05).
 *
 * <p>{@link dev.csms.domain.credential.Security} is part of the charge point and decides which profiles and keys are
 * good at a moment; {@link dev.csms.domain.credential.Access} is what it tells whoever stands at the door. Keys
 * themselves are known here only while they are made or presented; what is kept of them are verifiers.
 */
@NullMarked
package dev.csms.domain.credential;

import org.jspecify.annotations.NullMarked;
