package dev.csms.app.conformance;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A second opinion on everything that we say: the tables of the specification (OCPP 1.6 §6 and §7) for our calls and our
 * answers, written down once more. It knows nothing of the code that writes messages, and must not.
 */
final class MessageCheck {

    /** UTC with Z, at most milliseconds: what every charge point can read. */
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-[01]\\d-[0-3]\\dT[0-2]\\d:[0-5]\\d:[0-5]\\d(\\.\\d{1,3})?Z");

    private static final Pattern URI = Pattern.compile("[a-z][a-z0-9+.-]*:\\S+");

    private static final Pattern PEM =
            Pattern.compile("(-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=]{1,64}\n)+-----END CERTIFICATE-----\n)+");

    private static final int ANY_LENGTH = Integer.MAX_VALUE;

    private static final Map<String, Member> ID_TAG_INFO = members(
            required("status", oneOf("Accepted", "Blocked", "Expired", "Invalid", "ConcurrentTx")),
            optional("expiryDate", MessageCheck::time),
            optional("parentIdTag", text(20)));

    private static final Rule CERTIFICATE_USE = oneOf("CentralSystemRootCertificate", "ManufacturerRootCertificate");

    private static final Map<String, Member> CHARGING_SCHEDULE = members(
            optional("duration", integer(0)),
            optional("startSchedule", MessageCheck::time),
            required("chargingRateUnit", oneOf("A", "W")),
            required(
                    "chargingSchedulePeriod",
                    array(
                            1,
                            members(
                                    required("startPeriod", integer(0)),
                                    required("limit", MessageCheck::tenths),
                                    optional("numberPhases", integer(1))))),
            optional("minChargingRate", MessageCheck::tenths));

    private static final Map<String, Member> CHARGING_PROFILE = members(
            required("chargingProfileId", integer(Integer.MIN_VALUE)),
            optional("transactionId", integer(Integer.MIN_VALUE)),
            required("stackLevel", integer(0)),
            required("chargingProfilePurpose", oneOf("ChargePointMaxProfile", "TxDefaultProfile", "TxProfile")),
            required("chargingProfileKind", oneOf("Absolute", "Recurring", "Relative")),
            optional("recurrencyKind", oneOf("Daily", "Weekly")),
            optional("validFrom", MessageCheck::time),
            optional("validTo", MessageCheck::time),
            required("chargingSchedule", object(CHARGING_SCHEDULE)));

    private static final Map<String, Map<String, Member>> ANSWERS = Map.ofEntries(
            Map.entry("Authorize", members(required("idTagInfo", object(ID_TAG_INFO)))),
            Map.entry(
                    "BootNotification",
                    members(
                            required("status", oneOf("Accepted", "Pending", "Rejected")),
                            required("currentTime", MessageCheck::time),
                            required("interval", integer(0)))),
            Map.entry(
                    "DataTransfer",
                    members(
                            required("status", oneOf("Accepted", "Rejected", "UnknownMessageId", "UnknownVendorId")),
                            optional("data", text(ANY_LENGTH)))),
            Map.entry("DiagnosticsStatusNotification", members()),
            Map.entry("FirmwareStatusNotification", members()),
            Map.entry("Heartbeat", members(required("currentTime", MessageCheck::time))),
            Map.entry("MeterValues", members()),
            Map.entry("SignCertificate", members(required("status", oneOf("Accepted", "Rejected")))),
            Map.entry(
                    "StartTransaction",
                    members(required("transactionId", integer(1)), required("idTagInfo", object(ID_TAG_INFO)))),
            Map.entry("StatusNotification", members()),
            Map.entry("StopTransaction", members(optional("idTagInfo", object(ID_TAG_INFO)))));

    private static final Map<String, Map<String, Member>> CALLS = Map.ofEntries(
            Map.entry("CancelReservation", members(required("reservationId", integer(Integer.MIN_VALUE)))),
            Map.entry("CertificateSigned", members(required("certificateChain", pem(10_000)))),
            Map.entry(
                    "ChangeAvailability",
                    members(required("connectorId", integer(0)), required("type", oneOf("Inoperative", "Operative")))),
            Map.entry("ChangeConfiguration", members(required("key", text(50)), required("value", text(500)))),
            Map.entry("ClearCache", members()),
            Map.entry(
                    "ClearChargingProfile",
                    members(
                            optional("id", integer(Integer.MIN_VALUE)),
                            optional("connectorId", integer(0)),
                            optional(
                                    "chargingProfilePurpose",
                                    oneOf("ChargePointMaxProfile", "TxDefaultProfile", "TxProfile")),
                            optional("stackLevel", integer(0)))),
            Map.entry(
                    "DataTransfer",
                    members(
                            required("vendorId", text(255)),
                            optional("messageId", text(50)),
                            optional("data", text(ANY_LENGTH)))),
            Map.entry(
                    "DeleteCertificate",
                    members(required(
                            "certificateHashData",
                            object(members(
                                    required("hashAlgorithm", oneOf("SHA256", "SHA384", "SHA512")),
                                    required("issuerNameHash", text(128)),
                                    required("issuerKeyHash", text(128)),
                                    required("serialNumber", text(40))))))),
            Map.entry(
                    "ExtendedTriggerMessage",
                    members(
                            required(
                                    "requestedMessage",
                                    oneOf(
                                            "BootNotification",
                                            "LogStatusNotification",
                                            "FirmwareStatusNotification",
                                            "Heartbeat",
                                            "MeterValues",
                                            "SignChargePointCertificate",
                                            "StatusNotification")),
                            optional("connectorId", integer(0)))),
            Map.entry(
                    "GetCompositeSchedule",
                    members(
                            required("connectorId", integer(0)),
                            required("duration", integer(0)),
                            optional("chargingRateUnit", oneOf("A", "W")))),
            Map.entry("GetConfiguration", members(optional("key", texts(50)))),
            Map.entry(
                    "GetDiagnostics",
                    members(
                            required("location", MessageCheck::uri),
                            optional("retries", integer(0)),
                            optional("retryInterval", integer(0)),
                            optional("startTime", MessageCheck::time),
                            optional("stopTime", MessageCheck::time))),
            Map.entry("GetInstalledCertificateIds", members(required("certificateType", CERTIFICATE_USE))),
            Map.entry("GetLocalListVersion", members()),
            Map.entry(
                    "InstallCertificate",
                    members(required("certificateType", CERTIFICATE_USE), required("certificate", pem(5_500)))),
            Map.entry(
                    "RemoteStartTransaction",
                    members(
                            required("idTag", text(20)),
                            optional("connectorId", integer(1)),
                            optional("chargingProfile", object(CHARGING_PROFILE)))),
            Map.entry("RemoteStopTransaction", members(required("transactionId", integer(Integer.MIN_VALUE)))),
            Map.entry(
                    "ReserveNow",
                    members(
                            required("connectorId", integer(0)),
                            required("expiryDate", MessageCheck::time),
                            required("idTag", text(20)),
                            optional("parentIdTag", text(20)),
                            required("reservationId", integer(Integer.MIN_VALUE)))),
            Map.entry("Reset", members(required("type", oneOf("Hard", "Soft")))),
            Map.entry(
                    "SendLocalList",
                    members(
                            required("listVersion", integer(1)),
                            optional(
                                    "localAuthorizationList",
                                    array(
                                            0,
                                            members(
                                                    required("idTag", text(20)),
                                                    optional("idTagInfo", object(ID_TAG_INFO))))),
                            required("updateType", oneOf("Differential", "Full")))),
            Map.entry(
                    "SetChargingProfile",
                    members(
                            required("connectorId", integer(0)),
                            required("csChargingProfiles", object(CHARGING_PROFILE)))),
            Map.entry(
                    "TriggerMessage",
                    members(
                            required(
                                    "requestedMessage",
                                    oneOf(
                                            "BootNotification",
                                            "DiagnosticsStatusNotification",
                                            "FirmwareStatusNotification",
                                            "Heartbeat",
                                            "MeterValues",
                                            "StatusNotification")),
                            optional("connectorId", integer(0)))),
            Map.entry("UnlockConnector", members(required("connectorId", integer(1)))),
            Map.entry(
                    "UpdateFirmware",
                    members(
                            required("location", MessageCheck::uri),
                            optional("retries", integer(0)),
                            required("retrieveDate", MessageCheck::time),
                            optional("retryInterval", integer(0)))));

    private MessageCheck() {}

    /** Everything that is wrong with the payload of an answer of ours; empty if nothing is. */
    static List<String> faultsOfAnswer(String action, JsonNode payload) {
        return faults("answer to " + action, ANSWERS.get(action), payload);
    }

    /** Everything that is wrong with the payload of a call of ours; empty if nothing is. */
    static List<String> faultsOfCall(String action, JsonNode payload) {
        return faults(action, CALLS.get(action), payload);
    }

    private static List<String> faults(String what, Map<String, Member> members, JsonNode payload) {
        if (members == null) {
            return List.of("the specification has no " + what);
        }
        List<String> faults = new ArrayList<>();
        object(members).check(payload, what, faults);
        return faults;
    }

    @FunctionalInterface
    private interface Rule {
        void check(JsonNode value, String path, List<String> faults);
    }

    private record Member(String name, boolean required, Rule rule) {}

    private static Map<String, Member> members(Member... members) {
        Map<String, Member> byName = new LinkedHashMap<>();
        for (Member member : members) {
            byName.put(member.name(), member);
        }
        return byName;
    }

    private static Member required(String name, Rule rule) {
        return new Member(name, true, rule);
    }

    private static Member optional(String name, Rule rule) {
        return new Member(name, false, rule);
    }

    private static Rule object(Map<String, Member> members) {
        return (value, path, faults) -> {
            if (!value.isObject()) {
                faults.add(path + " is not an object");
                return;
            }
            for (Member member : members.values()) {
                String memberPath = path + "." + member.name();
                if (value.has(member.name())) {
                    member.rule().check(value.get(member.name()), memberPath, faults);
                } else if (member.required()) {
                    faults.add(memberPath + " is missing");
                }
            }
            Set<String> unknown = new TreeSet<>(value.propertyNames());
            unknown.removeAll(members.keySet());
            unknown.forEach(name -> faults.add(path + "." + name + " is not a member"));
        };
    }

    private static Rule array(int least, Map<String, Member> elements) {
        return elements(least, object(elements));
    }

    private static Rule texts(int maxLength) {
        return elements(0, text(maxLength));
    }

    private static Rule elements(int least, Rule element) {
        return (value, path, faults) -> {
            if (!value.isArray()) {
                faults.add(path + " is not an array");
                return;
            }
            if (value.size() < least) {
                faults.add(path + " has fewer elements than " + least);
            }
            for (int i = 0; i < value.size(); i++) {
                element.check(value.get(i), path + "[" + i + "]", faults);
            }
        };
    }

    private static Rule text(int maxLength) {
        return (value, path, faults) -> {
            if (!value.isString()) {
                faults.add(path + " is not text");
            } else if (value.asString().codePoints().count() > maxLength) {
                faults.add(path + " is longer than " + maxLength);
            }
        };
    }

    /** Blocks of certificates and nothing else, with lines that end in LF (RFC 7468 §2). */
    private static Rule pem(int maxLength) {
        return (value, path, faults) -> {
            text(maxLength).check(value, path, faults);
            if (!PEM.matcher(value.asString("")).matches()) {
                faults.add(path + " is no PEM with lines that end in LF and nothing between its blocks");
            }
        };
    }

    private static Rule oneOf(String... values) {
        return (value, path, faults) -> {
            if (!value.isString() || !Set.of(values).contains(value.asString())) {
                faults.add(path + " is none of " + String.join(", ", values));
            }
        };
    }

    /** Of 32 bits, since the specification's SOAP twin says so. */
    private static Rule integer(int least) {
        return (value, path, faults) -> {
            if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < least) {
                faults.add(path + " is no integer of 32 bits from " + least);
            }
        };
    }

    /** A decimal of at most one fractional digit (§7.14). */
    private static void tenths(JsonNode value, String path, List<String> faults) {
        if (!value.isNumber()
                || value.decimalValue().signum() < 0
                || value.decimalValue()
                                .multiply(BigDecimal.TEN)
                                .stripTrailingZeros()
                                .scale()
                        > 0) {
            faults.add(path + " is no decimal from 0 with at most one fractional digit");
        }
    }

    private static void time(JsonNode value, String path, List<String> faults) {
        if (!value.isString() || !TIME.matcher(value.asString()).matches()) {
            faults.add(path + " is no time in UTC with at most milliseconds");
        }
    }

    private static void uri(JsonNode value, String path, List<String> faults) {
        if (!value.isString() || !URI.matcher(value.asString()).matches()) {
            faults.add(path + " is no URI");
        }
    }
}
