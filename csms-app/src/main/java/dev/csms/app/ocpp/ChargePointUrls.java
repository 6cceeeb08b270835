package dev.csms.app.ocpp;

import dev.csms.app.startup.OwnAddress;
import dev.csms.domain.credential.SecurityProfile;
import dev.csms.ocpp.websocket.Listener;
import dev.csms.ocpp.websocket.OcppServer;
import dev.csms.ocpp.websocket.OcppServerSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What is to be typed into chargers so that they connect. */
@Component
public final class ChargePointUrls {

    private final OcppServer server;

    ChargePointUrls(OcppServer server) {
        this.server = server;
    }

    /** Of a charge point that adds nothing to it; empty if nobody listens for its security profile. */
    public Optional<String> of(String identity, SecurityProfile profile) {
        int port = server.port(
                switch (profile) {
                    case UNSECURED, BASIC -> Listener.PLAIN;
                    case TLS_BASIC -> Listener.TLS;
                    case TLS_CERTIFICATE -> hasPortOfItsOwn() ? Listener.CLIENT_CERTIFICATE : Listener.TLS;
                });
        return port == OcppServerSettings.NO_PORT
                ? Optional.empty()
                : Optional.of((profile.usesTls() ? "wss://" : "ws://") + OwnAddress.find() + ":" + port + "/ocpp/"
                        + URLEncoder.encode(identity, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    private boolean hasPortOfItsOwn() {
        return server.port(Listener.CLIENT_CERTIFICATE) != OcppServerSettings.NO_PORT;
    }
}
