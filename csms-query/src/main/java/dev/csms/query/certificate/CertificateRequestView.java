package dev.csms.query.certificate;

import dev.csms.domain.certificate.CertificateRequest;
import dev.csms.domain.certificate.SigningRefusal;
import dev.csms.domain.certificate.SigningState;
import dev.csms.query.graphql.GlobalId;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A charge point's request for a certificate as it is shown, and as its row is.
 *
 * @param chargePointId key of its charge point in all tables
 * @param position      of its event in the log
 * @param csr           PKCS#10 in PEM; absent where it was refused
 * @param problem       a sentence, where it was refused, or no certificate was made when one was last asked for
 * @param retryAt       when the certificate authority is asked again, or is since; absent if it is not
 * @param failedAt      when it last made none; absent once it has made one
 * @param fingerprint   of the certificate that was made
 */
public record CertificateRequestView(
        String requestId,
        String chargePointId,
        long position,
        SigningState state,
        @Nullable String subject,
        @Nullable String keyAlgorithm,
        @Nullable Integer keySizeBits,
        @Nullable String csr,
        @Nullable SigningRefusal refusal,
        @Nullable String problem,
        @Nullable Instant retryAt,
        @Nullable Instant failedAt,
        @Nullable String fingerprint,
        Instant requestedAt,
        Instant changedAt) {

    static final String TYPE = "CertificateRequest";

    public String id() {
        return GlobalId.of(TYPE, requestId);
    }

    static CertificateRequestView taken(
            String requestId, String chargePointId, long position, CertificateRequest request, Instant at) {
        return new CertificateRequestView(
                requestId,
                chargePointId,
                position,
                SigningState.REQUESTED,
                request.subject(),
                request.keyAlgorithm(),
                request.keySizeBits(),
                request.csr(),
                null,
                null,
                null,
                null,
                null,
                at,
                at);
    }

    static CertificateRequestView refused(
            String requestId, String chargePointId, long position, SigningRefusal refusal, String remark, Instant at) {
        return new CertificateRequestView(
                requestId,
                chargePointId,
                position,
                SigningState.REFUSED,
                null,
                null,
                null,
                null,
                refusal,
                remark,
                null,
                null,
                null,
                at,
                at);
    }

    /** The certificate authority is being asked. */
    CertificateRequestView signing(Instant at) {
        return with(SigningState.SIGNING, problem, retryAt, failedAt, null, at);
    }

    CertificateRequestView failed(String newProblem, @Nullable Instant again, Instant at) {
        return with(SigningState.FAILED, newProblem, again, at, null, at);
    }

    CertificateRequestView retried(Instant at) {
        return with(SigningState.REQUESTED, problem, at, failedAt, null, at);
    }

    CertificateRequestView signed(String certificate, Instant at) {
        return with(SigningState.SIGNED, null, null, null, certificate, at);
    }

    private CertificateRequestView with(
            SigningState other,
            @Nullable String newProblem,
            @Nullable Instant again,
            @Nullable Instant failed,
            @Nullable String certificate,
            Instant at) {
        return new CertificateRequestView(
                requestId,
                chargePointId,
                position,
                other,
                subject,
                keyAlgorithm,
                keySizeBits,
                csr,
                refusal,
                newProblem,
                again,
                failed,
                certificate,
                requestedAt,
                at);
    }

    static CertificateRequestView read(Row row) throws SQLException {
        return new CertificateRequestView(
                row.text("request_id"),
                row.text("charge_point_id"),
                row.bigint("position"),
                row.constant("state", SigningState.class),
                row.nullableText("subject"),
                row.nullableText("key_algorithm"),
                row.nullableInteger("key_size_bits"),
                row.nullableText("csr"),
                row.nullableConstant("refusal", SigningRefusal.class),
                row.nullableText("problem"),
                row.nullableInstant("retry_at"),
                row.nullableInstant("failed_at"),
                row.nullableText("fingerprint"),
                row.instant("requested_at"),
                row.instant("changed_at"));
    }
}
