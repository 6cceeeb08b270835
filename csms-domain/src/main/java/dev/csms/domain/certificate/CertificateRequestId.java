package dev.csms.domain.certificate;

import java.util.UUID;

/**
 * Identity of a charge point's request for a certificate.
 *
 * @param value unique for its charge point
 */
public record CertificateRequestId(String value) {

    public static final int MAX_LENGTH = 36;

    public CertificateRequestId {
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "the id of a certificate request has 1 to " + MAX_LENGTH + " characters");
        }
    }

    public static CertificateRequestId random() {
        return new CertificateRequestId(UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
