package dev.csms.app.operator;

import dev.csms.app.CsmsSettings;
import dev.csms.app.key.KeyVerifiers;
import dev.csms.app.ocpp.ChargePointUrls;
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
import dev.csms.domain.credential.AuthorizationKey;
import dev.csms.domain.credential.KeyOrigin;
import dev.csms.domain.credential.SecurityProfile;
import dev.csms.query.chargepoint.ChargePointProjection;
import dev.csms.query.chargepoint.ChargePointQueries;
import dev.csms.query.chargepoint.ChargePointView;
import dev.csms.query.graphql.QueryProblem;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Objects;
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

    private final KeyVerifiers keys;
    private final ChargePointUrls urls;
    private final SecurityProfile usualProfile;
    private final MessagePolicy usualPolicy;

    ChargePointMutations(
            OperatorCommands operator,
            ChargePointQueries chargePoints,
            KeyVerifiers keys,
            ChargePointUrls urls,
            CsmsSettings settings) {
        this.operator = operator;
        this.chargePoints = chargePoints;
        this.keys = keys;
        this.urls = urls;
        this.usualProfile = settings.unsecuredChargePoints() ? SecurityProfile.UNSECURED : SecurityProfile.BASIC;
        this.usualPolicy = settings.registration().messagePolicy();
    }

    record RegisterChargePointInput(
            String identity,
            RegistrationStatus registration,
            @Nullable MessagePolicy messagePolicy,
            @Nullable Integer intervalSeconds,
            @Nullable Integer securityProfile) {}

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

    /**
     * @param chargePoint      absent if it cannot be shown yet
     * @param authorizationKey told this once; absent if it has none, or had one before
     */
    record RegisterChargePointPayload(
            boolean registered,
            @Nullable ChargePointView chargePoint,
            @Nullable String authorizationKey,
            @Nullable String url) {

        @Override
        public String toString() {
            return "RegisterChargePointPayload[***]";
        }
    }

    record ChargePointPayload(ChargePointView chargePoint) {}

    @MutationMapping
    RegisterChargePointPayload registerChargePoint(@Argument RegisterChargePointInput input) {
        SecurityProfile profile = profile(input.securityProfile());
        AuthorizationKey key = profile.usesKey() ? keys.generate() : null;
        boolean registered = operator.send(
                "registerChargePoint",
                input.identity(),
                subject(input.identity()),
                () -> new RegisterChargePoint(
                        new ChargePointId(input.identity()),
                        input.registration(),
                        RegistrationSource.OPERATOR,
                        Objects.requireNonNullElse(input.messagePolicy(), usualPolicy),
                        checked(input.intervalSeconds()),
                        profile,
                        key == null ? null : keys.of(new ChargePointId(input.identity()), key, KeyOrigin.GENERATED)));
        return new RegisterChargePointPayload(
                registered,
                operator.readIfShown(ChargePointProjection.GROUP, () -> chargePoints.chargePoint(input.identity())),
                registered && key != null ? key.hex() : null,
                registered ? urls.of(input.identity(), profile).orElse(null) : null);
    }

    private SecurityProfile profile(@Nullable Integer number) {
        try {
            return number == null ? usualProfile : SecurityProfile.of(number);
        } catch (IllegalArgumentException e) {
            throw QueryProblem.badUserInput(String.valueOf(e.getMessage()));
        }
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
