package dev.csms.query.person;

import dev.csms.domain.person.PersonId;
import dev.csms.domain.person.Role;
import dev.csms.query.graphql.Connection;
import dev.csms.query.graphql.Page;
import dev.csms.query.sql.Conditions;
import dev.csms.query.sql.Order;
import dev.csms.query.sql.PagedQuery;
import dev.csms.query.sql.ReadSide;
import dev.csms.query.sql.Row;
import dev.csms.query.sql.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads people and what is known of their tokens. */
@Component
public final class PersonQueries {

    private static final int MOST_TOKENS = 200;

    private static final String SELECT = "select p.* from person p";

    /** A token ends with the person's being disabled, also if the person comes back. */
    private static final String SELECT_TOKEN = """
        select t.token_id, t.person_key, t.person_name, t.label, t.role, t.group_names, t.issued_at, t.expires_at,
            coalesce(t.revoked_at, case when t.issued_at <= p.tokens_void_at then p.tokens_void_at end) as revoked_at
        from api_token t left join person p on p.person_key = t.person_key\
        """;

    private static final Order<PersonView> BY_NAME =
            Order.ascending("name", List.of(new Order.Key<>("p.person_key", "text", PersonView::personKey)));

    private final JdbcClient db;
    private final PagedQuery<PersonView> people;

    PersonQueries(ReadSide readSide) {
        db = readSide.db();
        people = new PagedQuery<>(db, SELECT, Scope.OF_NO_CHARGE_POINT, Row.mapper(PersonView::read));
    }

    public Optional<PersonView> person(PersonId id) {
        return people.one(new Conditions().and("p.person_key = :key", "key", id.key()));
    }

    /** Whether there is somebody who may do everything, and everywhere. */
    public boolean hasAdmin() {
        return db.sql("select exists (select 1 from person where role = :admin and group_names = '' and not disabled)")
                .param("admin", Role.ADMIN.name())
                .query(Boolean.class)
                .single();
    }

    /** The same of anybody else, or of nobody whose leaving would matter. */
    public boolean hasAdminBeside(PersonId id) {
        return db.sql("""
            select exists (select 1 from person where role = :admin and group_names = '' and not disabled
                    and person_key <> :key)
                or not exists (select 1 from person where role = :admin and group_names = '' and not disabled
                    and person_key = :key)
            """)
                .param("admin", Role.ADMIN.name())
                .param("key", id.key())
                .query(Boolean.class)
                .single();
    }

    public Optional<TokenView> token(String tokenId) {
        return db.sql(SELECT_TOKEN + " where t.token_id = :id")
                .param("id", tokenId)
                .query(Row.mapper(TokenView::read))
                .optional();
    }

    public Connection<PersonView> people(Page page) {
        return people.page(new Conditions(), BY_NAME, page);
    }

    /** By person, the latest first. */
    public Map<String, List<TokenView>> tokens(Collection<String> personKeys) {
        return db
                .sql(SELECT_TOKEN + " where t.person_key in (:keys) order by t.issued_at desc, t.token_id limit "
                        + MOST_TOKENS)
                .param("keys", personKeys)
                .query(Row.mapper(TokenView::read))
                .list()
                .stream()
                .collect(Collectors.groupingBy(TokenView::personKey));
    }
}
