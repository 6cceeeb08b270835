package dev.csms.ocpp.v16;

import dev.csms.ocpp.v16.Decoded.Read;
import dev.csms.ocpp.v16.Decoded.Refused;
import dev.csms.ocpp.v16.PayloadWriter.TimePrecision;
import dev.csms.ocpp.v16.Routes.Route;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the CALLs of charge points: reads the payload, lets its handler act on it, writes the answer. Whatever
 * happens, there is an answer, and it is sent only after what was said has been stored.
 */
public final class OcppCallHandler {

    private static final Logger log = LoggerFactory.getLogger(OcppCallHandler.class);

    private final Routes routes;
    private final PayloadWriter writer;
    private final DeviationBook deviations;
    private final Quarantine quarantine;

    /** @param clock says the time that charge points set theirs by */
    public OcppCallHandler(
            CommandGateway commands,
            Clock clock,
            OcppSettings settings,
            DeviationBook deviations,
            Quarantine quarantine) {
        this.routes = new Routes(
                new CoreHandler(commands, clock, settings.heartbeatInterval(), settings.bootRetryInterval()),
                new FirmwareHandler(commands));
        this.writer = new PayloadWriter(
                settings.fractionalSeconds() ? TimePrecision.MILLISECONDS : TimePrecision.SECONDS);
        this.deviations = deviations;
        this.quarantine = quarantine;
    }

    Answer answer(
            Peer peer, String messageId, String action, byte[] json, int from, int length, Instant receivedAt) {
        Route<?> route = routes.find(action).orElse(null);
        if (!peer.maySend(action)) {
            return new Answer.Error(
                    ErrorCode.SECURITY_ERROR, "not accepted yet: send a BootNotification before " + quoted(action));
        }
        if (route == null) {
            return routes.isKnown(action)
                    ? new Answer.Error(ErrorCode.NOT_SUPPORTED, quoted(action) + " is not offered here")
                    : new Answer.Error(ErrorCode.NOT_IMPLEMENTED, quoted(action) + " is no action of OCPP 1.6");
        }
        return answer(route, peer, messageId, action, json, from, length, receivedAt);
    }

    private <T> Answer answer(
            Route<T> route,
            Peer peer,
            String messageId,
            String action,
            byte[] json,
            int from,
            int length,
            Instant receivedAt) {
        try {
            return switch (route.reader().read(json, from, length, peer.policy(), receivedAt)) {
                case Refused<T> refused -> {
                    if (route.reader().neverRefuses()) {
                        quarantine.keep(
                                peer.chargePoint(),
                                action,
                                messageId,
                                new String(json, from, length, StandardCharsets.UTF_8),
                                refused.description(),
                                receivedAt);
                    }
                    yield new Answer.Error(refused.code(), refused.description());
                }
                case Read<T> read -> {
                    deviations.note(peer.chargePoint(), action, read.deviations(), receivedAt);
                    String raw = read.deviations().isEmpty()
                            ? null
                            : new String(json, from, length, StandardCharsets.UTF_8);
                    Record response = route.meaning()
                            .answer(
                                    new Origin(
                                            peer.chargePoint(),
                                            peer.session(),
                                            peer.node(),
                                            action,
                                            messageId,
                                            receivedAt,
                                            raw),
                                    read.value());
                    if (response instanceof BootNotification.Response boot) {
                        peer.registered(boot.status());
                    }
                    yield new Answer.Result(writer.write(response));
                }
            };
        } catch (RuntimeException e) { // ours to mend; the charge point will send the same again
            log.error("{}: {} {} could not be handled", peer.chargePoint().value(), action, messageId, e);
            return new Answer.Error(ErrorCode.INTERNAL_ERROR, "not handled for a reason of ours; send it again later");
        }
    }

    private static String quoted(String action) {
        return "'" + Texts.excerpt(action, 40) + "'";
    }
}
