package dev.csms.domain.certificate;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signs certificates of charge points. It may be a program of somebody else: it may be slow, it may be away, and it may
 * say no to what {@link SigningRequests} finds good.
 *
 * <p>All methods block, and none of them may be called while somebody waits for an answer of ours.
 */
public interface CertificateAuthority {

    /**
     * Signs what a charge point asks for. Asking twice gives two certificates.
     *
     * @param order as it has been checked by {@link SigningRequests}; an authority may check again
     */
    Issuance issue(Order order);

    /**
     * Takes back a certificate, from now on. It may be asked to twice, when its answer was lost.
     *
     * @param serialNumber hexadecimal, without leading zeros
     * @return false if it has issued no such certificate
     */
    boolean revoke(String serialNumber, RevocationReason reason);

    /** What charge points and we have to trust so that its certificates are good: self-signed, PEM, one each. */
    List<String> rootCertificates();

    /**
     * What is between those roots and certificates of charge points, PEM, one each: for charge points, and proxies in
     * front of us, that show a certificate without those above it.
     */
    default List<String> intermediateCertificates() {
        return List.of();
    }

    /**
     * What is to be signed.
     *
     * @param signingRequest PKCS#10 as PEM
     * @param subject        what the certificate may say about its owner; nothing else gets into it
     * @param validity       from now on; the authority may give less. Null for what it usually gives
     */
    record Order(
            String signingRequest,
            SubjectRule subject,
            @Nullable Duration validity) {}

    /** What has become of an order. */
    sealed interface Issuance {

        record Issued(CertificateChain chain) implements Issuance {}

        /** It will not sign this, however often it is asked. */
        record Refused(RequestFault fault, String explanation) implements Issuance {}

        /** It could not sign now. It may later. */
        record Failed(String explanation) implements Issuance {}
    }

    /** Why a certificate is taken back (RFC 5280 §5.3.1). */
    enum RevocationReason {
        UNSPECIFIED,
        KEY_COMPROMISE,
        AFFILIATION_CHANGED,
        SUPERSEDED,
        CESSATION_OF_OPERATION
    }
}
