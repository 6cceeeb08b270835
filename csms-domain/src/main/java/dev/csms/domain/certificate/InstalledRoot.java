package dev.csms.domain.certificate;

import org.jspecify.annotations.Nullable;

/**
 * A root certificate that a charge point says it has.
 *
 * @param hashData    as the charge point has it
 * @param fingerprint of the certificate that is meant; absent if it is none that was installed by us
 */
public record InstalledRoot(
        CertificateHash hashData, @Nullable String fingerprint) {}
