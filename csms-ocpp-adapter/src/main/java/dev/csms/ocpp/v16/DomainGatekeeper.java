package dev.csms.ocpp.v16;

import dev.csms.domain.Provenance;
import dev.csms.domain.chargepoint.ChargePointCommand.CloseSession;
import dev.csms.domain.chargepoint.ChargePointCommand.OpenSession;
import dev.csms.domain.chargepoint.ChargePointCommand.RecognizeChargePoint;
import dev.csms.domain.chargepoint.ChargePointCommand.RegisterChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.ChargePointOptions;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.chargepoint.SessionAdmission;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.ocpp.websocket.Admission;
import dev.csms.ocpp.websocket.ClosedSession;
import dev.csms.ocpp.websocket.Gatekeeper;
import dev.csms.ocpp.websocket.HandshakeRequest;
import java.util.Map;
import java.util.Optional;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets in whom the domain knows, and tells it who came and went. */
public final class DomainGatekeeper implements Gatekeeper {

    private static final Logger log = LoggerFactory.getLogger(DomainGatekeeper.class);

    private static final int NOT_FOUND = 404;

    private final CommandGateway commands;
    private final String node;
    private final Optional<SelfRegistration> selfRegistration;

    /**
     * @param node             that this runs on
     * @param selfRegistration empty if unknown charge points are turned away, as errata 3.68 has it
     */
    public DomainGatekeeper(CommandGateway commands, String node, Optional<SelfRegistration> selfRegistration) {
        this.commands = commands;
        this.node = node;
        this.selfRegistration = selfRegistration;
    }

    /** How charge points that nobody has registered are registered when they connect. */
    public record SelfRegistration(RegistrationStatus registration, MessagePolicy messagePolicy) {}

    @Override
    public Admission admit(HandshakeRequest request) {
        // without it, it will be refused; it must not take the place of a session that speaks OCPP, nor be registered
        boolean speaksOcpp = request.subprotocol() != null;
        try {
            return speaksOcpp ? open(request) : recognize(request);
        } catch (AggregateNotFoundException unknown) {
            if (selfRegistration.isEmpty()) {
                return new Admission.Refused(
                        NOT_FOUND,
                        "no charge point is registered as " + request.identity().value());
            }
            if (!speaksOcpp) {
                return new Admission.Admitted(request.identity(), false, MessagePolicy.STRICT, ChargePointOptions.NONE);
            }
            register(request, selfRegistration.get());
            return open(request);
        }
    }

    private Admission recognize(HandshakeRequest request) {
        SessionAdmission known = commands.sendAndWait(
                new RecognizeChargePoint(request.identity()), provenance(request.identity(), request.sessionId()));
        return request.offersNone() && known.options().assumeSubprotocol() ? open(request) : admitted(known);
    }

    private Admission open(HandshakeRequest request) {
        return admitted(commands.sendAndWait(
                new OpenSession(
                        request.identity(), request.sessionId(), node, request.remoteAddress(), request.receivedAt()),
                provenance(request.identity(), request.sessionId())));
    }

    private static Admission admitted(SessionAdmission admission) {
        return new Admission.Admitted(
                admission.chargePointId(), admission.accepted(), admission.messagePolicy(), admission.options());
    }

    private void register(HandshakeRequest request, SelfRegistration how) {
        commands.sendAndWait(
                new RegisterChargePoint(
                        request.identity(),
                        how.registration(),
                        RegistrationSource.CONNECTION,
                        how.messagePolicy(),
                        null),
                provenance(request.identity(), request.sessionId()));
    }

    @Override
    public void closed(ClosedSession session) {
        try {
            commands.sendAndWait(
                    new CloseSession(
                            session.chargePointId(),
                            session.sessionId(),
                            session.code(),
                            session.reason(),
                            session.closedAt()),
                    provenance(session.chargePointId(), session.sessionId()));
        } catch (AggregateNotFoundException neverOpened) {
            // it spoke no protocol of ours, under an identity that nobody knows
        } catch (RuntimeException e) { // the next session of the charge point will supersede it
            log.error(
                    "{}: the end of session {} is not on record",
                    session.chargePointId().value(),
                    session.sessionId(),
                    e);
        }
    }

    private MetaData provenance(ChargePointId chargePoint, SessionId session) {
        return MetaData.from(Map.of(
                Provenance.ACTOR, Provenance.chargePoint(chargePoint.value()),
                Provenance.CHARGE_POINT, chargePoint.value(),
                Provenance.SESSION, session.value(),
                Provenance.NODE, node));
    }
}
