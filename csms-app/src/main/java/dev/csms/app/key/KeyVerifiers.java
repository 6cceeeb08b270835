package dev.csms.app.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.credential.AuthorizationKey;
import dev.csms.domain.credential.KeyCheck;
import dev.csms.domain.credential.KeyOrigin;
import dev.csms.domain.credential.KeyVerifier;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what is kept of AuthorizationKeys, and recognises the keys by it. Both need the pepper, which is
 * derived from the installation's keys and is nowhere in the database in clear.
 *
 * <p>Keys made here are 160 random bits, which nobody finds by trying: one HMAC is enough, and a thousand charge points
 * that come back at once cost a few milliseconds. A key from elsewhere may be guessable and is kept behind Argon2id,
 * until this node has seen it once: from then on it is known by an HMAC in memory.
 */
public final class KeyVerifiers implements KeyCheck {

    private static final Logger log = LoggerFactory.getLogger(KeyVerifiers.class);

    private static final String FAST = "v1";
    private static final String SLOW = "a1";
    private static final String DOMAIN = "csms/authkey/v1";
    private static final String HMAC = "HmacSHA256";
    private static final int SALT_BYTES = 16;
    private static final int CODE_BYTES = 32;
    private static final int PEPPER_ID_BYTES = 4;

    /** Of one presented key: as many for nobody as for most. */
    private static final int LEAST_CHECKS = 2;

    private static final int ARGON2_KIBIBYTES = 19 * 1024;
    private static final int ARGON2_ITERATIONS = 2;
    private static final int ARGON2_AT_ONCE = 2;
    private static final Duration ARGON2_PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_PROVEN = 100_000;
    private static final int MAX_REFUSED = 20_000;
    private static final Duration REFUSED_FOR = Duration.ofMinutes(5);

    private final Mac pepper;
    private final String pepperId;
    private final Mac ofThisRun;
    private final SecureRandom random = new SecureRandom();
    private final KeyVerifier nobody;
    private final SharedPlaces slowly = new SharedPlaces(ARGON2_AT_ONCE);
    private final Cache<KeyVerifier, byte[]> proven =
            Caffeine.newBuilder().maximumSize(MAX_PROVEN).build();

    /** What has been tried in vain, and need not be tried again: nothing makes it right later. */
    private final Cache<ByteBuffer, Boolean> refused = Caffeine.newBuilder()
            .expireAfterWrite(REFUSED_FOR)
            .maximumSize(MAX_REFUSED)
            .build();

    private final AtomicBoolean foreignSaid = new AtomicBoolean();
    private final Counter fastChecks;
    private final Counter slowChecks;

    public KeyVerifiers(DerivedKeys keys, MeterRegistry meters) {
        pepper = mac(keys.hmac(DOMAIN, "pepper"));
        pepperId = HexFormat.of().formatHex(keys.hmac(DOMAIN, "pepper id"), 0, PEPPER_ID_BYTES);
        byte[] key = new byte[CODE_BYTES];
        random.nextBytes(key);
        ofThisRun = mac(key);
        nobody = of(new ChargePointId("nobody"), AuthorizationKey.generate(random), KeyOrigin.GENERATED);
        fastChecks = checks(meters, "hmac");
        slowChecks = checks(meters, "argon2");
    }

    private static Counter checks(MeterRegistry meters, String how) {
        return Counter.builder("ocpp.key.checks")
                .description("how often a password was compared with what is kept of a key")
                .tag("by", how)
                .register(meters);
    }

    /** A new key, of 160 random bits. */
    public AuthorizationKey generate() {
        return AuthorizationKey.generate(random);
    }

    /** What is to be kept of a key. */
    public KeyVerifier of(ChargePointId chargePointId, AuthorizationKey key, KeyOrigin origin) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] code = code(chargePointId, salt, key.bytes());
        return switch (origin) {
            case GENERATED -> verifier(FAST, salt, code);
            case IMPORTED -> verifier(SLOW, salt, argon2(code, salt));
        };
    }

    private KeyVerifier verifier(String version, byte[] salt, byte[] code) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return new KeyVerifier(
                String.join(":", version, pepperId, base64.encodeToString(salt), base64.encodeToString(code)));
    }

    @Override
    public Optional<KeyVerifier> match(
            ChargePointId chargePointId, List<KeyVerifier> verifiers, byte[] presented, String network) {
        List<KeyVerifier> all = new ArrayList<>(verifiers);
        while (all.size() < LEAST_CHECKS) {
            all.add(nobody);
        }
        KeyVerifier fitting = null;
        for (KeyVerifier each : all) {
            if (fits(chargePointId, each, presented, network) && each != nobody) {
                fitting = each;
            }
        }
        return Optional.ofNullable(fitting);
    }

    private boolean fits(ChargePointId chargePointId, KeyVerifier verifier, byte[] presented, String network) {
        Parts parts = Parts.of(verifier);
        if (parts == null || !parts.pepperId().equals(pepperId)) {
            if (foreignSaid.compareAndSet(false, true)) {
                log.error(
                        "{} was made with another installation key: charge points cannot be recognised by such as that",
                        verifier);
            }
            return false;
        }
        fastChecks.increment();
        byte[] code = code(chargePointId, parts.salt(), presented);
        return switch (parts.version()) {
            case FAST -> MessageDigest.isEqual(code, parts.code());
            case SLOW -> fitsSlowly(chargePointId, verifier, parts, code, network);
            default -> false;
        };
    }

    /** Whoever has proved a key to this node once is the only one who fits from then on. */
    private boolean fitsSlowly(
            ChargePointId chargePointId, KeyVerifier verifier, Parts parts, byte[] code, String network) {
        byte[] inMemory = copy(ofThisRun).doFinal(code);
        byte[] known = proven.getIfPresent(verifier);
        if (known != null) {
            return MessageDigest.isEqual(known, inMemory);
        }
        ByteBuffer tried = ByteBuffer.wrap(inMemory);
        if (refused.getIfPresent(tried) != null) {
            return false;
        }
        slowChecks.increment();
        boolean fits = MessageDigest.isEqual(argon2InTurn(chargePointId, network, code, parts.salt()), parts.code());
        if (fits) {
            proven.put(verifier, inMemory);
        } else {
            refused.put(tried, true);
        }
        return fits;
    }

    /** Guesses of one network, or for one charge point, are not to keep the keys of others from being looked at. */
    private byte[] argon2InTurn(ChargePointId chargePointId, String network, byte[] code, byte[] salt) {
        if (!slowly.take(network, chargePointId, ARGON2_PATIENCE)) {
            throw new BusyException();
        }
        try {
            return argon2(code, salt);
        } finally {
            slowly.leave();
        }
    }

    private static byte[] argon2(byte[] code, byte[] salt) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(ARGON2_KIBIBYTES)
                .withIterations(ARGON2_ITERATIONS)
                .withParallelism(1)
                .withSalt(salt)
                .build());
        byte[] derived = new byte[CODE_BYTES];
        argon2.generateBytes(code, derived);
        return derived;
    }

    /** Two spellings of an identity are one charge point. The salt has one length, so that nothing runs together. */
    private byte[] code(ChargePointId chargePointId, byte[] salt, byte[] key) {
        Mac mac = copy(pepper);
        mac.update(DOMAIN.getBytes(StandardCharsets.US_ASCII));
        mac.update((byte) 0);
        mac.update(chargePointId.value().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
        mac.update(salt);
        return mac.doFinal(key);
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    /** Cheaper than to look for the algorithm again. */
    private static Mac copy(Mac prototype) {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own " + HMAC + " can be copied", e);
        }
    }

    private record Parts(String version, String pepperId, byte[] salt, byte[] code) {

        /** Null if it is none of ours. */
        static @Nullable Parts of(KeyVerifier verifier) {
            String[] parts = verifier.value().split(":", -1);
            try {
                return parts.length == 4
                        ? new Parts(
                                parts[0],
                                parts[1],
                                Base64.getUrlDecoder().decode(parts[2]),
                                Base64.getUrlDecoder().decode(parts[3]))
                        : null;
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }
}
