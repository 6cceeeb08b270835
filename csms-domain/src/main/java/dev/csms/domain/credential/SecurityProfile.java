package dev.csms.domain.credential;

/** How the connection of a charge point is secured (security white paper, section 3). Each has exactly one. */
public enum SecurityProfile {
    /** 0: {@code ws}, and it proves nothing. */
    UNSECURED,
    /** 1: {@code ws}, and its AuthorizationKey by HTTP Basic. For trusted networks only. */
    BASIC,
    /** 2: {@code wss}, and its AuthorizationKey by HTTP Basic. */
    TLS_BASIC,
    /** 3: {@code wss}, and a certificate of its own. */
    TLS_CERTIFICATE;

    /** @throws IllegalArgumentException with a sentence, if there is none of this number */
    public static SecurityProfile of(int number) {
        if (number < 0 || number >= values().length) {
            throw new IllegalArgumentException("a security profile is 0, 1, 2 or 3, not " + number);
        }
        return values()[number];
    }

    /** As OCPP has it. */
    public int number() {
        return ordinal();
    }

    public boolean isHigherThan(SecurityProfile other) {
        return compareTo(other) > 0;
    }

    public boolean usesTls() {
        return this == TLS_BASIC || this == TLS_CERTIFICATE;
    }

    public boolean usesKey() {
        return this == BASIC || this == TLS_BASIC;
    }
}
