package dev.csms.domain;

import dev.csms.domain.chargepoint.BootData;
import dev.csms.domain.chargepoint.ChargePointCommand.Boot;
import dev.csms.domain.chargepoint.ChargePointCommand.OpenSession;
import dev.csms.domain.chargepoint.ChargePointCommand.RegisterChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.Delivery;
import dev.csms.domain.operation.OperationCommand.ConcludeOperation;
import dev.csms.domain.operation.OperationCommand.RequestOperation;
import dev.csms.domain.operation.OperationCommand.TakeOperation;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connected charge point that is asked for operations, one by one, and answers them. */
public record AskedChargePoint(ChargePointId id, SessionId session, Instant at) {

    /** What makes it one. */
    public Object[] connected() {
        return new Object[] {
            new RegisterChargePoint(
                    id, RegistrationStatus.ACCEPTED, RegistrationSource.OPERATOR, MessagePolicy.STRICT, null),
            new OpenSession(id, session, "node-1", "192.0.2.1", at),
            boot(at)
        };
    }

    public Boot boot(Instant when) {
        BootData data = new BootData(null, "booted at " + when, null, null, null, null, null, null, null);
        return new Boot(id, session, data, 300, 60, when);
    }

    /** Asks it, although that may look wrong, and sends it. */
    public Object[] asked(String operation, Request request) {
        return new Object[] {request(operation, request, true), take()};
    }

    /** The next operation is sent. */
    public TakeOperation take() {
        return new TakeOperation(id, session, at);
    }

    public RequestOperation request(String operation, Request request, boolean force) {
        return request(new OperationId(operation), request, force);
    }

    public RequestOperation request(OperationId operation, Request request, boolean force) {
        return new RequestOperation(
                id, operation, request, Delivery.UNTIL_DEADLINE, at.plusSeconds(3_600), force, null, null, at);
    }

    public ConcludeOperation answered(String operation, @Nullable String status, Answer answer, Instant when) {
        return new ConcludeOperation(id, new OperationId(operation), new Outcome.Answered(status, answer, "{}"), when);
    }

    public ConcludeOperation concluded(OperationId operation, Outcome outcome) {
        return new ConcludeOperation(id, operation, outcome, at);
    }

    /** Asked and answered so. */
    public Object[] done(String operation, Request request, @Nullable String status, Answer answer) {
        Object[] asked = asked(operation, request);
        return new Object[] {asked[0], asked[1], answered(operation, status, answer, at)};
    }

    public static Answer.Configuration keys(Answer.ConfigurationEntry... keys) {
        return new Answer.Configuration(List.of(keys), List.of());
    }

    public static Answer.ConfigurationEntry key(String key, @Nullable String value) {
        return new Answer.ConfigurationEntry(key, false, value);
    }
}
