package dev.csms.query.person;

import dev.csms.domain.person.Role;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody as administrators see this person. */
public record PersonView(
        String personKey,
        String name,
        Role role,
        List<String> groups,
        boolean disabled,
        @Nullable String disableReason,
        @Nullable Instant passwordSetAt,
        boolean passwordToBeChanged,
        Instant addedAt,
        @Nullable Instant tokensVoidAt) {

    static PersonView read(Row row) throws SQLException {
        return new PersonView(
                row.text("person_key"),
                row.text("name"),
                row.constant("role", Role.class),
                PersonTable.groups(row.text("group_names")),
                row.bool("disabled"),
                row.nullableText("disable_reason"),
                row.nullableInstant("password_set_at"),
                row.bool("password_to_be_changed"),
                row.instant("added_at"),
                row.nullableInstant("tokens_void_at"));
    }
}
