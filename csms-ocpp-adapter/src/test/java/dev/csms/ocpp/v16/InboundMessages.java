package dev.csms.ocpp.v16;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What charge points may say: the tables of the specification (OCPP 1.6 §6 and §7, and those of its security extension),
 * written down once more. Knows nothing of the records that messages are read into, and must not.
 */
final class InboundMessages {

    private static final int ANY_LENGTH = Integer.MAX_VALUE;
    private static final int ANY_NUMBER = Integer.MIN_VALUE;
    private static final String NOON = "2026-11-24T12:00:00Z";

    /** What a member may be. */
    sealed interface Kind {

        /** @param lines whether it may have line breaks */
        record Text(int max, boolean lines) implements Kind {}

        record Choice(List<String> values) implements Kind {}

        /** Of 32 bits. */
        record Whole(int least) implements Kind {}

        record Time() implements Kind {}

        record Objects(int least, List<Member> members) implements Kind {}
    }

    /**
     * @param required      by the specification
     * @param indispensable nothing can be made of the message without it
     */
    record Member(String name, boolean required, boolean indispensable, Kind kind) {

        /** A value that is right. */
        Object example() {
            return switch (kind) {
                case Kind.Text _ -> "A";
                case Kind.Choice(List<String> values) -> values.getFirst();
                case Kind.Whole(int least) -> Math.max(1, least);
                case Kind.Time _ -> NOON;
                case Kind.Objects objects -> new ArrayList<>(List.of(InboundMessages.example(objects.members())));
            };
        }
    }

    /** @param neverRefused it belongs to the queue of transactions, so that whatever can be understood is taken */
    record Message(boolean neverRefused, List<Member> members) {

        /** With all its members, all of them right. */
        Map<String, Object> example() {
            return InboundMessages.example(members);
        }
    }

    private static Map<String, Object> example(List<Member> members) {
        Map<String, Object> example = new LinkedHashMap<>();
        members.forEach(member -> example.put(member.name(), member.example()));
        return example;
    }

    private static final List<Member> SAMPLED_VALUE = List.of(
            required("value", text(ANY_LENGTH)),
            optional(
                    "context",
                    oneOf(
                            "Interruption.Begin",
                            "Interruption.End",
                            "Sample.Clock",
                            "Sample.Periodic",
                            "Transaction.Begin",
                            "Transaction.End",
                            "Trigger",
                            "Other")),
            optional("format", oneOf("Raw", "SignedData")),
            optional(
                    "measurand",
                    oneOf(
                            "Energy.Active.Export.Register",
                            "Energy.Active.Import.Register",
                            "Energy.Reactive.Export.Register",
                            "Energy.Reactive.Import.Register",
                            "Energy.Active.Export.Interval",
                            "Energy.Active.Import.Interval",
                            "Energy.Reactive.Export.Interval",
                            "Energy.Reactive.Import.Interval",
                            "Power.Active.Export",
                            "Power.Active.Import",
                            "Power.Offered",
                            "Power.Reactive.Export",
                            "Power.Reactive.Import",
                            "Power.Factor",
                            "Current.Import",
                            "Current.Export",
                            "Current.Offered",
                            "Voltage",
                            "Frequency",
                            "Temperature",
                            "SoC",
                            "RPM")),
            optional("phase", oneOf("L1", "L2", "L3", "N", "L1-N", "L2-N", "L3-N", "L1-L2", "L2-L3", "L3-L1")),
            optional("location", oneOf("Cable", "EV", "Inlet", "Outlet", "Body")),
            optional(
                    "unit",
                    oneOf(
                            "Wh",
                            "kWh",
                            "varh",
                            "kvarh",
                            "W",
                            "kW",
                            "VA",
                            "kVA",
                            "var",
                            "kvar",
                            "A",
                            "V",
                            "K",
                            "Celcius",
                            "Celsius",
                            "Fahrenheit",
                            "Percent")));

    private static final Kind METER_VALUES = new Kind.Objects(
            1,
            List.of(
                    required("timestamp", new Kind.Time()),
                    required("sampledValue", new Kind.Objects(1, SAMPLED_VALUE))));

    static final Map<String, Message> ALL = Map.ofEntries(
            message("Authorize", required("idTag", text(20))),
            message(
                    "BootNotification",
                    required("chargePointVendor", text(20)),
                    required("chargePointModel", text(20)),
                    optional("chargePointSerialNumber", text(25)),
                    optional("chargeBoxSerialNumber", text(25)),
                    optional("firmwareVersion", text(50)),
                    optional("iccid", text(20)),
                    optional("imsi", text(20)),
                    optional("meterType", text(25)),
                    optional("meterSerialNumber", text(25))),
            message(
                    "DataTransfer",
                    required("vendorId", text(255)),
                    optional("messageId", text(50)),
                    optional("data", new Kind.Text(ANY_LENGTH, true))),
            message(
                    "DiagnosticsStatusNotification",
                    required("status", oneOf("Idle", "Uploaded", "UploadFailed", "Uploading"))),
            message(
                    "FirmwareStatusNotification",
                    required(
                            "status",
                            oneOf(
                                    "Downloaded",
                                    "DownloadFailed",
                                    "Downloading",
                                    "Idle",
                                    "InstallationFailed",
                                    "Installing",
                                    "Installed"))),
            message("Heartbeat"),
            queued(
                    "MeterValues",
                    required("connectorId", new Kind.Whole(0)),
                    optional("transactionId", new Kind.Whole(ANY_NUMBER)),
                    required("meterValue", METER_VALUES)),
            queued(
                    "StartTransaction",
                    required("connectorId", new Kind.Whole(1)),
                    dispensable("idTag", text(20)),
                    required("meterStart", new Kind.Whole(ANY_NUMBER)),
                    optional("reservationId", new Kind.Whole(ANY_NUMBER)),
                    dispensable("timestamp", new Kind.Time())),
            message(
                    "StatusNotification",
                    required("connectorId", new Kind.Whole(0)),
                    required(
                            "errorCode",
                            oneOf(
                                    "ConnectorLockFailure",
                                    "EVCommunicationError",
                                    "GroundFailure",
                                    "HighTemperature",
                                    "InternalError",
                                    "LocalListConflict",
                                    "NoError",
                                    "OtherError",
                                    "OverCurrentFailure",
                                    "OverVoltage",
                                    "PowerMeterFailure",
                                    "PowerSwitchFailure",
                                    "ReaderFailure",
                                    "ResetFailure",
                                    "UnderVoltage",
                                    "WeakSignal")),
                    optional("info", text(50)),
                    required(
                            "status",
                            oneOf(
                                    "Available",
                                    "Preparing",
                                    "Charging",
                                    "SuspendedEVSE",
                                    "SuspendedEV",
                                    "Finishing",
                                    "Reserved",
                                    "Unavailable",
                                    "Faulted")),
                    optional("timestamp", new Kind.Time()),
                    optional("vendorId", text(255)),
                    optional("vendorErrorCode", text(50))),
            queued(
                    "StopTransaction",
                    optional("idTag", text(20)),
                    dispensable("meterStop", new Kind.Whole(ANY_NUMBER)),
                    dispensable("timestamp", new Kind.Time()),
                    required("transactionId", new Kind.Whole(ANY_NUMBER)),
                    optional(
                            "reason",
                            oneOf(
                                    "DeAuthorized",
                                    "EmergencyStop",
                                    "EVDisconnected",
                                    "HardReset",
                                    "Local",
                                    "Other",
                                    "PowerLoss",
                                    "Reboot",
                                    "Remote",
                                    "SoftReset",
                                    "UnlockCommand")),
                    optional("transactionData", METER_VALUES)),
            // the security extension
            message(
                    "LogStatusNotification",
                    required(
                            "status",
                            oneOf(
                                    "BadMessage",
                                    "Idle",
                                    "NotSupportedOperation",
                                    "PermissionDenied",
                                    "Uploaded",
                                    "UploadFailure",
                                    "Uploading")),
                    optional("requestId", new Kind.Whole(ANY_NUMBER))),
            queued(
                    "SecurityEventNotification",
                    dispensable("type", text(50)),
                    dispensable("timestamp", new Kind.Time()),
                    optional("techInfo", text(255))),
            message("SignCertificate", required("csr", new Kind.Text(5_500, true))),
            message(
                    "SignedFirmwareStatusNotification",
                    required(
                            "status",
                            oneOf(
                                    "Downloaded",
                                    "DownloadFailed",
                                    "Downloading",
                                    "DownloadScheduled",
                                    "DownloadPaused",
                                    "Idle",
                                    "InstallationFailed",
                                    "Installing",
                                    "Installed",
                                    "InstallRebooting",
                                    "InstallScheduled",
                                    "InstallVerificationFailed",
                                    "InvalidSignature",
                                    "SignatureVerified")),
                    optional("requestId", new Kind.Whole(ANY_NUMBER))));

    private InboundMessages() {}

    private static Map.Entry<String, Message> message(String action, Member... members) {
        return Map.entry(action, new Message(false, List.of(members)));
    }

    private static Map.Entry<String, Message> queued(String action, Member... members) {
        return Map.entry(action, new Message(true, List.of(members)));
    }

    private static Member required(String name, Kind kind) {
        return new Member(name, true, true, kind);
    }

    /** Required, and yet a message of the queue of transactions can be understood without it. */
    private static Member dispensable(String name, Kind kind) {
        return new Member(name, true, false, kind);
    }

    private static Member optional(String name, Kind kind) {
        return new Member(name, false, false, kind);
    }

    private static Kind text(int max) {
        return new Kind.Text(max, false);
    }

    private static Kind oneOf(String... values) {
        return new Kind.Choice(List.of(values));
    }
}
