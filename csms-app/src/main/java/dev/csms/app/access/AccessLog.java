package dev.csms.app.access;

import dev.csms.domain.Provenance;
import dev.csms.ocpp.rpc.SecurityLog;
import dev.csms.ocpp.rpc.SecurityLog.SecurityEvent;
import dev.csms.ocpp.websocket.SourceNetwork;
import dev.csms.query.graphql.Caller;
import dev.csms.query.graphql.QueryProblem.Code;
import dev.csms.query.graphql.Refusals;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts all that is refused at the port for operators, and puts on record whom it was refused, and who came in and left.
 * Who is not known is told from others by his address.
 */
final class AccessLog implements Refusals {

    private final Map<Code, Counter> counters = new EnumMap<>(Code.class);
    private final SecurityLog securityLog;

    AccessLog(MeterRegistry meters, SecurityLog securityLog) {
        this.securityLog = securityLog;
        for (Code code : Code.values()) {
            counters.put(
                    code,
                    Counter.builder("csms.requests.refused")
                            .description("what was refused at the port for operators for who asked, or for its cost")
                            .tag("code", code.name())
                            .register(meters));
        }
    }

    @Override
    public void refused(@Nullable Caller caller, @Nullable String address, Code code, String what) {
        counters.get(code).increment();
        SecurityEvent event = event(code);
        if (event != null) {
            String culprit = caller == null ? network(address) : Provenance.operator(caller.name());
            String whence = address == null ? "" : ", from " + address;
            securityLog.note(event, culprit, code + ": " + what + whence);
        }
    }

    /** Null for what nobody did, and what is only wrong. */
    private static @Nullable SecurityEvent event(Code code) {
        return switch (code) {
            case UNAUTHENTICATED -> SecurityEvent.UNAUTHENTICATED;
            case FORBIDDEN, NOT_FOUND -> SecurityEvent.AUTHORIZATION_DENIED;
            case TOO_EXPENSIVE, TIMEOUT, TOO_BUSY -> SecurityEvent.QUERY_REJECTED;
            default -> null;
        };
    }

    private static String network(@Nullable String address) {
        return address == null ? "(unknown)" : SourceNetwork.of(address).name();
    }

    /** @param name of somebody who has an account; what else is typed as a name may be a password */
    void signInFailed(@Nullable String name, String address) {
        counters.get(Code.UNAUTHENTICATED).increment();
        String who = name == null ? "somebody who is not known" : name;
        securityLog.note(SecurityEvent.SIGN_IN_FAILED, network(address), "as %s, from %s".formatted(who, address));
    }

    void signInTooOften(String address) {
        counters.get(Code.TOO_BUSY).increment();
        securityLog.note(SecurityEvent.SIGN_IN_FAILED, network(address), "too often, from " + address);
    }

    /** @param how such as {@code by a link} */
    void signedIn(String name, String how, String address) {
        securityLog.note(SecurityEvent.SIGNED_IN, Provenance.operator(name), "%s, from %s".formatted(how, address));
    }

    void signedOut(String name, String address) {
        securityLog.note(SecurityEvent.SIGNED_OUT, Provenance.operator(name), "from " + address);
    }
}
