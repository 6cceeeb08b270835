package dev.csms.domain.operation;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Work that a request sets off at the charge point, and that goes on after the answer. */
public enum JobKind {
    FIRMWARE_UPDATE("UpdateFirmware", "SignedUpdateFirmware"),
    DIAGNOSTICS_UPLOAD("GetDiagnostics", "GetLog");

    private final Set<String> actions;

    JobKind(String... actions) {
        this.actions = Set.of(actions);
    }

    /** Empty if it sets off none. */
    static Optional<JobKind> of(Request request) {
        return request instanceof Request.Raw
                ? Optional.empty()
                : Arrays.stream(values())
                        .filter(kind -> kind.isSetOffBy(request.action()))
                        .findFirst();
    }

    boolean isSetOffBy(String action) {
        return actions.contains(action);
    }

    /** By which charge points refer to the request; absent where OCPP has none. */
    static @Nullable Integer requestId(Request request) {
        return switch (request) {
            case Request.SignedUpdateFirmware update -> update.requestId();
            case Request.GetLog get -> get.requestId();
            default -> null;
        };
    }
}
