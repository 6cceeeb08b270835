package dev.csms.ocpp.v16;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.ChargePoint;
import dev.csms.domain.chargepoint.ChargePointCommand.RegisterChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.credential.Access;
import dev.csms.domain.credential.AuthorizationKey;
import dev.csms.domain.credential.CredentialCommand.SetAuthorizationKey;
import dev.csms.domain.credential.KeyOrigin;
import dev.csms.domain.credential.SecurityProfile;
import dev.csms.ocpp.rpc.CallHandler;
import dev.csms.ocpp.rpc.ErrorCode;
import dev.csms.ocpp.rpc.SessionRegistry;
import dev.csms.ocpp.websocket.Admission;
import dev.csms.ocpp.websocket.ClientCertificates;
import dev.csms.ocpp.websocket.Credentials;
import dev.csms.ocpp.websocket.Credentials.Transport;
import dev.csms.ocpp.websocket.HandshakeRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.axonframework.modelling.command.Repository;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What this node remembers of a charge point may be older than what another one has decided. */
class StaleAccessTest {

    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final AuthorizationKey OLD = AuthorizationKey.typed("old-key-of-the-cp");
    private static final AuthorizationKey NEW = AuthorizationKey.typed("new-key-of-the-cp");

    private final RunningDomain domain = new RunningDomain();
    private final CallHandler nobody = (_, call) -> call.error(ErrorCode.NOT_IMPLEMENTED, "");

    @AutoClose
    private final SessionRegistry sessions =
            new SessionRegistry(nobody, Set.of(), new SimpleMeterRegistry(), InstantSource.system());

    private Optional<Access> remembered = Optional.empty();

    private final DomainGatekeeper gatekeeper = new DomainGatekeeper(
            domain.commands(),
            new Memory(),
            sessions,
            new PlainKeys(),
            ClientCertificates.NONE_ARE_GOOD,
            Doors.STRICT,
            "node-1",
            Optional.empty());

    private final class Memory implements Aggregates {

        @Override
        public <T> Repository<T> repository(Class<T> type) {
            return domain.repository(type);
        }

        @Override
        @SuppressWarnings("unchecked") // nothing else is asked
        public <T, R> Optional<R> ask(Class<T> type, Object identifier, Function<T, R> question) {
            return (Optional<R>) remembered;
        }
    }

    @Test
    void a_key_that_has_been_replaced_elsewhere_opens_no_more() {
        register();
        remember();
        domain.commands().sendAndWait(new SetAuthorizationKey(CP, PlainKeys.verifier(NEW), KeyOrigin.GENERATED));

        assertThat(knock(OLD)).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void a_key_that_is_new_elsewhere_opens() {
        register();
        remember();
        domain.commands().sendAndWait(new SetAuthorizationKey(CP, PlainKeys.verifier(NEW), KeyOrigin.GENERATED));

        assertThat(knock(NEW)).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void a_charge_point_that_was_registered_elsewhere_is_known() {
        register();

        assertThat(knock(OLD)).isInstanceOf(Admission.Admitted.class);
    }

    private void register() {
        domain.commands()
                .sendAndWait(new RegisterChargePoint(
                        CP,
                        RegistrationStatus.ACCEPTED,
                        RegistrationSource.OPERATOR,
                        MessagePolicy.STRICT,
                        null,
                        SecurityProfile.BASIC,
                        PlainKeys.verifier(OLD)));
    }

    private void remember() {
        remembered = domain.ask(ChargePoint.class, CP, ChargePoint::access);
    }

    private Admission knock(AuthorizationKey key) {
        String header = Knock.basic(CP.value(), key.bytes()).substring("Authorization: ".length());
        return gatekeeper.admit(new HandshakeRequest(
                CP,
                new SessionId("s-1"),
                "ocpp1.6",
                false,
                new Credentials(Transport.PLAIN, "network", List.of(header), List.of(), false),
                "192.0.2.7:4711",
                Instant.EPOCH));
    }
}
