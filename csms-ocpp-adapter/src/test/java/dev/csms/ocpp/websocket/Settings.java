package dev.csms.ocpp.websocket;

import dev.csms.ocpp.websocket.OcppServerSettings.KeepAlive;
import dev.csms.ocpp.websocket.OcppServerSettings.Limits;
import dev.csms.ocpp.websocket.OcppServerSettings.MissingSubprotocol;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Of a test's server: as recommended, on any free port of this machine, but for what the test changes. */
public final class Settings {

    public String host = "127.0.0.1";
    public int port = 0;
    public MissingSubprotocol missingSubprotocol = MissingSubprotocol.HTTP_400;
    public boolean compression = false;
    public Duration messageTime = Limits.DEFAULT.messageTime();
    public Duration handshakeTime = Limits.DEFAULT.handshakeTime();
    public int sessions = Limits.DEFAULT.sessions();
    public int messagesPerSecond = 0; // tests are faster than any charge point
    public Duration floodTime = Limits.DEFAULT.floodTime();
    public int tlsHandshakesPerSecond = Limits.DEFAULT.tlsHandshakesPerSecond();
    public int arrivalsPerSource = Limits.DEFAULT.arrivalsPerSource();
    public int handshakesPerSecond = Limits.DEFAULT.handshakesPerSecond();
    public int refusalsPerMinute = Limits.DEFAULT.refusalsPerMinute();
    public Duration flappingDelay = Limits.DEFAULT.flappingDelay();
    public Duration pingInterval = KeepAlive.DEFAULT.pingInterval();
    public Duration silence = KeepAlive.DEFAULT.silence();
    public @Nullable TlsListening tls = null;
    public @Nullable Gatekeeper gate = null;
    public TrustedProxies proxies = TrustedProxies.NONE;

    public OcppServerSettings build() {
        return new OcppServerSettings(
                host,
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
                        floodTime,
                        handshakesPerSecond,
                        tlsHandshakesPerSecond,
                        arrivalsPerSource,
                        refusalsPerMinute,
                        flappingDelay),
                new KeepAlive(pingInterval, silence),
                proxies);
    }
}
