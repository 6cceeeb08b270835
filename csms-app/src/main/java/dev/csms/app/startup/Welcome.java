package dev.csms.app.startup;

import dev.csms.ocpp.websocket.Listener;
import dev.csms.ocpp.websocket.OcppServer;
import dev.csms.ocpp.websocket.OcppServerSettings;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says, when everything runs, where everything is and what to do first. */
@Component
final class Welcome {

    private static final String REGISTER =
            "registerChargePoint(input: {identity: \"CP-1\"}) { registered } registerIdTag(input: {idTag: \"ALICE\"})"
                    + " { registered }";

    private final OcppServer charging;
    private final Environment environment;

    Welcome(OcppServer charging, Environment environment) {
        this.charging = charging;
        this.environment = environment;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext web
                && web.getWebServer() != null
                && environment.getProperty("csms.welcome", Boolean.class, true)) {
            write(
                    System.out,
                    OwnAddress.find(),
                    charging.port(Listener.PLAIN),
                    charging.port(Listener.TLS),
                    web.getWebServer().getPort(),
                    event.getTimeTaken());
        }
    }

    /** @param ocppPort of {@code ws} @param tlsPort of {@code wss}; each may be none */
    static void write(
            PrintStream out, String host, int ocppPort, int tlsPort, int webPort, @Nullable Duration taken) {
        String plain = "ws://" + host + ":" + ocppPort + "/ocpp/";
        String encrypted = "wss://" + host + ":" + tlsPort + "/ocpp/";
        boolean isPlain = ocppPort != OcppServerSettings.NO_PORT;
        String web = "http://" + host + ":" + webPort;
        List<String> connect = new ArrayList<>();
        if (isPlain) {
            connect.add("  Charge points connect to  " + plain + "<identity>");
        }
        if (tlsPort != OcppServerSettings.NO_PORT) {
            connect.add((isPlain ? "  or, with TLS, to          " : "  Charge points connect to  ") + encrypted
                    + "<identity>");
            connect.add("  and trust the root at     " + web + "/pki/root.pem");
        }
        out.println("""

            CSMS is ready${taken}.

            ${connect}
              GraphQL                   ${web}/graphql
              GraphiQL, in a browser    ${web}/graphiql
              Health                    ${web}/actuator/health

              First register a charge point and an idTag (or do it in GraphiQL):

                curl -s ${web}/graphql -H 'Content-Type: application/json' -d '{"query": "mutation { ${register} }"}'

              Then type this into the charger:  ${charging}CP-1
            """.replace("${taken}", taken == null ? "" : " after %.1f s".formatted(taken.toMillis() / 1000.0))
                .replace("${connect}", String.join("\n", connect))
                .replace("${charging}", isPlain ? plain : encrypted)
                .replace("${web}", web)
                .replace("${register}", REGISTER.replace("\"", "\\\"")));
        out.flush();
    }
}
