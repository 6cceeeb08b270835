package dev.csms.query.person;

import dev.csms.domain.person.PersonEvent.TokenIssued;
import dev.csms.domain.person.PersonId;
import dev.csms.domain.person.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has been decided about a token. */
record TokenState(
        String tokenId,
        PersonId personId,
        String label,
        Role role,
        List<String> groups,
        Instant issuedAt,
        Instant expiresAt,
        @Nullable Instant revokedAt) {

    static TokenState of(TokenIssued issued, Instant at) {
        return new TokenState(
                issued.tokenId(),
                issued.personId(),
                issued.label(),
                issued.role(),
                issued.groups(),
                at,
                issued.expiresAt(),
                null);
    }

    TokenState revoked(Instant at) {
        return new TokenState(tokenId, personId, label, role, groups, issuedAt, expiresAt, at);
    }
}
