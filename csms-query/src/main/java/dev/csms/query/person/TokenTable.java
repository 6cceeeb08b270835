package dev.csms.query.person;

import dev.csms.domain.person.PersonId;
import dev.csms.domain.person.Role;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Table {@code api_token}: what is known of tokens, and nothing by which one could be made. */
final class TokenTable extends StateTable<String, TokenState> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select token_id, person_key, person_name, label, role, group_names, issued_at, expires_at,
            revoked_at
        from api_token where token_id = any(?::text[])
        """);

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into api_token (token_id, person_key, person_name, label, role, group_names, issued_at, expires_at,
            revoked_at)
        select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
            ?::timestamptz[], ?::timestamptz[])
        on conflict (token_id) do update set revoked_at = excluded.revoked_at
        """);

    TokenTable() {
        super(LOAD, STORE, id -> new Object[] {id}, TokenTable::read, TokenState::tokenId, TokenTable::values);
    }

    private static @Nullable Object[] values(TokenState token) {
        return new @Nullable Object[] {
            token.tokenId(),
            token.personId().key(),
            token.personId().value(),
            token.label(),
            token.role(),
            PersonTable.text(token.groups()),
            token.issuedAt(),
            token.expiresAt(),
            token.revokedAt()
        };
    }

    private static TokenState read(Row row) throws SQLException {
        return new TokenState(
                row.text("token_id"),
                new PersonId(row.text("person_name")),
                row.text("label"),
                row.constant("role", Role.class),
                PersonTable.groups(row.text("group_names")),
                row.instant("issued_at"),
                row.instant("expires_at"),
                row.nullableInstant("revoked_at"));
    }
}
