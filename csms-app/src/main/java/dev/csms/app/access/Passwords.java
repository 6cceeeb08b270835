package dev.csms.app.access;

import dev.csms.domain.person.PersonId;
import dev.csms.domain.secret.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.util.function.SingletonSupplier;

/** Table {@code person_password}. Hashing costs memory and time on purpose, so it is done for two at a time only. */
final class Passwords {

    static final int SHORTEST = 12;
    static final int LONGEST = 128;

    private static final int AT_ONCE = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JdbcClient db;
    private final InstantSource clock;
    private final Argon2PasswordEncoder argon2id = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /** When somebody signs in for the first time, and not when the program starts. */
    private final Supplier<String> nobodys = SingletonSupplier.of(() -> argon2id.encode(RandomSecret.next()));

    Passwords(JdbcClient db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    enum Verdict {
        WRONG,
        RIGHT,
        /** Right, and known to somebody else, who has set it. */
        TO_BE_CHANGED
    }

    /** So many sign in at once that nobody gets a turn. */
    static final class BusyException extends RuntimeException {
        BusyException() {
            super("too many sign in at once");
        }
    }

    private record Kept(String hash, boolean toBeChanged) {}

    /** Takes as long for a name that nobody has. */
    Verdict check(PersonId person, Secret password) {
        Optional<Kept> kept = db.sql("select hash, to_be_changed from person_password where person_key = :person")
                .param("person", person.key())
                .query((row, _) -> new Kept(row.getString("hash"), row.getBoolean("to_be_changed")))
                .optional();
        String otherwise = inTurn(nobodys);
        boolean right = inTurn(
                () -> argon2id.matches(password.text(), kept.map(Kept::hash).orElse(otherwise)));
        if (!right || kept.isEmpty()) {
            return Verdict.WRONG;
        }
        return kept.get().toBeChanged() ? Verdict.TO_BE_CHANGED : Verdict.RIGHT;
    }

    /** Fails for one that is too short to be safe. */
    static Secret checked(String password, PersonId person) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            throw new IllegalArgumentException("a password has " + SHORTEST + " to " + LONGEST + " characters");
        }
        if (password.toLowerCase(Locale.ROOT).contains(person.key())
                || password.chars().distinct().count() < 5) {
            throw new IllegalArgumentException("that is too easy to guess");
        }
        return Secret.of(password);
    }

    void set(PersonId person, Secret password, boolean toBeChanged) {
        String hash = inTurn(() -> argon2id.encode(password.text()));
        db.sql("""
            insert into person_password (person_key, hash, to_be_changed, changed_at)
            values (:person, :hash, :toBeChanged, :now)
            on conflict (person_key) do update set
                hash = excluded.hash, to_be_changed = excluded.to_be_changed, changed_at = excluded.changed_at
            """)
                .param("person", person.key())
                .param("hash", hash)
                .param("toBeChanged", toBeChanged)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    void forget(PersonId person) {
        db.sql("delete from person_password where person_key = :person")
                .param("person", person.key())
                .update();
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BusyException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusyException();
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }
}
