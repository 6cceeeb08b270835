package dev.csms.query.person;

import dev.csms.domain.person.Role;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A token as its owner and administrators see it. */
public record TokenView(
        String tokenId,
        String personKey,
        String person,
        String label,
        Role role,
        List<String> groups,
        Instant issuedAt,
        Instant expiresAt,
        @Nullable Instant revokedAt) {

    static TokenView read(Row row) throws SQLException {
        return new TokenView(
                row.text("token_id"),
                row.text("person_key"),
                row.text("person_name"),
                row.text("label"),
                row.constant("role", Role.class),
                PersonTable.groups(row.text("group_names")),
                row.instant("issued_at"),
                row.instant("expires_at"),
                row.nullableInstant("revoked_at"));
    }
}
