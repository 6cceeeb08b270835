package dev.csms.ocpp.websocket;

import dev.csms.ocpp.websocket.OcppServerSettings.KeepAlive;
import dev.csms.ocpp.websocket.OcppServerSettings.Limits;
import dev.csms.ocpp.websocket.OcppServerSettings.MissingSubprotocol;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Of a test's server: as recommended, on any free port of this machine, but for what the test changes. */
final class Settings {

    int port = 0;
    MissingSubprotocol missingSubprotocol = MissingSubprotocol.HTTP_400;
    boolean compression = false;
    Duration messageTime = Limits.DEFAULT.messageTime();
    Duration handshakeTime = Limits.DEFAULT.handshakeTime();
    int sessions = Limits.DEFAULT.sessions();
    int messagesPerSecond = Limits.DEFAULT.messagesPerSecond();
    int handshakesPerSecond = Limits.DEFAULT.handshakesPerSecond();
    int tlsHandshakesPerSecond = Limits.DEFAULT.tlsHandshakesPerSecond();
    int arrivalsPerSource = Limits.DEFAULT.arrivalsPerSource();
    int refusalsPerMinute = Limits.DEFAULT.refusalsPerMinute();
    Duration flappingDelay = Limits.DEFAULT.flappingDelay();
    Duration pingInterval = KeepAlive.DEFAULT.pingInterval();
    Duration silence = KeepAlive.DEFAULT.silence();
    @Nullable TlsListening tls = null;
    @Nullable Gatekeeper gate = null;
    TrustedProxies proxies = TrustedProxies.NONE;

    OcppServerSettings build() {
        return new OcppServerSettings(
                "127.0.0.1",
                port,
                "/ocpp",
                missingSubprotocol,
                compression,
                new Limits(
                        Limits.DEFAULT.messageBytes(),
                        Limits.DEFAULT.messageFragments(),
                        messageTime,
                        handshakeTime,
                        sessions,
                        Limits.DEFAULT.headerBytes(),
                        Limits.DEFAULT.pathBytes(),
                        messagesPerSecond,
                        handshakesPerSecond,
                        tlsHandshakesPerSecond,
                        arrivalsPerSource,
                        refusalsPerMinute,
                        flappingDelay),
                new KeepAlive(pingInterval, silence),
                proxies);
    }
}
