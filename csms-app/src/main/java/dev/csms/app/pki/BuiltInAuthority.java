package dev.csms.app.pki;

import dev.csms.app.CsmsSettings;
import dev.csms.app.pki.AuthorityStore.Authority;
import dev.csms.app.pki.Pkcs10Requests.BadRequestException;
import dev.csms.app.pki.Pkcs10Requests.Request;
import dev.csms.domain.certificate.CertificateAuthority;
import dev.csms.domain.certificate.CertificateChain;
import dev.csms.domain.certificate.Pem;
import java.net.InetAddress;
import java.security.KeyPair;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Our own authority. It signs a key with one of its kind, RSA with RSA and an elliptic curve with one. */
public final class BuiltInAuthority implements CertificateAuthority {

    private static final Logger log = LoggerFactory.getLogger(BuiltInAuthority.class);

    /** How long a revocation list is good for whoever has it. */
    private static final Duration NEXT_REVOCATIONS = Duration.ofDays(7);

    private static final Duration NEXT_REVOCATIONS_OF_ROOT = Duration.ofDays(30);

    private final AuthorityStore store;
    private final Pkcs10Requests requests;
    private final InstantSource clock;
    private final CsmsSettings.Pki settings;
    private final Map<KeyKind, Authority> authorities = new EnumMap<>(KeyKind.class);

    BuiltInAuthority(AuthorityStore store, Pkcs10Requests requests, InstantSource clock, CsmsSettings.Pki settings) {
        this.store = store;
        this.requests = requests;
        this.clock = clock;
        this.settings = settings;
        for (KeyKind kind : KeyKind.values()) {
            authorities.put(kind, store.open(kind));
        }
    }

    @Override
    public Issuance issue(Order order) {
        try {
            Request request = requests.read(order);
            Duration validity = order.validity() == null ? settings.chargePointCertificateValidity() : order.validity();
            Instant now = clock.instant();
            Authority authority = authority(KeyKind.of(request.publicKey()));
            X509Certificate leaf = authority
                    .issuing()
                    .client(request.organization(), request.commonName(), request.publicKey(), now, now.plus(validity));
            store.issued(authority.kind(), leaf);
            return new Issuance.Issued(
                    new CertificateChain(List.of(leaf, authority.issuing().certificate())));
        } catch (BadRequestException e) {
            return new Issuance.Refused(e.fault(), e.explanation());
        } catch (DataAccessException e) {
            log.warn("A certificate could not be issued: {}", e.getMessage());
            return new Issuance.Failed("the database is away");
        }
    }

    @Override
    public boolean revoke(String serialNumber, RevocationReason reason) {
        return store.revoke(serialNumber, reason);
    }

    @Override
    public List<String> rootCertificates() {
        return authorities.values().stream()
                .map(authority -> Pem.of(authority.root()))
                .toList();
    }

    @Override
    public List<String> intermediateCertificates() {
        return authorities.values().stream()
                .map(authority -> Pem.of(authority.issuing().certificate()))
                .toList();
    }

    X509Certificate root(KeyKind kind) {
        return authority(kind).root();
    }

    X509Certificate issuing(KeyKind kind) {
        return authority(kind).issuing().certificate();
    }

    /** Signed at each call. */
    X509CRL revocations(KeyKind kind) {
        Instant now = clock.instant();
        return authority(kind).issuing().revocations(store.revoked(kind), now, now.plus(NEXT_REVOCATIONS));
    }

    /** What the root has taken back of the authority under it, which is nothing. Signed at each call. */
    X509CRL revocationsOfRoot(KeyKind kind) {
        Instant now = clock.instant();
        return store.openRoot(kind).revocations(List.of(), now, now.plus(NEXT_REVOCATIONS_OF_ROOT));
    }

    Set<String> revokedSerialNumbers(KeyKind kind) {
        return store.revoked(kind).stream().map(Issuer.Revoked::serialNumber).collect(Collectors.toSet());
    }

    /** A certificate for this server, with its chain. It is in no table: nobody has to know it later. */
    CertificateChain server(
            KeyKind kind, KeyPair key, List<String> names, List<InetAddress> addresses, Duration validity) {
        Instant now = clock.instant();
        Issuer issuing = authority(kind).issuing();
        return new CertificateChain(List.of(
                issuing.server(settings.organization(), names, addresses, key.getPublic(), now, now.plus(validity)),
                issuing.certificate()));
    }

    private Authority authority(KeyKind kind) {
        Authority authority = authorities.get(kind);
        if (authority == null) {
            throw new IllegalStateException("no authority for " + kind);
        }
        return authority;
    }
}
