package dev.csms.domain.certificate;

import java.util.Base64;
import java.util.List;

/** Requests for certificates in plain words, {@code O;CN;key}, that prove nothing: for the domain alone. */
public final class PlainRequests implements SigningRequests {

    static String csr(String organization, String commonName, byte[] publicKey) {
        return organization + ";" + commonName + ";" + Base64.getEncoder().encodeToString(publicKey);
    }

    @Override
    public Verdict judge(CertificateAuthority.Order order) {
        List<String> parts = List.of(order.signingRequest().split(";"));
        SubjectRule rule = order.subject();
        if (parts.size() != 3) {
            return new Verdict.Bad(RequestFault.UNREADABLE, "not in plain words");
        }
        if (rule.organization() != null && !rule.organization().equals(parts.getFirst())) {
            return new Verdict.Bad(RequestFault.WRONG_ORGANIZATION, "its O is " + parts.getFirst());
        }
        if (!rule.commonNames().contains(parts.get(1))) {
            return new Verdict.Bad(RequestFault.WRONG_COMMON_NAME, "its CN is " + parts.get(1));
        }
        return new Verdict.Good(
                "CN=" + parts.get(1) + ",O=" + parts.getFirst(),
                "EC",
                256,
                Base64.getDecoder().decode(parts.getLast()));
    }
}
