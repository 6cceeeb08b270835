package dev.csms.app.pki;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** What the built-in authority has taken back, as this node knows it. While the database is away, what it knew last. */
public final class RevokedCertificates {

    private static final Logger log = LoggerFactory.getLogger(RevokedCertificates.class);

    private static final Duration KNOWN_FOR = Duration.ofSeconds(30);

    private final BuiltInAuthority authority;
    private final Map<KeyKind, Set<String>> last = new ConcurrentHashMap<>();
    private final LoadingCache<KeyKind, Set<String>> revoked =
            Caffeine.newBuilder().expireAfterWrite(KNOWN_FOR).build(this::load);

    RevokedCertificates(BuiltInAuthority authority) {
        this.authority = authority;
    }

    private Set<String> load(KeyKind kind) {
        try {
            Set<String> now = authority.revokedSerialNumbers(kind);
            last.put(kind, now);
            return now;
        } catch (DataAccessException e) {
            log.warn("Which certificates are revoked could not be read: {}", e.getMessage());
            return last.getOrDefault(kind, Set.of());
        }
    }

    /** There is one more. */
    public void readAgain() {
        revoked.invalidateAll();
    }

    public boolean contains(X509Certificate certificate) {
        for (KeyKind kind : KeyKind.values()) {
            if (authority.issuing(kind).getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
                return revoked.get(kind).contains(certificate.getSerialNumber().toString(16));
            }
        }
        return false;
    }
}
