package dev.csms.query.certificate;

import dev.csms.domain.certificate.CertificateAuthority.RevocationReason;
import dev.csms.domain.certificate.CertificateDetails;
import dev.csms.domain.certificate.CertificateState;
import dev.csms.domain.certificate.DeliveryProblem;
import dev.csms.query.graphql.GlobalId;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A certificate as it is shown, and as its row is.
 *
 * @param position       of the event in the log by which it came to be known
 * @param requestId      of the request that it was made for; absent for a root
 * @param operationId    by which the charge point was last sent it
 * @param remark         what is known of a failed delivery
 * @param renewalAskedAt when the charge point was last asked to get another one
 * @param notice         to its certificate authority, as long as that has not heard that it is revoked
 */
public record CertificateView(
        Id key,
        long position,
        CertificateState state,
        CertificateDetails details,
        @Nullable String requestId,
        @Nullable String operationId,
        @Nullable DeliveryProblem deliveryProblem,
        @Nullable String remark,
        @Nullable RevocationReason revocationReason,
        @Nullable Instant usedAt,
        @Nullable Instant renewalAskedAt,
        @Nullable Notice notice,
        Instant changedAt) {

    static final String TYPE = "Certificate";

    /** @param chargePointId key of its charge point in all tables */
    public record Id(String chargePointId, CertificateKind kind, String fingerprint) {}

    /**
     * That the certificate authority is to be told of the revocation.
     *
     * @param problem why it has not heard it when it was last told
     * @param retryAt when it is told again; absent if it is not
     */
    record Notice(
            Instant wantedAt,
            @Nullable String problem,
            @Nullable Instant retryAt) {}

    static CertificateView known(
            Id key,
            long position,
            CertificateState state,
            CertificateDetails details,
            @Nullable String requestId,
            @Nullable String operationId,
            Instant at) {
        return new CertificateView(
                key, position, state, details, requestId, operationId, null, null, null, null, null, null, at);
    }

    public String id() {
        return GlobalId.of(TYPE, key.fingerprint() + "@" + key.kind() + "@" + key.chargePointId());
    }

    public String chargePointId() {
        return key.chargePointId();
    }

    public CertificateKind kind() {
        return key.kind();
    }

    public String fingerprint() {
        return key.fingerprint();
    }

    public String serialNumber() {
        return details.serialNumber();
    }

    public String subject() {
        return details.subject();
    }

    public String issuer() {
        return details.issuer();
    }

    public Instant notBefore() {
        return details.notBefore();
    }

    public Instant notAfter() {
        return details.notAfter();
    }

    public String keyAlgorithm() {
        return details.keyAlgorithm();
    }

    public int keySizeBits() {
        return details.keySizeBits();
    }

    public String pem() {
        return details.pem();
    }

    /** Since when its certificate authority is to be told that it is revoked. */
    public @Nullable Instant untoldSince() {
        return notice == null ? null : notice.wantedAt();
    }

    public @Nullable String untoldProblem() {
        return notice == null ? null : notice.problem();
    }

    public @Nullable Instant untoldRetryAt() {
        return notice == null ? null : notice.retryAt();
    }

    CertificateView in(CertificateState other, Instant at) {
        return with(other, operationId, null, null, at);
    }

    CertificateView sentBy(String operation, Instant at) {
        return with(CertificateState.ISSUED, operation, null, null, at);
    }

    CertificateView notDelivered(DeliveryProblem problem, @Nullable String news, Instant at) {
        return with(CertificateState.NOT_DELIVERED, operationId, problem, news, at);
    }

    private CertificateView with(
            CertificateState newState,
            @Nullable String newOperationId,
            @Nullable DeliveryProblem newProblem,
            @Nullable String newRemark,
            Instant at) {
        return new CertificateView(
                key,
                position,
                newState,
                details,
                requestId,
                newOperationId,
                newProblem,
                newRemark,
                revocationReason,
                usedAt,
                renewalAskedAt,
                notice,
                at);
    }

    CertificateView usedAt(Instant at) {
        return new CertificateView(
                key,
                position,
                CertificateState.IN_USE,
                details,
                requestId,
                operationId,
                null,
                null,
                revocationReason,
                at,
                renewalAskedAt,
                notice,
                at);
    }

    CertificateView revoked(RevocationReason reason, Instant at) {
        return new CertificateView(
                key,
                position,
                CertificateState.REVOKED,
                details,
                requestId,
                operationId,
                deliveryProblem,
                remark,
                reason,
                usedAt,
                renewalAskedAt,
                notice,
                at);
    }

    CertificateView renewalAsked(Instant at) {
        return with(at, notice, at);
    }

    CertificateView noticeWanted(Instant retryAt, Instant at) {
        return with(
                renewalAskedAt,
                notice == null
                        ? new Notice(at, null, retryAt)
                        : new Notice(notice.wantedAt(), notice.problem(), retryAt),
                at);
    }

    CertificateView noticeFailed(String problem, @Nullable Instant retryAt, Instant at) {
        return notice == null ? this : with(renewalAskedAt, new Notice(notice.wantedAt(), problem, retryAt), at);
    }

    CertificateView noticeGiven(Instant at) {
        return with(renewalAskedAt, null, at);
    }

    private CertificateView with(@Nullable Instant newRenewalAskedAt, @Nullable Notice newNotice, Instant at) {
        return new CertificateView(
                key,
                position,
                state,
                details,
                requestId,
                operationId,
                deliveryProblem,
                remark,
                revocationReason,
                usedAt,
                newRenewalAskedAt,
                newNotice,
                at);
    }

    private static @Nullable Notice notice(Row row) throws SQLException {
        Instant wantedAt = row.nullableInstant("notice_wanted_at");
        return wantedAt == null
                ? null
                : new Notice(wantedAt, row.nullableText("notice_problem"), row.nullableInstant("notice_retry_at"));
    }

    static CertificateView read(Row row) throws SQLException {
        return new CertificateView(
                new Id(
                        row.text("charge_point_id"),
                        row.constant("kind", CertificateKind.class),
                        row.text("fingerprint")),
                row.bigint("position"),
                row.constant("state", CertificateState.class),
                new CertificateDetails(
                        row.text("fingerprint"),
                        row.text("serial_number"),
                        row.text("subject"),
                        row.text("issuer"),
                        row.instant("not_before"),
                        row.instant("not_after"),
                        row.text("key_algorithm"),
                        row.integer("key_size_bits"),
                        row.text("pem")),
                row.nullableText("request_id"),
                row.nullableText("operation_id"),
                row.nullableConstant("delivery_problem", DeliveryProblem.class),
                row.nullableText("remark"),
                row.nullableConstant("revocation_reason", RevocationReason.class),
                row.nullableInstant("used_at"),
                row.nullableInstant("renewal_asked_at"),
                notice(row),
                row.instant("changed_at"));
    }
}
