package dev.csms.query.certificate;

import dev.csms.domain.certificate.CertificateEvent;
import dev.csms.domain.certificate.CertificateEvent.CertificateDelivered;
import dev.csms.domain.certificate.CertificateEvent.CertificateDeliveryFailed;
import dev.csms.domain.certificate.CertificateEvent.CertificateDeliveryRequested;
import dev.csms.domain.certificate.CertificateEvent.CertificateIssued;
import dev.csms.domain.certificate.CertificateEvent.CertificateRenewalRequested;
import dev.csms.domain.certificate.CertificateEvent.CertificateRequestRefused;
import dev.csms.domain.certificate.CertificateEvent.CertificateRequested;
import dev.csms.domain.certificate.CertificateEvent.CertificateRevoked;
import dev.csms.domain.certificate.CertificateEvent.CertificateSigningBegun;
import dev.csms.domain.certificate.CertificateEvent.CertificateSigningFailed;
import dev.csms.domain.certificate.CertificateEvent.CertificateSigningRetried;
import dev.csms.domain.certificate.CertificateEvent.CertificateUsed;
import dev.csms.domain.certificate.CertificateEvent.FactoryCertificateAdmitted;
import dev.csms.domain.certificate.CertificateEvent.FactoryCertificateUsed;
import dev.csms.domain.certificate.CertificateEvent.InstalledCertificatesReported;
import dev.csms.domain.certificate.CertificateEvent.OperatorCertificateWanted;
import dev.csms.domain.certificate.CertificateEvent.RevocationNoticeFailed;
import dev.csms.domain.certificate.CertificateEvent.RevocationNoticeGiven;
import dev.csms.domain.certificate.CertificateEvent.RevocationNoticeRequested;
import dev.csms.domain.certificate.CertificateEvent.RootCertificateDeleted;
import dev.csms.domain.certificate.CertificateEvent.RootCertificateInstalled;
import dev.csms.domain.certificate.CertificateRequestId;
import dev.csms.domain.certificate.CertificateState;
import dev.csms.domain.certificate.CertificateUse;
import dev.csms.query.Keys;
import dev.csms.query.operation.OperationProjection;
import dev.csms.query.projection.Change.ChargePointChanged;
import dev.csms.query.projection.EventRows;
import dev.csms.query.projection.RowChanges;
import java.util.List;
import java.util.function.UnaryOperator;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** Certificates, requests for them, and roots, as they are. */
@ProcessingGroup(OperationProjection.GROUP)
public final class CertificateProjection {

    private static final CertificateTable CERTIFICATES = new CertificateTable();
    private static final CertificateRequestTable REQUESTS = new CertificateRequestTable();
    private static final InstalledCertificatesTable INSTALLED = new InstalledCertificatesTable();

    private final EventRows rows;

    public CertificateProjection(EventRows rows) {
        this.rows = rows;
    }

    @EventHandler
    void on(CertificateEvent event, EventMessage<?> message) {
        rows.write(message, row -> {
            write(row, event, EventRows.position(message));
            row.announce(ChargePointChanged.of(event.chargePointId()));
        });
    }

    private static void write(RowChanges row, CertificateEvent event, long position) {
        String chargePoint = Keys.of(event.chargePointId());
        switch (event) {
            case CertificateRequested requested ->
                request(
                        row,
                        requested.requestId(),
                        before -> before != null
                                ? before
                                : CertificateRequestView.taken(
                                        requested.requestId().value(),
                                        chargePoint,
                                        position,
                                        requested.request(),
                                        requested.requestedAt()));
            case CertificateRequestRefused refused ->
                request(
                        row,
                        refused.requestId(),
                        before -> before != null
                                ? before
                                : CertificateRequestView.refused(
                                        refused.requestId().value(),
                                        chargePoint,
                                        position,
                                        refused.refusal(),
                                        refused.remark(),
                                        refused.refusedAt()));
            case CertificateSigningBegun begun -> known(row, begun.requestId(), it -> it.signing(begun.begunAt()));
            case CertificateSigningFailed failed ->
                known(row, failed.requestId(), it -> it.failed(failed.problem(), failed.retryAt(), failed.failedAt()));
            case CertificateSigningRetried retried ->
                known(row, retried.requestId(), it -> it.retried(retried.retriedAt()));
            case CertificateIssued issued -> {
                String fingerprint = issued.certificate().fingerprint();
                known(row, issued.requestId(), it -> it.signed(fingerprint, issued.issuedAt()));
                CertificateView.Id id = own(chargePoint, fingerprint);
                row.change(
                        CERTIFICATES,
                        id,
                        before -> before != null
                                ? before
                                : CertificateView.known(
                                        id,
                                        position,
                                        CertificateState.ISSUED,
                                        issued.certificate(),
                                        issued.requestId().value(),
                                        null,
                                        issued.issuedAt()));
            }
            case CertificateDeliveryRequested requested ->
                known(
                        row,
                        own(chargePoint, requested.fingerprint()),
                        it -> it.sentBy(requested.operationId().value(), requested.requestedAt()));
            case CertificateDeliveryFailed failed ->
                known(
                        row,
                        own(chargePoint, failed.fingerprint()),
                        it -> it.notDelivered(failed.problem(), failed.remark(), failed.failedAt()));
            case CertificateDelivered delivered ->
                known(
                        row,
                        own(chargePoint, delivered.fingerprint()),
                        it -> it.in(CertificateState.DELIVERED, delivered.deliveredAt()));
            case CertificateUsed used -> {
                known(row, own(chargePoint, used.fingerprint()), it -> it.usedAt(used.usedAt()));
                used.replaces()
                        .forEach(replaced -> List.of(own(chargePoint, replaced), factory(chargePoint, replaced))
                                .forEach(id -> known(row, id, it -> it.in(CertificateState.REPLACED, used.usedAt()))));
            }
            case FactoryCertificateUsed used -> {
                CertificateView.Id id = factory(chargePoint, used.certificate().fingerprint());
                row.change(
                        CERTIFICATES,
                        id,
                        before -> CertificateView.known(
                                        id,
                                        before == null ? position : before.position(),
                                        CertificateState.IN_USE,
                                        used.certificate(),
                                        null,
                                        null,
                                        used.usedAt())
                                .usedAt(used.usedAt()));
                if (used.replaces() != null) {
                    known(
                            row,
                            factory(chargePoint, used.replaces()),
                            it -> it.in(CertificateState.REPLACED, used.usedAt()));
                }
            }
            case OperatorCertificateWanted _, FactoryCertificateAdmitted _ -> {}
            case CertificateRevoked revoked ->
                known(
                        row,
                        own(chargePoint, revoked.fingerprint()),
                        it -> it.revoked(revoked.reason(), revoked.revokedAt()));
            case RevocationNoticeRequested requested ->
                known(
                        row,
                        own(chargePoint, requested.fingerprint()),
                        it -> it.noticeWanted(requested.retryAt(), requested.requestedAt()));
            case RevocationNoticeFailed failed ->
                known(
                        row,
                        own(chargePoint, failed.fingerprint()),
                        it -> it.noticeFailed(failed.problem(), failed.retryAt(), failed.failedAt()));
            case RevocationNoticeGiven given ->
                known(row, own(chargePoint, given.fingerprint()), it -> it.noticeGiven(given.givenAt()));
            case CertificateRenewalRequested requested ->
                known(row, own(chargePoint, requested.fingerprint()), it -> it.renewalAsked(requested.requestedAt()));
            case RootCertificateInstalled installed -> {
                CertificateView.Id id = root(
                        chargePoint,
                        installed.certificateType(),
                        installed.certificate().fingerprint());
                row.change(
                        CERTIFICATES,
                        id,
                        before -> CertificateView.known(
                                id,
                                before == null ? position : before.position(),
                                CertificateState.INSTALLED,
                                installed.certificate(),
                                null,
                                installed.operationId().value(),
                                installed.installedAt()));
            }
            case InstalledCertificatesReported reported -> {
                InstalledCertificatesView.Id id =
                        new InstalledCertificatesView.Id(chargePoint, reported.certificateType());
                row.change(
                        INSTALLED,
                        id,
                        _ -> new InstalledCertificatesView(
                                id,
                                reported.roots().stream()
                                        .map(InstalledCertificatesView.RootView::of)
                                        .toList(),
                                reported.reportedAt()));
                reported.missing()
                        .forEach(missing -> known(
                                row,
                                root(chargePoint, reported.certificateType(), missing),
                                it -> it.in(CertificateState.DELETED, reported.reportedAt())));
            }
            case RootCertificateDeleted deleted -> {
                String fingerprint = deleted.fingerprint();
                for (CertificateUse use : CertificateUse.values()) {
                    row.change(
                            INSTALLED,
                            new InstalledCertificatesView.Id(chargePoint, use),
                            before -> before == null ? null : before.without(deleted.hashData()));
                    if (fingerprint != null) {
                        known(
                                row,
                                root(chargePoint, use, fingerprint),
                                it -> it.in(CertificateState.DELETED, deleted.deletedAt()));
                    }
                }
            }
        }
    }

    private static CertificateView.Id own(String chargePoint, String fingerprint) {
        return new CertificateView.Id(chargePoint, CertificateKind.CHARGE_POINT_CERTIFICATE, fingerprint);
    }

    private static CertificateView.Id factory(String chargePoint, String fingerprint) {
        return new CertificateView.Id(chargePoint, CertificateKind.FACTORY_CERTIFICATE, fingerprint);
    }

    private static CertificateView.Id root(String chargePoint, CertificateUse use, String fingerprint) {
        return new CertificateView.Id(chargePoint, CertificateKind.of(use), fingerprint);
    }

    private static void request(
            RowChanges row, CertificateRequestId id, UnaryOperator<@Nullable CertificateRequestView> change) {
        row.change(REQUESTS, id.value(), change);
    }

    private static void known(RowChanges row, CertificateRequestId id, UnaryOperator<CertificateRequestView> change) {
        row.change(REQUESTS, id.value(), before -> before == null ? null : change.apply(before));
    }

    private static void known(RowChanges row, CertificateView.Id id, UnaryOperator<CertificateView> change) {
        row.change(CERTIFICATES, id, before -> before == null ? null : change.apply(before));
    }
}
