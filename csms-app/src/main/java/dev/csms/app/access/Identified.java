package dev.csms.app.access;

import dev.csms.domain.person.Right;
import dev.csms.query.graphql.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whose token or sign-in is good.
 *
 * @param tokenId of it; says nothing of the token itself
 * @param proof   by which it can be looked at again; null if nobody here knows more of it
 * @param until   when it ends by itself; null if that is for the proof to say
 */
record Identified(
        String name,
        Set<Right> rights,
        List<String> groups,
        String tokenId,
        @Nullable Proof proof,
        @Nullable Instant until) {

    /** @param hash of the secret */
    record Proof(TokenKind kind, String hash) {}

    Caller from(@Nullable String remoteAddress) {
        return new Caller(name, rights, groups, tokenId, remoteAddress);
    }

    @Override
    public String toString() {
        return name;
    }
}
