package dev.csms.app.pki;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.csms.domain.certificate.Pem;
import java.security.cert.CRLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
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

    private static final Duration REVOCATIONS_KEPT = Duration.ofSeconds(30);
    private static final MediaType PEM = MediaType.parseMediaType("application/x-pem-file");
    private static final MediaType CRL = MediaType.parseMediaType("application/pkix-crl");

    private final BuiltInAuthority authority;
    private final LoadingCache<KeyKind, byte[]> revocations;

    PkiEndpoints(BuiltInAuthority authority) {
        this.authority = authority;
        this.revocations =
                Caffeine.newBuilder().expireAfterWrite(REVOCATIONS_KEPT).build(kind -> encoded(authority, kind));
    }

    private static byte[] encoded(BuiltInAuthority authority, KeyKind kind) throws CRLException {
        return authority.revocations(kind).getEncoded();
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

    @GetMapping("/pki/crl/{kind}.crl")
    ResponseEntity<byte[]> revocations(@PathVariable String kind) {
        return kind(kind)
                .map(known -> file(CRL, "csms-" + known.label() + ".crl", revocations.get(known)))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private static Optional<KeyKind> kind(String label) {
        return Stream.of(KeyKind.values())
                .filter(kind -> kind.label().equals(label.toLowerCase(Locale.ROOT)))
                .findAny();
    }

    private static <T> ResponseEntity<T> file(MediaType type, String name, T content) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(content);
    }
}
