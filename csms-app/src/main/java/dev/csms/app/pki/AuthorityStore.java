package dev.csms.app.pki;

import static java.time.ZoneOffset.UTC;

import dev.csms.app.CsmsSettings;
import dev.csms.app.CsmsSettings.Pki.RsaSignature;
import dev.csms.domain.certificate.CertificateAuthority.RevocationReason;
import dev.csms.domain.secret.Secret;
import dev.csms.domain.secret.Vault;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the nodes of an installation share of the authority: its certificates and what it has signed in tables, its
 * private keys in the vault.
 */
final class AuthorityStore {

    private static final String PURPOSE = "certificate-authority";

    private final JdbcClient db;
    private final Vault vault;
    private final InstantSource clock;
    private final CsmsSettings.Pki settings;
    private final PublicPlaces places;

    AuthorityStore(JdbcClient db, Vault vault, InstantSource clock, CsmsSettings.Pki settings, PublicPlaces places) {
        this.db = db;
        this.vault = vault;
        this.clock = clock;
        this.settings = settings;
        this.places = places;
    }

    /** A root with the authority under it. */
    record Authority(KeyKind kind, X509Certificate root, Issuer issuing) {}

    private record Row(byte[] rootCertificate, String rootKey, byte[] issuingCertificate, String issuingKey) {}

    /** Of two nodes that start for the first time at once, one makes it. */
    Authority open(KeyKind kind) {
        Row row = find(kind).orElseGet(() -> {
            create(kind);
            return find(kind).orElseThrow(() -> new IllegalStateException("an authority has vanished"));
        });
        X509Certificate root = certificate(row.rootCertificate());
        X509Certificate issuing = certificate(row.issuingCertificate());
        if (!isSignedAsSet(kind, issuing)) {
            issuing = signAgain(kind, root, row, issuing);
        }
        return new Authority(kind, root, issuer(kind, issuing, key(kind, row.issuingKey())));
    }

    /** For one signature: nobody keeps the key of a root in memory. */
    Issuer openRoot(KeyKind kind) {
        Row row = find(kind).orElseThrow(() -> new IllegalStateException("an authority has vanished"));
        return issuer(kind, certificate(row.rootCertificate()), key(kind, row.rootKey()));
    }

    private Issuer issuer(KeyKind kind, X509Certificate certificate, PrivateKey key) {
        return new Issuer(kind, settings.rsaSignature(), places, certificate, key);
    }

    private Optional<Row> find(KeyKind kind) {
        return db.sql("""
            select root_certificate, root_key, issuing_certificate, issuing_key
            from certificate_authority
            where name = :name
            """).param("name", kind.label()).query(Row.class).optional();
    }

    private void create(KeyKind kind) {
        Instant now = clock.instant();
        CompletableFuture<KeyPair> another = CompletableFuture.supplyAsync(kind::newAuthorityKey); // they take a second
        KeyPair rootKey = kind.newAuthorityKey();
        KeyPair issuingKey = another.join();
        X509Certificate root = Issuer.root(kind, settings.rsaSignature(), settings.organization(), rootKey, now);
        X509Certificate issuing =
                issuer(kind, root, rootKey.getPrivate()).issuing(settings.organization(), issuingKey.getPublic(), now);
        String rootReference = keep(rootKey.getPrivate());
        String issuingReference = keep(issuingKey.getPrivate());
        int made = db.sql("""
            insert into certificate_authority
                (name, root_certificate, root_key, issuing_certificate, issuing_key)
            values (:name, :root, :rootKey, :issuing, :issuingKey)
            on conflict (name) do nothing
            """)
                .param("name", kind.label())
                .param("root", der(root))
                .param("rootKey", rootReference)
                .param("issuing", der(issuing))
                .param("issuingKey", issuingReference)
                .update();
        if (made == 0) { // another node was faster
            vault.forget(rootReference);
            vault.forget(issuingReference);
        }
    }

    private boolean isSignedAsSet(KeyKind kind, X509Certificate issuing) {
        return places.areIn(issuing, kind) && isSignedByMeansThatAreSet(kind, issuing);
    }

    private boolean isSignedByMeansThatAreSet(KeyKind kind, X509Certificate issuing) {
        return kind == KeyKind.EC
                || settings.rsaSignature()
                        == RsaSignature.PSS
                        == issuing.getSigAlgName().equals("RSASSA-PSS");
    }

    /** A setting has changed: whoever cannot check the one kind of signature could not check this one either. */
    private X509Certificate signAgain(KeyKind kind, X509Certificate root, Row row, X509Certificate issuing) {
        X509Certificate again = issuer(kind, root, key(kind, row.rootKey()))
                .issuing(settings.organization(), issuing.getPublicKey(), clock.instant());
        db.sql("update certificate_authority set issuing_certificate = :issuing where name = :name")
                .param("name", kind.label())
                .param("issuing", der(again))
                .update();
        return again;
    }

    void issued(KeyKind kind, X509Certificate certificate) {
        db.sql("""
            insert into issued_certificate (serial_number, authority, subject, certificate, issued_at, expires_at)
            values (:serialNumber, :authority, :subject, :certificate, :issuedAt, :expiresAt)
            """)
                .param("serialNumber", certificate.getSerialNumber().toString(16))
                .param("authority", kind.label())
                .param("subject", certificate.getSubjectX500Principal().getName())
                .param("certificate", der(certificate))
                .param("issuedAt", clock.instant().atOffset(UTC))
                .param("expiresAt", certificate.getNotAfter().toInstant().atOffset(UTC))
                .update();
    }

    /** The first time counts. False if there is no such certificate. */
    boolean revoke(String serialNumber, RevocationReason reason) {
        return db.sql("""
            update issued_certificate
            set revoked_at = coalesce(revoked_at, :now),
                revocation_reason = coalesce(revocation_reason, :reason)
            where serial_number = :serialNumber
            """)
                        .param("serialNumber", serialNumber)
                        .param("now", clock.instant().atOffset(UTC))
                        .param("reason", reason.name())
                        .update()
                > 0;
    }

    /** Of those that would still be good otherwise. */
    List<Issuer.Revoked> revoked(KeyKind kind) {
        return db.sql("""
            select serial_number, revoked_at, revocation_reason
            from issued_certificate
            where authority = :authority and revoked_at is not null and expires_at > :now
            order by serial_number
            """)
                .param("authority", kind.label())
                .param("now", clock.instant().atOffset(UTC))
                .query((row, _) -> new Issuer.Revoked(
                        row.getString(1),
                        row.getTimestamp(2).toInstant(),
                        code(RevocationReason.valueOf(row.getString(3)))))
                .list();
    }

    private static int code(RevocationReason reason) {
        return switch (reason) {
            case UNSPECIFIED -> 0;
            case KEY_COMPROMISE -> 1;
            case AFFILIATION_CHANGED -> 3;
            case SUPERSEDED -> 4;
            case CESSATION_OF_OPERATION -> 5;
        };
    }

    private String keep(PrivateKey key) {
        return vault.keep(PURPOSE, Secret.of(key.getEncoded()));
    }

    private PrivateKey key(KeyKind kind, String reference) {
        Secret secret = vault.read(reference)
                .orElseThrow(() -> new IllegalStateException(
                        "the private key of the " + kind + " certificate authority is not in the vault any more"));
        try {
            return kind.privateKey(secret.bytes());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the private key of the " + kind + " certificate authority is none", e);
        }
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate of the certificate authority is none", e);
        }
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate without an encoding", e);
        }
    }
}
