package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.credential.Access;
import dev.csms.domain.credential.Authentication;
import dev.csms.domain.credential.Authentication.CertificateIssuer;
import dev.csms.domain.credential.AuthorizationKey;
import dev.csms.domain.credential.KeyCheck;
import dev.csms.domain.credential.KeyVerifier;
import dev.csms.domain.credential.SecurityProfile;
import dev.csms.ocpp.rpc.SecurityLog.SecurityEvent;
import dev.csms.ocpp.websocket.BasicAuthorization;
import dev.csms.ocpp.websocket.ClientCertificates;
import dev.csms.ocpp.websocket.ClientCertificates.Owner;
import dev.csms.ocpp.websocket.Credentials;
import dev.csms.ocpp.websocket.Credentials.Transport;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody is the charge point that it says it is: the security profile of the charge point, the transport by
 * which somebody comes and what it shows have to go together (security white paper, A00.FR.001, A00.FR.002).
 */
final class IdentityCheck {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    /** Of a key, where a refusal takes a fixed time; the rest of that is for what else has to be done. */
    private static final Duration LONGEST_CHECK = Duration.ofMillis(120);

    /** Checks that nobody may wait for any more; each has a password in memory. */
    private static final Semaphore WAITING = new Semaphore(64);

    private final KeyCheck keys;
    private final ClientCertificates certificates;
    private final DoorRules rules;
    private final Function<ChargePointId, Optional<String>> toldCpoNames;

    /** @param toldCpoNames whose a charge point says that it is */
    IdentityCheck(
            KeyCheck keys,
            ClientCertificates certificates,
            DoorRules rules,
            Function<ChargePointId, Optional<String>> toldCpoNames) {
        this.keys = keys;
        this.certificates = certificates;
        this.rules = rules;
        this.toldCpoNames = toldCpoNames;
    }

    sealed interface Verdict {

        /** @param verifier that its key fitted; null where no key was needed */
        record Proved(
                Authentication authentication, @Nullable KeyVerifier verifier) implements Verdict {}

        /** @param why for the log, in a sentence */
        record Failed(int status, SecurityEvent event, String why) implements Verdict {}
    }

    /**
     * @param access null for a charge point that nobody knows; as much is done for it as for one with another key
     * @param at     when somebody has come
     */
    Verdict judge(ChargePointId identity, @Nullable Access access, Credentials shown, Instant at) {
        boolean plain = shown.transport() == Transport.PLAIN;
        if (plain && access != null && access.accepts(SecurityProfile.UNSECURED) && access.upgradeTo() == null) {
            return unsecured(shown);
        }
        BasicAuthorization basic = BasicAuthorization.of(shown.authorization(), identity);
        Optional<KeyVerifier> fits = basic instanceof BasicAuthorization.Presented(byte[] password)
                ? match(identity, access == null ? List.of() : access.verifiers(at), password, shown.network())
                : Optional.empty();
        if (access == null) {
            return new Verdict.Failed(
                    rules.hideUnknownIdentities() ? UNAUTHORIZED : NOT_FOUND,
                    SecurityEvent.UNKNOWN_IDENTITY,
                    "no charge point is registered as " + identity.value());
        }
        return plain ? plain(access, shown, basic, fits) : tls(access, shown, basic, fits);
    }

    private Optional<KeyVerifier> match(
            ChargePointId identity, List<KeyVerifier> verifiers, byte[] password, String network) {
        return rules.hideUnknownIdentities()
                ? inTime(() -> tried(identity, verifiers, password, network))
                : tried(identity, verifiers, password, network);
    }

    /**
     * That somebody waits for his turn must not tell that there is something to be checked. The check goes on without
     * him, so that a right key is known when it comes the next time.
     */
    private static Optional<KeyVerifier> inTime(Supplier<Optional<KeyVerifier>> check) {
        if (!WAITING.tryAcquire()) {
            throw new KeyCheck.BusyException();
        }
        CompletableFuture<Optional<KeyVerifier>> found = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                found.complete(check.get());
            } catch (RuntimeException | Error e) {
                found.completeExceptionally(e);
            } finally {
                WAITING.release();
            }
        });
        try {
            return found.get(LONGEST_CHECK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new KeyCheck.BusyException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KeyCheck.BusyException) {
                throw new KeyCheck.BusyException();
            }
            throw new IllegalStateException("a key could not be checked", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyCheck.BusyException();
        }
    }

    private Optional<KeyVerifier> tried(
            ChargePointId identity, List<KeyVerifier> verifiers, byte[] password, String network) {
        Optional<KeyVerifier> fits = keys.match(identity, verifiers, password, network);
        String text = new String(password, StandardCharsets.ISO_8859_1);
        return fits.isEmpty() && rules.hexPasswords() && AuthorizationKey.isHex(text)
                ? keys.match(identity, verifiers, HexFormat.of().parseHex(text), network)
                : fits;
    }

    private Verdict plain(Access access, Credentials shown, BasicAuthorization basic, Optional<KeyVerifier> fits) {
        if (access.accepts(SecurityProfile.BASIC) && fits.isPresent()) {
            return new Verdict.Proved(Authentication.without(SecurityProfile.BASIC), fits.get());
        }
        if (access.accepts(SecurityProfile.UNSECURED)) {
            return unsecured(shown);
        }
        return access.accepts(SecurityProfile.BASIC) ? noKey(basic) : mismatch(access, "ws");
    }

    private Verdict unsecured(Credentials shown) {
        if (!rules.unsecured()) {
            return new Verdict.Failed(
                    UNAUTHORIZED,
                    SecurityEvent.PROFILE_MISMATCH,
                    "it has security profile 0 (no password), which is switched off: set csms.ocpp.profile-0=true,"
                            + " or give it an AuthorizationKey and security profile 1");
        }
        return shown.opaqueOrigin()
                ? new Verdict.Failed(
                        FORBIDDEN,
                        SecurityEvent.AUTHENTICATION,
                        "it has security profile 0 (no password) and comes with 'Origin: null', as a page in a browser"
                                + " does: give it an AuthorizationKey and security profile 1")
                : new Verdict.Proved(Authentication.NONE, null);
    }

    private Verdict tls(Access access, Credentials shown, BasicAuthorization basic, Optional<KeyVerifier> fits) {
        Verdict.Failed refused = null;
        if (access.accepts(SecurityProfile.TLS_CERTIFICATE)) {
            Verdict byCertificate = certificate(access, shown.certificates());
            switch (byCertificate) {
                case Verdict.Proved proved -> {
                    return proved;
                }
                case Verdict.Failed failed -> refused = failed;
            }
        }
        boolean certificateRequired = shown.transport() == Transport.TLS_WITH_CERTIFICATE;
        if (access.accepts(SecurityProfile.TLS_BASIC) && !certificateRequired) {
            return fits.isPresent()
                    ? new Verdict.Proved(Authentication.without(SecurityProfile.TLS_BASIC), fits.get())
                    : noKey(basic);
        }
        if (refused != null) {
            return refused;
        }
        return mismatch(access, certificateRequired ? "wss to the port of security profile 3" : "wss");
    }

    private Verdict certificate(Access access, List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            return new Verdict.Failed(
                    UNAUTHORIZED,
                    SecurityEvent.CLIENT_CERTIFICATE,
                    "it has security profile 3, and shows no certificate");
        }
        String decided = access.cpoName() == null ? rules.cpoName() : access.cpoName();
        Owner owner = new Owner(
                access.chargePointId(),
                access.serialNumbers(),
                decided,
                decided == null ? toldCpoNames.apply(access.chargePointId()).orElse(null) : null);
        return switch (certificates.judge(chain, owner)) {
            case ClientCertificates.Verdict.Accepted(CertificateIssuer issuer) ->
                new Verdict.Proved(
                        new Authentication(SecurityProfile.TLS_CERTIFICATE, fingerprint(chain.getFirst()), issuer),
                        null);
            case ClientCertificates.Verdict.Refused(ClientCertificates.Reason reason, String what) ->
                new Verdict.Failed(
                        reason == ClientCertificates.Reason.OWNER ? FORBIDDEN : UNAUTHORIZED,
                        SecurityEvent.CLIENT_CERTIFICATE,
                        reason + ": " + what);
        };
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that came by TLS has a fingerprint", e);
        }
    }

    private static Verdict noKey(BasicAuthorization basic) {
        String why = switch (basic) {
            case BasicAuthorization.Presented _ -> "the password is not its AuthorizationKey";
            case BasicAuthorization.Unusable(String what) -> what;
        };
        return new Verdict.Failed(UNAUTHORIZED, SecurityEvent.AUTHENTICATION, why);
    }

    private static Verdict mismatch(Access access, String by) {
        return new Verdict.Failed(
                UNAUTHORIZED,
                SecurityEvent.PROFILE_MISMATCH,
                "it has security profile " + access.profile().number() + ", and came by " + by);
    }
}
