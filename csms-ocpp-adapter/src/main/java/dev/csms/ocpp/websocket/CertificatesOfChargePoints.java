package dev.csms.ocpp.websocket;

import dev.csms.domain.credential.Authentication.CertificateIssuer;
import dev.csms.ocpp.tls.CertificateCheck;
import dev.csms.ocpp.tls.CertificateFault;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/**
 * Good certificates, in the hands of those whose they are: O has the operator's name in it, CN is the serial number
 * (security whitepaper A00.FR.404, 405). A manufacturer does not know the operator, so of his certificates only the CN is
 * looked at.
 */
public final class CertificatesOfChargePoints implements ClientCertificates {

    private final CertificateCheck check;
    private final CertificateOwners owners;
    private final boolean anywhereInName;

    /** @param anywhereInName whether it is enough that CN has the serial number in it, as the whitepaper's words are */
    public CertificatesOfChargePoints(CertificateCheck check, CertificateOwners owners, boolean anywhereInName) {
        this.check = check;
        this.owners = owners;
        this.anywhereInName = anywhereInName;
    }

    @Override
    public Verdict judge(List<X509Certificate> chain, Owner owner) {
        return switch (check.judge(chain)) {
            case CertificateCheck.Finding.Good(CertificateIssuer issuer) -> judge(chain.getFirst(), issuer, owner);
            case CertificateCheck.Finding.Bad(CertificateFault fault) ->
                new Verdict.Refused(reason(fault.kind()), "the certificate is not accepted: " + fault.explanation());
        };
    }

    private Verdict judge(X509Certificate own, CertificateIssuer issuer, Owner owner) {
        if (issuer == CertificateIssuer.OPERATOR && !isOperators(own, owner)) {
            return notHis("the certificate's O does not name the operator of the charge point");
        }
        if (!isFor(own, owner)) {
            return notHis("the certificate's CN is not the serial number of the charge point");
        }
        // last, so that nobody becomes the owner of what is no good to him
        return owners.owner(fingerprint(own), owner.chargePointId()).equals(owner.chargePointId())
                ? new Verdict.Accepted(issuer)
                : notHis("the certificate is that of another charge point");
    }

    private static Verdict notHis(String what) {
        return new Verdict.Refused(Reason.OWNER, what);
    }

    private static Reason reason(CertificateFault.Kind kind) {
        return switch (kind) {
            case TRUST -> Reason.TRUST;
            case VALIDITY -> Reason.VALIDITY;
            case REVOKED -> Reason.REVOKED;
            case QUALITY -> Reason.QUALITY;
        };
    }

    /** What was given to the charge point, or has let it in, goes on doing so when it only tells another name. */
    private boolean isOperators(X509Certificate certificate, Owner owner) {
        return owner.cpoName() == null
                ? names(certificate, owner.toldCpoName())
                        || owners.owner(fingerprint(certificate))
                                .filter(owner.chargePointId()::equals)
                                .isPresent()
                : names(certificate, owner.cpoName());
    }

    private static boolean names(X509Certificate certificate, @Nullable String cpoName) {
        return cpoName == null
                || cpoName.isBlank()
                || namesOf(certificate, "O").stream().anyMatch(name -> name.contains(cpoName.strip()));
    }

    private boolean isFor(X509Certificate certificate, Owner owner) {
        List<String> names = namesOf(certificate, "CN");
        if (names.size() != 1) {
            return false;
        }
        List<String> serialNumbers = owner.serialNumbers().isEmpty()
                ? List.of(owner.chargePointId().value()) // nothing else is known of it yet
                : owner.serialNumbers();
        String name = names.getFirst();
        return serialNumbers.stream()
                .filter(serialNumber -> !serialNumber.isBlank())
                .anyMatch(serialNumber -> anywhereInName ? name.contains(serialNumber) : name.equals(serialNumber));
    }

    private static List<String> namesOf(X509Certificate certificate, String type) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase(type) && rdn.size() == 1)
                            .map(Rdn::getValue)
                            .filter(String.class::isInstance)
                            .map(String.class::cast)
                            .toList();
        } catch (InvalidNameException e) {
            return List.of();
        }
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read has a fingerprint", e);
        }
    }
}
