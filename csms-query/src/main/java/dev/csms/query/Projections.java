package dev.csms.query;

import dev.csms.query.anomaly.AnomalyProjection;
import dev.csms.query.authorization.AuthorizationProjection;
import dev.csms.query.availability.AvailabilityProjection;
import dev.csms.query.certificate.CertificateProjection;
import dev.csms.query.chargepoint.ChargePointProjection;
import dev.csms.query.chargingprofile.ChargingProfileProjection;
import dev.csms.query.configuration.ConfigurationProjection;
import dev.csms.query.connector.ConnectorProjection;
import dev.csms.query.credential.SecurityProjection;
import dev.csms.query.diagnostics.DiagnosticsProjection;
import dev.csms.query.firmware.FirmwareProjection;
import dev.csms.query.idtag.IdTagProjection;
import dev.csms.query.localauthlist.LocalAuthListProjection;
import dev.csms.query.metervalue.MeterSampleProjection;
import dev.csms.query.operation.OperationProjection;
import dev.csms.query.person.PersonProjection;
import dev.csms.query.projection.Projection;
import dev.csms.query.reservation.ReservationProjection;
import dev.csms.query.securityevent.SecurityEventProjection;
import dev.csms.query.session.SessionProjection;
import dev.csms.query.transaction.TransactionProjection;
import java.util.List;

/**
 * All projections. Few groups, because each reads the whole log; more than one, because what is wrong with one should
 * not hold up the others.
 */
public final class Projections {

    public static final Projection CHARGE_POINTS = new Projection(
            ChargePointProjection.GROUP,
            List.of(
                    "charge_point",
                    "charge_point_group",
                    "boot",
                    "data_transfer",
                    "connector",
                    "connector_status",
                    "availability",
                    "session",
                    "charge_point_security"),
            rows -> List.of(
                    new ChargePointProjection(rows),
                    new ConnectorProjection(rows),
                    new AvailabilityProjection(rows),
                    new SessionProjection(rows),
                    new SecurityProjection(rows)));

    public static final Projection TRANSACTIONS = new Projection(
            TransactionProjection.GROUP,
            List.of("transaction", "meter_sample", "stray_stop", "stray_stop_reconciliation"),
            rows -> List.of(new TransactionProjection(rows), new MeterSampleProjection(rows)));

    public static final Projection ID_TAGS = new Projection(
            IdTagProjection.GROUP,
            List.of("id_tag", "authorization_attempt"),
            rows -> List.of(new IdTagProjection(rows), new AuthorizationProjection(rows)));

    public static final Projection ANOMALIES = new Projection(
            AnomalyProjection.GROUP,
            List.of("anomaly", "security_event"),
            rows -> List.of(new AnomalyProjection(rows), new SecurityEventProjection(rows)));

    /** Operations and all that follows from them. They are rare beside what charge points report. */
    public static final Projection OPERATIONS = new Projection(
            OperationProjection.GROUP,
            List.of(
                    "operation",
                    "reservation",
                    "local_auth_list",
                    "firmware_image",
                    "firmware_update",
                    "diagnostics_upload",
                    "diagnostics_file",
                    "job_step",
                    "configuration",
                    "configuration_key",
                    "configuration_change",
                    "charging_profile",
                    "reported_schedule",
                    "certificate_request",
                    "certificate",
                    "installed_certificates",
                    "person",
                    "api_token"),
            rows -> List.of(
                    new OperationProjection(rows),
                    new ReservationProjection(rows),
                    new LocalAuthListProjection(rows),
                    new FirmwareProjection(rows),
                    new DiagnosticsProjection(rows),
                    new ConfigurationProjection(rows),
                    new ChargingProfileProjection(rows),
                    new CertificateProjection(rows),
                    new PersonProjection(rows)));

    public static final List<Projection> ALL = List.of(CHARGE_POINTS, TRANSACTIONS, ID_TAGS, ANOMALIES, OPERATIONS);

    private Projections() {}
}
