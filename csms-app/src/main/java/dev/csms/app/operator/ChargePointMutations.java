package dev.csms.app.operator;

import dev.csms.domain.chargepoint.ChargePointCommand.RegisterChargePoint;
import dev.csms.domain.chargepoint.ChargePointCommand.SetGroup;
import dev.csms.domain.chargepoint.ChargePointCommand.SetMessagePolicy;
import dev.csms.domain.chargepoint.ChargePointCommand.SetOptions;
import dev.csms.domain.chargepoint.ChargePointCommand.SetRegistration;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.ChargePointOptions;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.query.chargepoint.ChargePointProjection;
import dev.csms.query.chargepoint.ChargePointQueries;
import dev.csms.query.chargepoint.ChargePointView;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** What an operator decides about charge points. */
@Controller
final class ChargePointMutations {

    private static final int LONGEST_INTERVAL_SECONDS = 86_400;

    private final OperatorCommands operator;
    private final ChargePointQueries chargePoints;

    ChargePointMutations(OperatorCommands operator, ChargePointQueries chargePoints) {
        this.operator = operator;
        this.chargePoints = chargePoints;
    }

    record RegisterChargePointInput(
            String identity,
            RegistrationStatus registration,
            MessagePolicy messagePolicy,
            @Nullable Integer intervalSeconds) {}

    record SetRegistrationInput(
            String identity,
            RegistrationStatus registration,
            @Nullable Integer intervalSeconds) {}

    record SetMessagePolicyInput(String identity, MessagePolicy messagePolicy) {}

    record SetChargePointOptionsInput(
            String identity,
            boolean assumeSubprotocol,
            boolean noServerPing,
            @Nullable String timeZone,
            @Nullable Boolean fractionalSeconds) {}

    record RegisterChargePointPayload(boolean registered, ChargePointView chargePoint) {}

    record ChargePointPayload(ChargePointView chargePoint) {}

    @MutationMapping
    RegisterChargePointPayload registerChargePoint(@Argument RegisterChargePointInput input) {
        boolean registered = operator.send(
                "registerChargePoint",
                input.identity(),
                subject(input.identity()),
                () -> new RegisterChargePoint(
                        new ChargePointId(input.identity()),
                        input.registration(),
                        RegistrationSource.OPERATOR,
                        input.messagePolicy(),
                        checked(input.intervalSeconds())));
        return new RegisterChargePointPayload(registered, view(input.identity()));
    }

    @MutationMapping
    ChargePointPayload setRegistration(@Argument SetRegistrationInput input) {
        operator.send(
                "setRegistration",
                input.identity(),
                subject(input.identity()),
                () -> new SetRegistration(
                        new ChargePointId(input.identity()), input.registration(), checked(input.intervalSeconds())));
        return new ChargePointPayload(view(input.identity()));
    }

    @MutationMapping
    ChargePointPayload setMessagePolicy(@Argument SetMessagePolicyInput input) {
        operator.send(
                "setMessagePolicy",
                input.identity(),
                subject(input.identity()),
                () -> new SetMessagePolicy(new ChargePointId(input.identity()), input.messagePolicy()));
        return new ChargePointPayload(view(input.identity()));
    }

    @MutationMapping
    ChargePointPayload setChargePointOptions(@Argument SetChargePointOptionsInput input) {
        operator.send(
                "setChargePointOptions",
                input.identity(),
                subject(input.identity()),
                () -> new SetOptions(
                        new ChargePointId(input.identity()),
                        new ChargePointOptions(
                                input.assumeSubprotocol(),
                                input.noServerPing(),
                                zone(input.timeZone()),
                                input.fractionalSeconds())));
        return new ChargePointPayload(view(input.identity()));
    }

    @MutationMapping
    ChargePointPayload setChargePointGroup(@Argument String identity, @Argument @Nullable String group) {
        operator.send(
                "setChargePointGroup",
                identity,
                subject(identity),
                () -> new SetGroup(new ChargePointId(identity), group));
        return new ChargePointPayload(view(identity));
    }

    private static @Nullable ZoneId zone(@Nullable String name) {
        try {
            return name == null ? null : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("timeZone must be one such as Europe/Berlin or +02:00: " + name, e);
        }
    }

    private ChargePointView view(String identity) {
        return operator.readBack(
                ChargePointProjection.GROUP, () -> chargePoints.chargePoint(identity), subject(identity));
    }

    private static String subject(String identity) {
        return "charge point " + identity;
    }

    private static @Nullable Integer checked(@Nullable Integer intervalSeconds) {
        if (intervalSeconds != null && (intervalSeconds < 1 || intervalSeconds > LONGEST_INTERVAL_SECONDS)) {
            throw new IllegalArgumentException(
                    "intervalSeconds must be 1 to " + LONGEST_INTERVAL_SECONDS + ": " + intervalSeconds);
        }
        return intervalSeconds;
    }
}
