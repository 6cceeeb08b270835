package dev.csms.query.person;

import dev.csms.domain.person.PersonId;
import dev.csms.domain.person.Role;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Table {@code person}. */
final class PersonTable extends StateTable<PersonId, PersonState> {

    private static final String SEPARATOR = "\n";

    private static final BulkStatement LOAD = BulkStatement.of("""
        select person_key, name, role, group_names, disabled, disable_reason, password_set_at,
            password_to_be_changed, added_at, tokens_void_at
        from person where person_key = any(?::text[])
        """);

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into person (person_key, name, role, group_names, disabled, disable_reason, password_set_at,
            password_to_be_changed, added_at, tokens_void_at)
        select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bool[], ?::text[], ?::timestamptz[],
            ?::bool[], ?::timestamptz[], ?::timestamptz[])
        on conflict (person_key) do update set
            role = excluded.role,
            group_names = excluded.group_names,
            disabled = excluded.disabled,
            disable_reason = excluded.disable_reason,
            password_set_at = excluded.password_set_at,
            password_to_be_changed = excluded.password_to_be_changed,
            tokens_void_at = excluded.tokens_void_at
        """);

    PersonTable() {
        super(
                LOAD,
                STORE,
                id -> new Object[] {id.key()},
                PersonTable::read,
                PersonState::personId,
                PersonTable::values);
    }

    private static @Nullable Object[] values(PersonState person) {
        return new @Nullable Object[] {
            person.personId().key(),
            person.personId().value(),
            person.role(),
            text(person.groups()),
            person.disabled(),
            person.disableReason(),
            person.passwordSetAt(),
            person.passwordToBeChanged(),
            person.addedAt(),
            person.tokensVoidAt()
        };
    }

    private static PersonState read(Row row) throws SQLException {
        return new PersonState(
                new PersonId(row.text("name")),
                row.constant("role", Role.class),
                groups(row.text("group_names")),
                row.bool("disabled"),
                row.nullableText("disable_reason"),
                row.nullableInstant("password_set_at"),
                row.bool("password_to_be_changed"),
                row.instant("added_at"),
                row.nullableInstant("tokens_void_at"));
    }

    /** As one text: the names have no line breaks. */
    static String text(List<String> groups) {
        return String.join(SEPARATOR, groups);
    }

    static List<String> groups(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(SEPARATOR));
    }
}
