package dev.csms.app.startup;

import dev.csms.app.CsmsSettings.WrongSettingException;
import dev.csms.app.eventstore.EventStoreUnavailableException;
import dev.csms.app.postgres.EmbeddedPostgresException;
import dev.csms.ocpp.websocket.Listener;
import dev.csms.ocpp.websocket.PortTakenException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says in a sentence why the application does not start, and in another what to do. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class StartupFailures implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            FailureAnalysis analysis = switch (cause) {
                case EmbeddedPostgresException e -> new FailureAnalysis(message(e), e.remedy(), e);
                case PortTakenException e ->
                    portTaken(e.port(), "where charge points connect", property(e.listener()), e);
                case PortInUseException e -> portTaken(e.getPort(), "for GraphQL and health", "server.port", e);
                case WrongSettingException e -> new FailureAnalysis(message(e), "Set it to another value.", e);
                case BindException e when isOurs(e) -> wrongValue(e);
                case EventStoreUnavailableException e ->
                    new FailureAnalysis(message(e), "Look whether the database is reachable.", e);
                default -> null;
            };
            if (analysis != null) {
                return analysis;
            }
        }
        return null;
    }

    private static String property(Listener listener) {
        return switch (listener) {
            case PLAIN -> "csms.ocpp.port";
            case TLS -> "csms.ocpp.tls.port";
            case CLIENT_CERTIFICATE -> "csms.ocpp.tls.client-certificate-port";
        };
    }

    private static FailureAnalysis portTaken(int port, String use, String property, Throwable cause) {
        return new FailureAnalysis(
                "Port %d, %s, is taken by another program.".formatted(port, use),
                "Stop that program, or choose another port with %s.".formatted(property),
                cause);
    }

    private static boolean isOurs(BindException failure) {
        return failure.getName().toString().startsWith("csms.") && rootSentence(failure) == null;
    }

    private static FailureAnalysis wrongValue(BindException failure) {
        Object value =
                failure.getProperty() == null ? "?" : failure.getProperty().getValue();
        return new FailureAnalysis(
                "%s cannot be \"%s\".".formatted(failure.getName(), value),
                "It must be %s."
                        .formatted(expected(failure.getTarget().getType().resolve())),
                failure);
    }

    private static String expected(@Nullable Class<?> type) {
        if (type != null && type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant ->
                            ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(" or "));
        }
        if (type == Duration.class) {
            return "a duration such as 30s or 5m";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return type == int.class || type == long.class ? "a number" : "of another form";
    }

    private static @Nullable String rootSentence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof WrongSettingException) {
                return cause.getMessage();
            }
        }
        return null;
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }
}
