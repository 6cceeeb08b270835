package dev.csms.ocpp.v16;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A second opinion on what we send: checks an answer's payload against the specification's tables, written down here
 * once more and independent of the code that writes answers. Depends on Jackson alone.
 */
public final class AnswerCheck {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** UTC with Z, at most milliseconds: what every charge point can read. */
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-[01]\\d-[0-3]\\dT[0-2]\\d:[0-5]\\d:[0-5]\\d(\\.\\d{1,3})?Z");

    private static final Map<String, Member> ID_TAG_INFO = members(
            required("status", oneOf("Accepted", "Blocked", "Expired", "Invalid", "ConcurrentTx")),
            optional("expiryDate", AnswerCheck::time),
            optional("parentIdTag", text(20)));

    private static final Map<String, Map<String, Member>> ANSWERS = Map.ofEntries(
            Map.entry("Authorize", members(required("idTagInfo", object(ID_TAG_INFO)))),
            Map.entry(
                    "BootNotification",
                    members(
                            required("status", oneOf("Accepted", "Pending", "Rejected")),
                            required("currentTime", AnswerCheck::time),
                            required("interval", integer(0)))),
            Map.entry(
                    "DataTransfer",
                    members(
                            required("status", oneOf("Accepted", "Rejected", "UnknownMessageId", "UnknownVendorId")),
                            optional("data", text(Integer.MAX_VALUE)))),
            Map.entry("DiagnosticsStatusNotification", members()),
            Map.entry("FirmwareStatusNotification", members()),
            Map.entry("Heartbeat", members(required("currentTime", AnswerCheck::time))),
            Map.entry("MeterValues", members()),
            Map.entry("SignCertificate", members(required("status", oneOf("Accepted", "Rejected")))),
            Map.entry(
                    "StartTransaction",
                    members(required("transactionId", integer(1)), required("idTagInfo", object(ID_TAG_INFO)))),
            Map.entry("StatusNotification", members()),
            Map.entry("StopTransaction", members(optional("idTagInfo", object(ID_TAG_INFO)))));

    private AnswerCheck() {}

    /** Everything that is wrong with this payload of an answer to this action; empty if nothing is. */
    public static List<String> faults(String action, String payload) {
        Map<String, Member> members = ANSWERS.get(action);
        if (members == null) {
            return List.of("no answer is known for " + action);
        }
        JsonNode json;
        try {
            json = JSON.readTree(payload);
        } catch (RuntimeException e) {
            return List.of("not JSON: " + e.getMessage());
        }
        List<String> faults = new ArrayList<>();
        object(members).check(json, action, faults);
        return faults;
    }

    /** The same for UTF-8. */
    public static List<String> faults(String action, byte[] payload) {
        return faults(action, new String(payload, StandardCharsets.UTF_8));
    }

    /**
     * Fails unless the payload is a valid answer to the action.
     *
     * @throws AssertionError naming all faults
     */
    public static void assertValid(String action, String payload) {
        List<String> faults = faults(action, payload);
        if (!faults.isEmpty()) {
            throw new AssertionError(action + " must not be answered with " + payload + ": " + faults);
        }
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

    private static Rule text(int maxLength) {
        return (value, path, faults) -> {
            if (!value.isString()) {
                faults.add(path + " is not text");
            } else if (value.asString().codePoints().count() > maxLength) {
                faults.add(path + " is longer than " + maxLength);
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
    private static Rule integer(int min) {
        return (value, path, faults) -> {
            if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < min) {
                faults.add(path + " is no integer of 32 bits from " + min);
            }
        };
    }

    private static void time(JsonNode value, String path, List<String> faults) {
        if (!value.isString() || !TIME.matcher(value.asString()).matches()) {
            faults.add(path + " is no time in UTC with at most milliseconds");
        }
    }
}
