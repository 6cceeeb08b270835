package dev.csms.app.access;

import dev.csms.app.CsmsSettings.WrongSettingException;
import dev.csms.domain.person.Role;
import dev.csms.query.graphql.Caller;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A token that an automated installation brings along. It is good as long as the setting is there. */
final class SetupToken {

    static final String SETTING = "csms.setup.api-token";

    private static final int SHORTEST = 32;
    private static final Identified SETUP =
            new Identified("setup:token", Role.ADMIN.rights(), List.of(), Caller.SETUP, null, null);

    private final byte @Nullable [] hash;

    SetupToken(@Nullable String token) {
        if (token == null || token.isBlank()) {
            hash = null;
        } else if (token.length() < SHORTEST) {
            throw new WrongSettingException(SETTING + " must have at least " + SHORTEST
                    + " characters, such as `openssl rand -base64 32` gives, not " + token.length());
        } else {
            hash = RandomSecret.hash(token.strip());
        }
    }

    Optional<Identified> identify(String token) {
        return hash != null && MessageDigest.isEqual(hash, RandomSecret.hash(token))
                ? Optional.of(SETUP)
                : Optional.empty();
    }
}
