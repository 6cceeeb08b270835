package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.ocpp.v16.Decoded.Read;
import dev.csms.ocpp.v16.Decoded.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads payloads as tests write them: apostrophes for quotation marks, {@code <21>} for 21 characters, and {@code ~} for
 * a backslash.
 */
final class Payloads {

    static final Instant RECEIVED_AT = Instant.parse("2026-11-24T10:15:30.123456Z");

    private static final Pattern FILLER = Pattern.compile("<(\\d+)>");

    private static final Map<String, PayloadReader<?>> READERS = Map.of(
            "Authorize", new PayloadReader<>(Authorize.Request.class),
            "BootNotification", new PayloadReader<>(BootNotification.Request.class),
            "DataTransfer", new PayloadReader<>(DataTransfer.Request.class),
            "DiagnosticsStatusNotification", new PayloadReader<>(DiagnosticsStatusNotification.Request.class),
            "FirmwareStatusNotification", new PayloadReader<>(FirmwareStatusNotification.Request.class),
            "Heartbeat", new PayloadReader<>(Heartbeat.Request.class),
            "MeterValues", new PayloadReader<>(MeterValues.Request.class),
            "StartTransaction", new PayloadReader<>(StartTransaction.Request.class),
            "StatusNotification", new PayloadReader<>(StatusNotification.Request.class),
            "StopTransaction", new PayloadReader<>(StopTransaction.Request.class));

    private Payloads() {}

    static String json(String text) {
        return FILLER.matcher(text.replace('\'', '"').replace('~', '\\'))
                .replaceAll(filler -> "x".repeat(Integer.parseInt(filler.group(1))));
    }

    /** Reads the payload out of the middle of a frame, as it comes. */
    static Decoded<?> decode(String action, String payload, MessagePolicy policy) {
        String before = "[2,\"17\",\"" + action + "\",";
        byte[] frame = (before + json(payload) + "]").getBytes(StandardCharsets.UTF_8);
        return reader(action)
                .read(frame, before.length(), frame.length - before.length() - 1, policy, null, RECEIVED_AT);
    }

    static Set<String> actions() {
        return READERS.keySet();
    }

    static PayloadReader<?> reader(String action) {
        PayloadReader<?> reader = READERS.get(action);
        if (reader == null) {
            throw new IllegalArgumentException(action);
        }
        return reader;
    }

    static Refused<?> refused(String action, String payload, MessagePolicy policy) {
        if (decode(action, payload, policy) instanceof Refused<?> refused) {
            return refused;
        }
        throw new AssertionError(action + " was read: " + decode(action, payload, policy));
    }

    static Read<?> read(String action, String payload, MessagePolicy policy) {
        return switch (decode(action, payload, policy)) {
            case Read<?> read -> read;
            case Refused<?> refused -> throw new AssertionError(action + " " + payload + " was refused: " + refused);
        };
    }

    static <T> T read(Class<T> type, String action, String payload, MessagePolicy policy) {
        return type.cast(read(action, payload, policy).value());
    }

    static List<Deviation.Kind> deviations(String action, String payload, MessagePolicy policy) {
        return read(action, payload, policy).deviations().stream()
                .map(Deviation::kind)
                .toList();
    }
}
