package dev.csms.domain.certificate;

import org.jspecify.annotations.Nullable;

/**
 * Whether a request for a certificate is worked on.
 *
 * @param refusal absent if it is
 * @param remark  a sentence about the refusal
 */
public record SigningAnswer(
        @Nullable SigningRefusal refusal, @Nullable String remark) {

    public static final SigningAnswer ACCEPTED = new SigningAnswer(null, null);

    public static SigningAnswer refused(SigningRefusal refusal, String remark) {
        return new SigningAnswer(refusal, remark);
    }

    public boolean isAccepted() {
        return refusal == null;
    }
}
