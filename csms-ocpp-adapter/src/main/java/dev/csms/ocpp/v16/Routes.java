package dev.csms.ocpp.v16;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which action is read how, and handled where. */
final class Routes {

    /** What a charge point may send before it has been accepted. */
    static final String BOOT_NOTIFICATION = "BootNotification";

    static final String HEARTBEAT = "Heartbeat";

    /** Actions that are known, and that a charge point either may not send or that are not offered. */
    private static final Set<String> NOT_SUPPORTED = Set.of(
            // from us to charge points only
            "CancelReservation",
            "CertificateSigned",
            "ChangeAvailability",
            "ChangeConfiguration",
            "ClearCache",
            "ClearChargingProfile",
            "DeleteCertificate",
            "ExtendedTriggerMessage",
            "GetCompositeSchedule",
            "GetConfiguration",
            "GetDiagnostics",
            "GetInstalledCertificateIds",
            "GetLocalListVersion",
            "GetLog",
            "InstallCertificate",
            "RemoteStartTransaction",
            "RemoteStopTransaction",
            "ReserveNow",
            "Reset",
            "SendLocalList",
            "SetChargingProfile",
            "SignedUpdateFirmware",
            "TriggerMessage",
            "UnlockConnector",
            "UpdateFirmware");

    private final Map<String, Route<?>> routes = new HashMap<>();

    Routes(CoreHandler core, FirmwareHandler firmware, SecurityHandler security, CertificateHandler certificates) {
        add("Authorize", Authorize.Request.class, core::handle);
        add(BOOT_NOTIFICATION, BootNotification.Request.class, core::handle);
        add("DataTransfer", DataTransfer.Request.class, core::handle);
        add("DiagnosticsStatusNotification", DiagnosticsStatusNotification.Request.class, firmware::handle);
        add("FirmwareStatusNotification", FirmwareStatusNotification.Request.class, firmware::handle);
        add(HEARTBEAT, Heartbeat.Request.class, core::handle);
        add("LogStatusNotification", LogStatusNotification.Request.class, security::handle);
        add("MeterValues", MeterValues.Request.class, core::handle);
        add("SecurityEventNotification", SecurityEventNotification.Request.class, security::handle);
        add("SignedFirmwareStatusNotification", SignedFirmwareStatusNotification.Request.class, security::handle);
        add("SignCertificate", SignCertificate.Request.class, certificates::handle);
        add("StartTransaction", StartTransaction.Request.class, core::handle);
        add("StatusNotification", StatusNotification.Request.class, core::handle);
        add("StopTransaction", StopTransaction.Request.class, core::handle);
    }

    private <T extends Record> void add(String action, Class<T> request, Meaning<T> meaning) {
        routes.put(action, new Route<>(new PayloadReader<>(request), meaning));
    }

    /** Empty if nothing here answers to the action. Actions are compared letter by letter (OCPP-J 1.6 §4.2.1). */
    Optional<Route<?>> find(String action) {
        return Optional.ofNullable(routes.get(action));
    }

    Set<String> actions() {
        return Set.copyOf(routes.keySet());
    }

    boolean isKnown(String action) {
        return routes.containsKey(action) || NOT_SUPPORTED.contains(action);
    }

    /** What a request makes happen, and its answer. */
    @FunctionalInterface
    interface Meaning<T extends Record> {
        Record answer(Origin from, T request);
    }

    /** How one action is read and handled. */
    record Route<T extends Record>(PayloadReader<T> reader, Meaning<T> meaning) {}
}
