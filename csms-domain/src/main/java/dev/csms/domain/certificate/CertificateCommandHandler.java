package dev.csms.domain.certificate;

import dev.csms.domain.Aggregates;
import dev.csms.domain.certificate.CertificateAuthority.Order;
import dev.csms.domain.certificate.CertificateCommand.AdmitFactoryCertificate;
import dev.csms.domain.certificate.CertificateCommand.BeginSigning;
import dev.csms.domain.certificate.CertificateCommand.CertifyChargePoint;
import dev.csms.domain.certificate.CertificateCommand.RecordCertificate;
import dev.csms.domain.certificate.CertificateCommand.RecordRevocationNotice;
import dev.csms.domain.certificate.CertificateCommand.RenewCertificate;
import dev.csms.domain.certificate.CertificateCommand.ReportCertificateUse;
import dev.csms.domain.certificate.CertificateCommand.ReportFactoryCertificateUse;
import dev.csms.domain.certificate.CertificateCommand.ReportRevocationNoticeFailure;
import dev.csms.domain.certificate.CertificateCommand.ReportSigningFailure;
import dev.csms.domain.certificate.CertificateCommand.RequestCertificate;
import dev.csms.domain.certificate.CertificateCommand.Retry;
import dev.csms.domain.certificate.CertificateCommand.RetryCertificate;
import dev.csms.domain.certificate.CertificateCommand.RevokeCertificate;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.configuration.KnownConfiguration;
import dev.csms.domain.credential.Access;
import dev.csms.domain.operation.Delivery;
import dev.csms.domain.operation.ExtendedMessageTrigger;
import dev.csms.domain.operation.OperationCommand.RequestOperation;
import dev.csms.domain.operation.OperationCommandHandler;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Refusal;
import dev.csms.domain.operation.Request;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * Judges what charge points want signed, and sends what was made for them. The certificate authority is asked by others:
 * a command leads to events and to nothing else.
 */
public final class CertificateCommandHandler {

    private static final String CPO_NAME = "CpoName";

    private final Aggregates aggregates;
    private final OperationCommandHandler operations;
    private final SigningRequests requests;

    /** @param requests judges what charge points want signed */
    public CertificateCommandHandler(
            Aggregates aggregates, OperationCommandHandler operations, SigningRequests requests) {
        this.aggregates = aggregates;
        this.operations = operations;
        this.requests = requests;
    }

    @CommandHandler
    SigningAnswer handle(RequestCertificate command) {
        Asking asking = aggregates
                .repository(ChargePoint.class)
                .load(command.chargePointId().toString())
                .invoke(point -> new Asking(point.registration(), point.access()));
        ChargePointId id = asking.access().chargePointId();
        if (asking.registration() == RegistrationStatus.REJECTED) {
            return refuse(
                    command,
                    id,
                    SigningAnswer.refused(SigningRefusal.NOT_ALLOWED, "the charge point is not to take part"));
        }
        SubjectRule rule =
                new SubjectRule(organization(command, asking.access()).orElse(null), asking.commonNames());
        return switch (requests.judge(new Order(command.csr(), rule, null))) {
            case SigningRequests.Verdict.Bad(RequestFault fault, String explanation) ->
                refuse(command, id, SigningAnswer.refused(SigningRefusal.of(fault), explanation));
            case SigningRequests.Verdict.Good good ->
                certificates(id)
                        .invoke(it -> it.request(
                                id,
                                command.requestId(),
                                CertificateRequest.of(command.csr(), rule, good),
                                command.mostPerDay(),
                                command.receivedAt()));
        };
    }

    /** Who asks. */
    private record Asking(RegistrationStatus registration, Access access) {

        /** A charge point that has not told a serial number is known by its identity. */
        Set<String> commonNames() {
            return access.serialNumbers().isEmpty()
                    ? Set.of(access.chargePointId().value())
                    : Set.copyOf(access.serialNumbers());
        }
    }

    private SigningAnswer refuse(RequestCertificate command, ChargePointId id, SigningAnswer answer) {
        return certificates(id).invoke(it -> it.refuse(id, command.requestId(), answer, command.receivedAt()));
    }

    /**
     * What was decided here for it, before what holds for all, as at the door; what the charge point says itself only
     * where nothing is decided.
     */
    private Optional<String> organization(RequestCertificate command, Access access) {
        return Optional.ofNullable(access.cpoName())
                .or(() -> Optional.ofNullable(command.organization()))
                .or(() -> KnownConfiguration.of(aggregates, access.chargePointId())
                        .cpoName())
                .map(String::strip)
                .filter(it -> !it.isEmpty());
    }

    @CommandHandler
    @Nullable
    CertificateRequest handle(BeginSigning command) {
        return certificates(command).invoke(it -> it.begin(command.chargePointId(), command.requestId(), command.at()));
    }

    @CommandHandler
    void handle(RecordCertificate command) {
        ChargePointId id = command.chargePointId();
        Aggregate<ChargePointCertificates> certificates = certificates(command);
        certificates
                .invoke(it -> it.issued(id, command.requestId(), command.chain(), command.issuedAt()))
                .ifPresent(fingerprint -> deliver(
                        certificates, id, fingerprint, command.operationId(), command.deadline(), command.issuedAt()));
    }

    private void deliver(
            Aggregate<ChargePointCertificates> certificates,
            ChargePointId id,
            String fingerprint,
            OperationId operationId,
            Instant deadline,
            Instant at) {
        String chain = certificates.invoke(it -> it.chain(fingerprint)).orElseThrow();
        Refusal refusal = request(id, operationId, new Request.CertificateSigned(chain), deadline, at);
        certificates.execute(it -> {
            if (refusal == null) {
                it.deliver(id, fingerprint, operationId, at);
            } else {
                it.undeliverable(id, fingerprint, String.join("; ", refusal.problems()), at);
            }
        });
    }

    private @Nullable Refusal request(
            ChargePointId id, OperationId operationId, Request request, Instant deadline, Instant at) {
        return operations
                .request(new RequestOperation(
                        id, operationId, request, Delivery.UNTIL_DEADLINE, deadline, false, null, null, at))
                .refusal();
    }

    @CommandHandler
    void handle(ReportSigningFailure command) {
        certificates(command)
                .execute(it -> it.failed(
                        command.chargePointId(),
                        command.requestId(),
                        command.problem(),
                        command.retryAfter(),
                        command.failedAt()));
    }

    @CommandHandler
    Retry handle(RetryCertificate command) {
        ChargePointId id = command.chargePointId();
        Aggregate<ChargePointCertificates> certificates = certificates(command);
        Retry retry = certificates.invoke(it -> it.retry(id, command.requestId(), command.at()));
        if (retry == Retry.DELIVERY) {
            String fingerprint = certificates
                    .invoke(it -> it.undelivered(command.requestId()))
                    .orElseThrow();
            deliver(certificates, id, fingerprint, command.operationId(), command.deadline(), command.at());
        }
        return retry;
    }

    @CommandHandler
    boolean handle(RenewCertificate command) {
        ChargePointId id = command.chargePointId();
        Aggregate<ChargePointCertificates> certificates = certificates(command);
        if (!certificates.invoke(it -> it.isToBeRenewed(command.fingerprint(), command.at()))) {
            return false;
        }
        Refusal refusal = request(
                id,
                command.operationId(),
                new Request.ExtendedTriggerMessage(ExtendedMessageTrigger.SIGN_CHARGE_POINT_CERTIFICATE, null),
                command.deadline(),
                command.at());
        if (refusal != null) {
            return false;
        }
        certificates.execute(it -> it.renew(id, command.fingerprint(), command.operationId(), command.at()));
        return true;
    }

    @CommandHandler
    boolean handle(RevokeCertificate command) {
        return certificates(command)
                .invoke(it -> it.revoke(
                        command.chargePointId(),
                        command.certificate(),
                        command.reason(),
                        command.retryAfter(),
                        command.revokedAt()));
    }

    @CommandHandler
    void handle(RecordRevocationNotice command) {
        certificates(command)
                .execute(it -> it.noticeGiven(command.chargePointId(), command.fingerprint(), command.givenAt()));
    }

    @CommandHandler
    void handle(ReportRevocationNoticeFailure command) {
        certificates(command)
                .execute(it -> it.noticeFailed(
                        command.chargePointId(),
                        command.fingerprint(),
                        command.problem(),
                        command.retryAfter(),
                        command.failedAt()));
    }

    @CommandHandler
    CertificateStanding handle(ReportCertificateUse command) {
        return certificates(command)
                .invoke(it -> it.used(command.chargePointId(), command.fingerprint(), command.usedAt()));
    }

    @CommandHandler
    CertificateStanding handle(ReportFactoryCertificateUse command) {
        return certificates(command)
                .invoke(it -> it.factoryUsed(command.chargePointId(), command.certificate(), command.usedAt()));
    }

    /** Its CpoName first, since the request is to name its operator and a new charge point does not know him. */
    @CommandHandler
    boolean handle(CertifyChargePoint command) {
        ChargePointId id = command.chargePointId();
        Aggregate<ChargePointCertificates> certificates = certificates(command);
        boolean takesPart = aggregates
                .repository(ChargePoint.class)
                .load(id.toString())
                .invoke(point -> point.registration() != RegistrationStatus.REJECTED);
        if (!takesPart || !certificates.invoke(it -> it.isToBeCertified(command.at()))) {
            return false;
        }
        nameToSet(command)
                .ifPresent(name ->
                        insist(command, command.nameOperationId(), new Request.ChangeConfiguration(CPO_NAME, name)));
        Refusal refusal = insist(
                command,
                command.operationId(),
                new Request.ExtendedTriggerMessage(ExtendedMessageTrigger.SIGN_CHARGE_POINT_CERTIFICATE, null));
        if (refusal != null) {
            return false;
        }
        certificates.execute(it -> it.certify(id, command.operationId(), command.at()));
        return true;
    }

    /** The name of the operator, if the charge point is not known to have it. */
    private Optional<String> nameToSet(CertifyChargePoint command) {
        String decided = aggregates
                .repository(ChargePoint.class)
                .load(command.chargePointId().toString())
                .invoke(point -> point.access().cpoName());
        Optional<String> told = KnownConfiguration.of(aggregates, command.chargePointId())
                .cpoName()
                .map(String::strip)
                .filter(it -> !it.isEmpty());
        Optional<String> right = Optional.ofNullable(decided)
                .or(() -> Optional.ofNullable(command.organization()))
                .or(() -> told);
        return right.map(String::strip).filter(it -> !it.isEmpty() && !told.equals(Optional.of(it)));
    }

    private @Nullable Refusal insist(CertifyChargePoint command, OperationId operationId, Request request) {
        return operations
                .request(new RequestOperation(
                        command.chargePointId(),
                        operationId,
                        request,
                        Delivery.UNTIL_DEADLINE,
                        command.deadline(),
                        true,
                        "it has come by the certificate of its manufacturer",
                        null,
                        command.at()))
                .refusal();
    }

    @CommandHandler
    boolean handle(AdmitFactoryCertificate command) {
        ChargePointId id = aggregates
                .repository(ChargePoint.class)
                .load(command.chargePointId().toString())
                .invoke(ChargePoint::chargePointId);
        return certificates(id).invoke(it -> it.admitFactory(id, command.reason(), command.at()));
    }

    private Aggregate<ChargePointCertificates> certificates(CertificateCommand command) {
        return certificates(command.chargePointId());
    }

    private Aggregate<ChargePointCertificates> certificates(ChargePointId id) {
        return CertificateFeature.certificates(aggregates, id);
    }
}
