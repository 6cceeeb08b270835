package dev.csms.app.ocpp;

import dev.csms.app.startup.OwnAddress;
import dev.csms.domain.credential.SecurityProfile;
import dev.csms.ocpp.websocket.OcppServer;
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
        return profile.usesTls()
                ? Optional.empty()
                : Optional.of("ws://" + OwnAddress.find() + ":" + server.port() + "/ocpp/"
                        + URLEncoder.encode(identity, StandardCharsets.UTF_8).replace("+", "%20"));
    }
}
