package dev.csms.domain;

import dev.csms.domain.anomaly.AnomalyCommandHandler;
import dev.csms.domain.anomaly.AnomalyEvent;
import dev.csms.domain.availability.AvailabilityEvent;
import dev.csms.domain.availability.AvailabilityFeature;
import dev.csms.domain.certificate.CertificateCommandHandler;
import dev.csms.domain.certificate.CertificateEvent;
import dev.csms.domain.certificate.CertificateFeature;
import dev.csms.domain.certificate.ChargePointCertificates;
import dev.csms.domain.certificate.SigningRequests;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.ChargePointEvent;
import dev.csms.domain.chargingprofile.ChargingProfileEvent;
import dev.csms.domain.chargingprofile.ChargingProfileFeature;
import dev.csms.domain.chargingprofile.ChargingProfiles;
import dev.csms.domain.chargingprofile.ProfileLimits;
import dev.csms.domain.configuration.ChargePointConfiguration;
import dev.csms.domain.configuration.ConfigurationEvent;
import dev.csms.domain.configuration.ConfigurationFeature;
import dev.csms.domain.configuration.KnownConfiguration;
import dev.csms.domain.credential.CredentialEvent;
import dev.csms.domain.credential.CredentialFeature;
import dev.csms.domain.diagnostics.DiagnosticsCommandHandler;
import dev.csms.domain.diagnostics.DiagnosticsFeature;
import dev.csms.domain.diagnostics.DiagnosticsUpload;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent;
import dev.csms.domain.firmware.FirmwareCommandHandler;
import dev.csms.domain.firmware.FirmwareFeature;
import dev.csms.domain.firmware.FirmwareImage;
import dev.csms.domain.firmware.FirmwareImageEvent;
import dev.csms.domain.firmware.FirmwareUpdate;
import dev.csms.domain.firmware.FirmwareUpdateEvent;
import dev.csms.domain.idtag.AuthorizationCommandHandler;
import dev.csms.domain.idtag.AuthorizationEvent;
import dev.csms.domain.idtag.IdTag;
import dev.csms.domain.idtag.IdTagEvent;
import dev.csms.domain.idtag.IdTags;
import dev.csms.domain.idtag.UnknownIdTags;
import dev.csms.domain.localauthlist.LocalAuthList;
import dev.csms.domain.localauthlist.LocalAuthListCommandHandler;
import dev.csms.domain.localauthlist.LocalAuthListEvent;
import dev.csms.domain.localauthlist.LocalAuthListFeature;
import dev.csms.domain.metervalue.MeterValueCommandHandler;
import dev.csms.domain.metervalue.MeterValueEvent;
import dev.csms.domain.operation.OperationCommandHandler;
import dev.csms.domain.operation.OperationEvent;
import dev.csms.domain.operation.OperationFeature;
import dev.csms.domain.person.Person;
import dev.csms.domain.person.PersonEvent;
import dev.csms.domain.projection.ProjectionCommandHandler;
import dev.csms.domain.projection.ProjectionEvent;
import dev.csms.domain.reservation.ReservationCommandHandler;
import dev.csms.domain.reservation.ReservationEvent;
import dev.csms.domain.reservation.ReservationFeature;
import dev.csms.domain.reservation.ReservationIds;
import dev.csms.domain.securityevent.SecurityEvent;
import dev.csms.domain.securityevent.SecurityEventCommandHandler;
import dev.csms.domain.transaction.StrayStop;
import dev.csms.domain.transaction.StrayStopEvent;
import dev.csms.domain.transaction.Transaction;
import dev.csms.domain.transaction.TransactionCommandHandler;
import dev.csms.domain.transaction.TransactionEvent;
import dev.csms.domain.transaction.TransactionIds;
import dev.csms.domain.transaction.TransactionStart;
import dev.csms.domain.transaction.TransactionStartEvent;
import java.time.Duration;
import java.util.List;

/** The domain's table of contents: what whoever runs it has to register. */
public final class Domain {

    private Domain() {}

    public static List<Class<?>> aggregates() {
        return List.of(
                ChargePoint.class,
                Transaction.class,
                TransactionStart.class,
                StrayStop.class,
                IdTag.class,
                LocalAuthList.class,
                FirmwareImage.class,
                FirmwareUpdate.class,
                DiagnosticsUpload.class,
                ChargePointConfiguration.class,
                ChargingProfiles.class,
                ChargePointCertificates.class,
                Person.class);
    }

    /** Sealed interfaces; their records are the events. */
    public static List<Class<?>> events() {
        return List.of(
                ChargePointEvent.class,
                TransactionEvent.class,
                TransactionStartEvent.class,
                StrayStopEvent.class,
                IdTagEvent.class,
                AuthorizationEvent.class,
                MeterValueEvent.class,
                AnomalyEvent.class,
                OperationEvent.class,
                ReservationEvent.class,
                LocalAuthListEvent.class,
                FirmwareImageEvent.class,
                FirmwareUpdateEvent.class,
                DiagnosticsUploadEvent.class,
                ConfigurationEvent.class,
                AvailabilityEvent.class,
                ChargingProfileEvent.class,
                SecurityEvent.class,
                CredentialEvent.class,
                CertificateEvent.class,
                PersonEvent.class,
                ProjectionEvent.class);
    }

    /**
     * Handlers of the commands that concern more than one aggregate, or none.
     *
     * @param oldKeyValidity for which an AuthorizationKey is good after its charge point has agreed to another one
     */
    public static List<Object> commandHandlers(
            Aggregates aggregates,
            FactLog facts,
            TransactionIds transactionIds,
            ReservationIds reservationIds,
            UnknownIdTags unknownIdTags,
            SigningRequests signingRequests,
            Duration oldKeyValidity) {
        IdTags idTags = new IdTags(aggregates, unknownIdTags);
        ChargingProfileFeature profiles =
                new ChargingProfileFeature(aggregates, id -> limits(KnownConfiguration.of(aggregates, id)));
        OperationCommandHandler operations = new OperationCommandHandler(
                aggregates, operationFeatures(aggregates, idTags, profiles, oldKeyValidity));
        return List.of(
                new AuthorizationCommandHandler(idTags, facts),
                new TransactionCommandHandler(aggregates, idTags, transactionIds, profiles, facts),
                new MeterValueCommandHandler(aggregates, facts),
                new AnomalyCommandHandler(facts),
                operations,
                new ReservationCommandHandler(aggregates, operations, reservationIds),
                new LocalAuthListCommandHandler(aggregates, operations),
                new FirmwareCommandHandler(aggregates, facts),
                new DiagnosticsCommandHandler(aggregates, facts),
                new SecurityEventCommandHandler(facts),
                new CertificateCommandHandler(aggregates, operations, signingRequests),
                new ProjectionCommandHandler(facts));
    }

    /** Who hears of operations, and judges them before. */
    private static List<OperationFeature> operationFeatures(
            Aggregates aggregates, IdTags idTags, ChargingProfileFeature profiles, Duration oldKeyValidity) {
        return List.of(
                new ReservationFeature(aggregates, idTags),
                new LocalAuthListFeature(aggregates),
                new FirmwareFeature(aggregates),
                new DiagnosticsFeature(aggregates),
                new ConfigurationFeature(aggregates),
                new AvailabilityFeature(aggregates),
                new CredentialFeature(aggregates, oldKeyValidity),
                new CertificateFeature(aggregates),
                profiles);
    }

    /** Where a charge point says that it takes no profiles or periods at all, it has not counted them. */
    private static ProfileLimits limits(KnownConfiguration known) {
        return new ProfileLimits(
                known.chargeProfileMaxStackLevel().orElse(null),
                known.chargingScheduleMaxPeriods().filter(it -> it > 0).orElse(null),
                known.chargingScheduleAllowedChargingRateUnit().orElse(null),
                known.maxChargingProfilesInstalled().filter(it -> it > 0).orElse(null),
                known.connectorSwitch3to1PhaseSupported().orElse(null));
    }
}
