package dev.csms.app.ocpp;

import dev.csms.app.CsmsSettings;
import dev.csms.domain.Aggregates;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.credential.KeyCheck;
import dev.csms.domain.secret.Vault;
import dev.csms.ocpp.rpc.MessageLog;
import dev.csms.ocpp.rpc.SecurityLog;
import dev.csms.ocpp.rpc.SessionRegistry;
import dev.csms.ocpp.tls.CertificateCheck;
import dev.csms.ocpp.tls.ServerCertificates;
import dev.csms.ocpp.tls.TlsEndpoint;
import dev.csms.ocpp.v16.CallTimeouts;
import dev.csms.ocpp.v16.DeviationBook;
import dev.csms.ocpp.v16.DomainGatekeeper;
import dev.csms.ocpp.v16.DomainGatekeeper.SelfRegistration;
import dev.csms.ocpp.v16.DoorRules;
import dev.csms.ocpp.v16.Locations;
import dev.csms.ocpp.v16.OcppCallHandler;
import dev.csms.ocpp.v16.OcppSettings;
import dev.csms.ocpp.v16.OperationDispatcher;
import dev.csms.ocpp.v16.OutgoingCalls;
import dev.csms.ocpp.v16.Quarantine;
import dev.csms.ocpp.v16.VendorDialect;
import dev.csms.ocpp.websocket.ClientCertificates;
import dev.csms.ocpp.websocket.Gatekeeper;
import dev.csms.ocpp.websocket.OcppServer;
import dev.csms.ocpp.websocket.OcppServerSettings;
import dev.csms.ocpp.websocket.OcppServerSettings.KeepAlive;
import dev.csms.ocpp.websocket.OcppServerSettings.Limits;
import dev.csms.ocpp.websocket.OcppServerSettings.MissingSubprotocol;
import dev.csms.ocpp.websocket.TlsListening;
import dev.csms.ocpp.websocket.TrustedProxies;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ConfigurerModule;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The adapter, put together. {@link OcppListening} starts and stops it. */
@Configuration(proxyBeanMethods = false)
class OcppConfiguration {

    private static final Duration GUESSING_DELAY = Duration.ofSeconds(2);

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    DeviationBook deviationBook(MeterRegistry meters) {
        return new DeviationBook(meters);
    }

    @Bean
    SecurityRecorder securityRecorder(CommandGateway commands, CsmsSettings settings, MeterRegistry meters) {
        return new SecurityRecorder(commands, settings.node(), meters);
    }

    /** One for all: what one of them has said, the others need not say again. */
    @Bean
    SecurityLog securityLog(MeterRegistry meters, InstantSource clock, SecurityRecorder recorder) {
        return new SecurityLog(meters, clock, recorder);
    }

    @Bean
    OcppCallHandler callHandler(
            CommandGateway commands,
            InstantSource clock,
            CsmsSettings settings,
            ObjectProvider<VendorDialect> dialects,
            DeviationBook deviations,
            SecurityLog securityLog) {
        return new OcppCallHandler(
                commands,
                clock,
                settings.node(),
                new OcppSettings(
                        settings.ocpp().heartbeat(),
                        settings.ocpp().bootRetry(),
                        settings.ocpp().fractionalSeconds(),
                        GUESSING_DELAY,
                        settings.certificates().signingRequestsPerDay(),
                        settings.certificates().cpoName()),
                dialects.orderedStream().toList(),
                deviations,
                Quarantine.onRecord(commands),
                securityLog);
    }

    @Bean(destroyMethod = "") // OcppListening closes it, in its turn
    SessionRegistry sessions(
            OcppCallHandler handler,
            MeterRegistry meters,
            InstantSource clock,
            MessageLog messageLog,
            SecurityLog securityLog) {
        return new SessionRegistry(handler, handler.actions(), meters, clock, messageLog, securityLog);
    }

    @Bean
    ConfigurerModule mistakesOnRecord(
            CsmsSettings settings, ObjectProvider<SessionRegistry> sessions, MeterRegistry meters) {
        return axon -> axon.eventProcessing()
                .registerEventHandler(_ -> new MistakesOnRecord(
                        settings.node(), sessions.getObject().securityLog(), meters));
    }

    @Bean
    OutgoingCalls outgoingCalls(CsmsSettings settings, Locations locations, ObjectProvider<Vault> vault) {
        return new OutgoingCalls(
                settings.ocpp().fractionalSeconds(),
                locations,
                reference -> vault.getObject().read(reference));
    }

    @Bean
    OperationDispatcher operationDispatcher(
            CommandGateway commands,
            SessionRegistry sessions,
            OutgoingCalls calls,
            OcppCallHandler handler,
            InstantSource clock,
            CsmsSettings settings) {
        return new OperationDispatcher(
                commands,
                sessions,
                calls,
                handler,
                clock,
                settings.node(),
                new CallTimeouts(settings.ocpp().callTimeout(), settings.ocpp().callTimeouts()),
                settings.ocpp().bootGrace());
    }

    @Bean
    Gatekeeper gatekeeper(
            CommandGateway commands,
            Aggregates aggregates,
            SessionRegistry sessions,
            KeyCheck keys,
            ObjectProvider<ClientCertificates> certificates,
            CsmsSettings settings) {
        return new DomainGatekeeper(
                commands,
                aggregates,
                sessions,
                keys,
                certificates.getIfAvailable(() -> ClientCertificates.NONE_ARE_GOOD),
                new DoorRules(
                        settings.unsecuredChargePoints(),
                        settings.ocpp().hideUnknownIdentities(),
                        settings.ocpp().hexPasswords(),
                        settings.ocpp().takeoverProbe(),
                        settings.certificates().cpoName()),
                settings.node(),
                selfRegistration(settings));
    }

    private static Optional<SelfRegistration> selfRegistration(CsmsSettings settings) {
        MessagePolicy policy = settings.registration().messagePolicy();
        return switch (settings.registration().unknown()) {
            case REJECT -> Optional.empty();
            case PENDING -> Optional.of(new SelfRegistration(RegistrationStatus.PENDING, policy));
            case ACCEPT -> Optional.of(new SelfRegistration(RegistrationStatus.ACCEPTED, policy));
        };
    }

    @Bean(destroyMethod = "")
    OcppServer ocppServer(
            CsmsSettings settings,
            Gatekeeper gatekeeper,
            SessionRegistry sessions,
            InstantSource clock,
            ServerCertificates certificates,
            CertificateCheck check) {
        CsmsSettings.Tls tls = settings.ocpp().tls();
        return new OcppServer(
                serverSettings(settings.ocpp()),
                gatekeeper,
                sessions,
                clock,
                tls.isOn()
                        ? new TlsListening(
                                tls.port(),
                                tls.clientCertificatePort(),
                                tls.onePort(),
                                new TlsEndpoint(tls.rules(), certificates, check))
                        : null);
    }

    private static OcppServerSettings serverSettings(CsmsSettings.Ocpp ocpp) {
        OcppServerSettings usual = OcppServerSettings.at(ocpp.host(), ocpp.port());
        Limits limits = usual.limits();
        return new OcppServerSettings(
                ocpp.host(),
                ocpp.port(),
                usual.path(),
                ocpp.requireSubprotocol() ? MissingSubprotocol.HTTP_400 : MissingSubprotocol.HANDSHAKE_CLOSE,
                ocpp.compression(),
                new Limits(
                        limits.messageBytes(),
                        limits.messageFragments(),
                        limits.messageTime(),
                        limits.handshakeTime(),
                        ocpp.maxSessions(),
                        limits.headerBytes(),
                        limits.pathBytes(),
                        ocpp.messagesPerSecond(),
                        limits.floodTime(),
                        ocpp.handshakesPerSecond(),
                        ocpp.tls().handshakesPerSecond(),
                        ocpp.arrivalsPerSource(),
                        ocpp.refusalsPerMinute(),
                        ocpp.flappingDelay()),
                new KeepAlive(ocpp.pingInterval(), ocpp.silence()),
                new TrustedProxies(
                        ocpp.trustedProxies().stream()
                                .map(TrustedProxies.Network::of)
                                .toList(),
                        ocpp.proxyCertificateHeader()));
    }
}
