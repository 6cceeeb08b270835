package dev.csms.domain.credential;

import org.jspecify.annotations.Nullable;

/**
 * How somebody who connected proved to be the charge point.
 *
 * @param profile     by which it came
 * @param certificate SHA-256 fingerprint of its certificate in hex; absent where it was let in by something else
 */
public record Authentication(
        SecurityProfile profile, @Nullable String certificate) {

    /** It proved nothing. */
    public static final Authentication NONE = new Authentication(SecurityProfile.UNSECURED, null);
}
