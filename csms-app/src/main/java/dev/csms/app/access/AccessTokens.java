package dev.csms.app.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.csms.app.access.Identified.Proof;
import dev.csms.domain.person.PersonId;
import dev.csms.domain.person.Right;
import dev.csms.domain.person.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Table {@code access_token}: what secrets open, kept by their hashes. What a person may no longer, no token may. */
final class AccessTokens {

    /** For so long a token is good although it was revoked on another node. */
    private static final Duration REMEMBERED = Duration.ofSeconds(2);

    private static final Duration USE_NOTED = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 10_000;
    private static final String SEPARATOR = "\n";

    private final JdbcClient db;
    private final InstantSource clock;
    private final Duration idle;
    private final Cache<Proof, Optional<Identified>> known = remembered();
    private final Cache<Proof, Optional<Identified>> seen = remembered();

    private static Cache<Proof, Optional<Identified>> remembered() {
        return Caffeine.newBuilder()
                .expireAfterWrite(REMEMBERED)
                .maximumSize(MOST_REMEMBERED)
                .build();
    }

    /** @param idle after which a sign-in that nobody uses has ended */
    AccessTokens(JdbcClient db, InstantSource clock, Duration idle) {
        this.db = db;
        this.clock = clock;
        this.idle = idle;
    }

    /**
     * What a new secret opens.
     *
     * @param person null for who is known to another system only
     * @param name   of that one
     * @param role   what it may do at most; null for whatever the person may
     */
    record Grant(
            TokenKind kind,
            @Nullable PersonId person,
            @Nullable String name,
            @Nullable Role role,
            List<String> groups,
            Instant expiresAt) {

        static Grant of(TokenKind kind, @Nullable PersonId person, Instant expiresAt) {
            return new Grant(kind, person, null, null, List.of(), expiresAt);
        }
    }

    static String newId(TokenKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + UUID.randomUUID();
    }

    void keep(String tokenId, String secret, Grant grant) {
        db.sql("""
            insert into access_token (token_id, hash, kind, person_key, name, role, group_names, created_at, expires_at)
            values (:id, :hash, :kind, :person, :name, :role, :groups, :now, :expires)
            """)
                .param("id", tokenId)
                .param("hash", RandomSecret.hash(secret))
                .param("kind", grant.kind().name())
                .param("person", grant.person() == null ? null : grant.person().key())
                .param("name", grant.name())
                .param("role", grant.role() == null ? null : grant.role().name())
                .param("groups", String.join(SEPARATOR, grant.groups()))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("expires", grant.expiresAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Who may come in by this; empty if it is no secret of this kind, or no longer. */
    Optional<Identified> identify(TokenKind kind, String secret) {
        return identify(new Proof(kind, HexFormat.of().formatHex(RandomSecret.hash(secret))));
    }

    /** The same one now. */
    Optional<Identified> identify(Proof proof) {
        return known.get(proof, this::use);
    }

    /** The same one now, without being used. */
    Optional<Identified> look(Proof proof) {
        return seen.get(proof, this::find);
    }

    private Optional<Identified> use(Proof proof) {
        Optional<Identified> found = find(proof);
        found.ifPresent(it -> noteUse(it.tokenId(), clock.instant()));
        return found;
    }

    private Optional<Identified> find(Proof proof) {
        Instant now = clock.instant();
        return db.sql("""
                select t.*, p.role as person_role, p.group_names as person_groups, p.name as person_name
                from access_token t left join person p on p.person_key = t.person_key
                where t.hash = :hash and t.kind = :kind and t.expires_at > :now
                    and (t.kind <> 'SESSION' or coalesce(t.last_used_at, t.created_at) > :idle)
                    and (t.person_key is null
                        or (not p.disabled and (p.tokens_void_at is null or t.created_at > p.tokens_void_at)))
                """)
                .param("hash", HexFormat.of().parseHex(proof.hash()))
                .param("kind", proof.kind().name())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("idle", now.minus(idle).atOffset(ZoneOffset.UTC))
                .query((row, _) -> read(row, proof))
                .optional()
                .filter(found -> !found.rights().isEmpty());
    }

    private void noteUse(String tokenId, Instant now) {
        db.sql("""
            update access_token set last_used_at = :now
            where token_id = :id and (last_used_at is null or last_used_at < :before)
            """)
                .param("id", tokenId)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("before", now.minus(USE_NOTED).atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Identified read(ResultSet row, Proof proof) throws SQLException {
        Set<Right> rights = EnumSet.allOf(Right.class);
        retain(rights, row.getString("role"));
        boolean local = row.getString("person_key") != null;
        if (local) {
            retain(rights, row.getString("person_role"));
        }
        List<String> groups = groups(row.getString("group_names"));
        if (local) {
            List<String> ofPerson = groups(Objects.requireNonNullElse(row.getString("person_groups"), ""));
            if (groups.isEmpty()) {
                groups = ofPerson;
            } else if (!ofPerson.isEmpty()) {
                groups = groups.stream().filter(ofPerson::contains).toList();
                if (groups.isEmpty()) {
                    rights.clear(); // no group in common is not the same as no limit
                }
            }
        }
        String name = row.getString(local ? "person_name" : "name");
        return new Identified(
                Objects.requireNonNull(name), Set.copyOf(rights), groups, row.getString("token_id"), proof, null);
    }

    private static void retain(Set<Right> rights, @Nullable String role) {
        if (role != null) {
            rights.retainAll(Role.valueOf(role).rights());
        }
    }

    private static List<String> groups(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(SEPARATOR));
    }

    /** Whose link it is; whoever gets an answer has used it up. The person is absent for the first administrator. */
    Optional<Optional<PersonId>> useUp(TokenKind kind, String secret) {
        return db.sql("""
                delete from access_token where hash = :hash and kind = :kind and expires_at > :now
                returning person_key
                """)
                .param("hash", RandomSecret.hash(secret))
                .param("kind", kind.name())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, _) -> Optional.ofNullable(row.getString(1)).map(PersonId::new))
                .optional();
    }

    void end(String tokenId) {
        db.sql("delete from access_token where token_id = :id")
                .param("id", tokenId)
                .update();
        forgetWhatIsKnown();
    }

    void endAllOf(PersonId person) {
        db.sql("delete from access_token where person_key = :person")
                .param("person", person.key())
                .update();
        forgetWhatIsKnown();
    }

    /** Sign-ins and links: a new password ends them. */
    void endSignInsOf(PersonId person) {
        db.sql("delete from access_token where person_key = :person and kind <> 'API'")
                .param("person", person.key())
                .update();
        forgetWhatIsKnown();
    }

    void endAll(TokenKind kind) {
        db.sql("delete from access_token where kind = :kind")
                .param("kind", kind.name())
                .update();
        forgetWhatIsKnown();
    }

    Optional<Instant> lastUse(String tokenId) {
        return db.sql("select last_used_at from access_token where token_id = :id and last_used_at is not null")
                .param("id", tokenId)
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    /** What has expired is nobody's any more. */
    void sweep() {
        db.sql("delete from access_token where expires_at <= :now")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** A person's role or groups have changed: what is remembered may be wrong. */
    void forgetWhatIsKnown() {
        known.invalidateAll();
        seen.invalidateAll();
    }
}
