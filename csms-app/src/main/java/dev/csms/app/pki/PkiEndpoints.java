package dev.csms.app.pki;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.csms.domain.certificate.Pem;
import java.security.cert.CRLException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * What everybody may know of the built-in authority, and whoever sets up a charge point has to: the roots to trust, and
 * what has been revoked (RFC 5280). It is signed, so plain HTTP is good enough.
 */
@RestController
final class PkiEndpoints {

    /** How long a list is given out again, and may be kept by whoever has it. */
    private static final Duration REVOCATIONS_KEPT = Duration.ofSeconds(30);

    private static final Duration REVOCATIONS_OF_ROOT_KEPT = Duration.ofHours(12);
    private static final Duration CERTIFICATES_KEPT = Duration.ofHours(1);

    private static final MediaType PEM = MediaType.parseMediaType("application/x-pem-file");
    private static final MediaType CERTIFICATE = MediaType.parseMediaType("application/pkix-cert"); // RFC 2585
    private static final MediaType CRL = MediaType.parseMediaType("application/pkix-crl");

    private final BuiltInAuthority authority;
    private final LoadingCache<KeyKind, X509CRL> revocations;
    private final LoadingCache<KeyKind, X509CRL> revocationsOfRoot;

    PkiEndpoints(BuiltInAuthority authority) {
        this.authority = authority;
        this.revocations =
                Caffeine.newBuilder().expireAfterWrite(REVOCATIONS_KEPT).build(authority::revocations);
        this.revocationsOfRoot =
                Caffeine.newBuilder().expireAfterWrite(REVOCATIONS_OF_ROOT_KEPT).build(authority::revocationsOfRoot);
    }

    /** All roots in one file, as programs take them. */
    @GetMapping("/pki/root.pem")
    ResponseEntity<String> roots() {
        return file(PEM, "csms-root.pem", String.join("", authority.rootCertificates()));
    }

    /** One of them, as chargers do. */
    @GetMapping("/pki/root-{kind}.pem")
    ResponseEntity<String> root(@PathVariable String kind) {
        return kind(kind)
                .map(known -> file(PEM, "csms-root-" + known.label() + ".pem", Pem.of(authority.root(known))))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    /** The same as certificates name what is above them (RFC 5280 §4.2.2.1). */
    @GetMapping("/pki/{which:root|issuing}-{kind}.cer")
    ResponseEntity<byte[]> certificate(@PathVariable String which, @PathVariable String kind)
            throws CertificateEncodingException {
        KeyKind known = kind(kind).orElse(null);
        if (known == null) {
            return ResponseEntity.notFound().build();
        }
        X509Certificate certificate = which.equals("root") ? authority.root(known) : authority.issuing(known);
        return file(
                CERTIFICATE,
                "csms-" + which + "-" + known.label() + ".cer",
                CacheControl.maxAge(CERTIFICATES_KEPT).cachePublic(),
                certificate.getNotBefore(),
                certificate.getEncoded());
    }

    /** What the issuing authority has taken back. */
    @GetMapping("/pki/crl/{kind}.crl")
    ResponseEntity<byte[]> revocations(@PathVariable String kind) throws CRLException {
        KeyKind known = kind(kind).orElse(null);
        return known == null
                ? ResponseEntity.notFound().build()
                : list("csms-" + known.label() + ".crl", revocations.get(known));
    }

    /** What the root has. */
    @GetMapping("/pki/crl/root-{kind}.crl")
    ResponseEntity<byte[]> revocationsOfRoot(@PathVariable String kind) throws CRLException {
        KeyKind known = kind(kind).orElse(null);
        return known == null
                ? ResponseEntity.notFound().build()
                : list("csms-root-" + known.label() + ".crl", revocationsOfRoot.get(known));
    }

    private static ResponseEntity<byte[]> list(String name, X509CRL list) throws CRLException {
        return file(
                CRL,
                name,
                CacheControl.maxAge(REVOCATIONS_KEPT).cachePublic(),
                list.getThisUpdate(),
                list.getEncoded());
    }

    private static Optional<KeyKind> kind(String label) {
        return Stream.of(KeyKind.values())
                .filter(kind -> kind.label().equals(label.toLowerCase(Locale.ROOT)))
                .findAny();
    }

    private static ResponseEntity<String> file(MediaType type, String name, String content) {
        return file(type, name, CacheControl.maxAge(CERTIFICATES_KEPT).cachePublic(), null, content);
    }

    /** @param lastModified null if that is not known */
    private static <T> ResponseEntity<T> file(
            MediaType type, String name, CacheControl kept, @Nullable Date lastModified, T content) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.ok().contentType(type).cacheControl(kept);
        if (lastModified != null) {
            answer.lastModified(lastModified.toInstant());
        }
        return answer.header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(content);
    }
}
