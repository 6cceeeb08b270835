package dev.csms.domain.certificate;

import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.configuration.KnownConfiguration;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.OperationFeature;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.CertificateSigned;
import dev.csms.domain.operation.Request.ChangeConfiguration;
import dev.csms.domain.operation.Request.DeleteCertificate;
import dev.csms.domain.operation.Request.ExtendedTriggerMessage;
import dev.csms.domain.operation.Request.GetInstalledCertificateIds;
import dev.csms.domain.operation.Request.InstallCertificate;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.axonframework.modelling.command.Aggregate;

/** Learns from the answers of charge points which certificates and roots they have. */
public final class CertificateFeature implements OperationFeature {

    private static final String SECURITY_PROFILE = "SecurityProfile";
    private static final String BY_CERTIFICATE = "3";

    private final Aggregates aggregates;

    public CertificateFeature(Aggregates aggregates) {
        this.aggregates = aggregates;
    }

    @Override
    public List<String> problems(ChargePointId chargePointId, Request request, Instant at) {
        return switch (request) {
            case CertificateSigned signed -> CertificateRules.problems(signed, configuration(chargePointId));
            case ExtendedTriggerMessage trigger -> CertificateRules.problems(trigger, configuration(chargePointId));
            case InstallCertificate install ->
                CertificateRules.problems(install, configuration(chargePointId), inventory(chargePointId), at);
            case DeleteCertificate delete -> CertificateRules.problems(delete, inventory(chargePointId));
            case ChangeConfiguration change
            when change.key().strip().equalsIgnoreCase(SECURITY_PROFILE)
                    && change.value().strip().equals(BY_CERTIFICATE) ->
                CertificateRules.problemsOfProfile3(inventory(chargePointId));
            default -> List.of();
        };
    }

    @Override
    public void concluded(
            ChargePointId chargePointId, OperationId operationId, Request request, Outcome outcome, Instant at) {
        switch (request) {
            case CertificateSigned _ ->
                learn(chargePointId, it -> it.concluded(chargePointId, operationId, outcome, at));
            case InstallCertificate install
            when outcome.isAccepted() ->
                learn(
                        chargePointId,
                        it -> it.installed(
                                chargePointId, install.certificateType(), install.certificate(), operationId, at));
            case GetInstalledCertificateIds get
            when outcome instanceof Outcome.Answered answered
                    && answered.answer() instanceof Answer.InstalledCertificates installed ->
                learn(
                        chargePointId,
                        it -> it.reported(
                                chargePointId,
                                get.certificateType(),
                                installed.certificateHashData(),
                                operationId,
                                at));
            case DeleteCertificate delete
            when outcome.isAccepted() || outcome.is("NotFound") ->
                learn(
                        chargePointId,
                        it -> it.deleted(
                                chargePointId, delete.certificateHashData(), outcome.isAccepted(), operationId, at));
            default -> {}
        }
    }

    @Override
    public void abandoned(ChargePointId chargePointId, OperationId operationId, Request request, Instant at) {
        if (request instanceof CertificateSigned) {
            learn(chargePointId, it -> it.abandoned(chargePointId, operationId, at));
        }
    }

    private KnownConfiguration configuration(ChargePointId chargePointId) {
        return KnownConfiguration.of(aggregates, chargePointId);
    }

    private CertificateInventory inventory(ChargePointId chargePointId) {
        return aggregates
                .ask(
                        ChargePointCertificates.class,
                        ChargePointCertificates.keyOf(chargePointId),
                        ChargePointCertificates::inventory)
                .orElse(CertificateInventory.EMPTY);
    }

    private void learn(ChargePointId chargePointId, Consumer<ChargePointCertificates> what) {
        certificates(aggregates, chargePointId).execute(what);
    }

    static Aggregate<ChargePointCertificates> certificates(Aggregates aggregates, ChargePointId chargePointId) {
        try {
            return aggregates
                    .repository(ChargePointCertificates.class)
                    .loadOrCreate(
                            ChargePointCertificates.keyOf(chargePointId),
                            () -> new ChargePointCertificates(chargePointId));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("no certificates of " + chargePointId.value(), e);
        }
    }
}
