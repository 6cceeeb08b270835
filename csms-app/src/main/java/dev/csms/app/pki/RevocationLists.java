package dev.csms.app.pki;

import dev.csms.app.CsmsSettings.WrongSettingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What manufacturers and authorities of others have taken back (RFC 5280 §5), as files that somebody keeps up to date:
 * no URL in a certificate is ever opened. A list counts for the certificates of whoever has signed it. One that is out of
 * date is better than none; one that cannot be read any more leaves in force what was read before.
 */
public final class RevocationLists {

    private static final Logger log = LoggerFactory.getLogger(RevocationLists.class);

    private final List<Path> files;
    private final InstantSource clock;
    private final Map<Path, Read> read = new ConcurrentHashMap<>();

    /** Files that there was something to say about, so that it is said once. */
    private final Set<Path> outOfDate = ConcurrentHashMap.newKeySet();

    /** @param content that the lists were in, to tell whether there is something new */
    private record Read(byte[] content, List<SignedList> lists) {}

    /** A list, and the keys that are known to have signed it or not. */
    private record SignedList(X509CRL list, Map<PublicKey, Boolean> signers) {

        boolean isSignedBy(X509Certificate authority) {
            return authority.getSubjectX500Principal().equals(list.getIssuerX500Principal())
                    && signers.computeIfAbsent(authority.getPublicKey(), this::verifies);
        }

        private boolean verifies(PublicKey key) {
            try {
                list.verify(key);
                return true;
            } catch (GeneralSecurityException e) {
                return false;
            }
        }
    }

    /**
     * @param files each with one list in DER, or any number in PEM
     * @throws WrongSettingException if one of them cannot be read
     */
    RevocationLists(List<Path> files, InstantSource clock) {
        this.files = List.copyOf(files);
        this.clock = clock;
        for (Path file : this.files) {
            try {
                read(file);
            } catch (IOException | GeneralSecurityException e) {
                throw new WrongSettingException("csms.ocpp.tls.revocation-lists names " + file
                        + ", which is no certificate revocation list that can be read: " + e);
            }
        }
    }

    /** Reads again what has changed. */
    void look() {
        for (Path file : files) {
            try {
                read(file);
            } catch (IOException | GeneralSecurityException e) {
                log.warn(
                        "The revocation list {} stays as it was, since it cannot be read any more: {}",
                        file,
                        e.toString());
            }
        }
    }

    private void read(Path file) throws IOException, GeneralSecurityException {
        byte[] content = Files.readAllBytes(file);
        Read before = read.get(file);
        if (before == null || !Arrays.equals(before.content(), content)) {
            List<SignedList> lists =
                    CertificateFactory.getInstance("X.509").generateCRLs(new ByteArrayInputStream(content)).stream()
                            .map(list -> new SignedList((X509CRL) list, new ConcurrentHashMap<>()))
                            .toList();
            if (lists.isEmpty()) {
                throw new CRLException("there is none in it");
            }
            read.put(file, new Read(content, lists));
            outOfDate.remove(file);
        }
        warnOfOutOfDate(file);
    }

    private void warnOfOutOfDate(Path file) {
        read.get(file).lists().stream()
                .map(SignedList::list)
                .filter(list -> list.getNextUpdate() != null
                        && list.getNextUpdate().toInstant().isBefore(clock.instant()))
                .findAny()
                .filter(_ -> outOfDate.add(file))
                .ifPresent(list -> log.warn(
                        "The revocation list {} of {} should have been replaced by {}; it is held to for now",
                        file,
                        list.getIssuerX500Principal(),
                        list.getNextUpdate().toInstant()));
    }

    /** @param authorities among whom is the one that has issued the certificate; asked for only if a list names it */
    public boolean contain(X509Certificate certificate, Supplier<? extends Collection<X509Certificate>> authorities) {
        return read.values().stream()
                .flatMap(it -> it.lists().stream())
                .filter(it -> it.list().getRevokedCertificate(certificate) != null)
                .anyMatch(it -> authorities.get().stream()
                        .anyMatch(authority -> hasIssued(authority, certificate) && it.isSignedBy(authority)));
    }

    private static boolean hasIssued(X509Certificate authority, X509Certificate certificate) {
        if (!authority.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
