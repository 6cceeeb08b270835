package dev.csms.app.startup;

import dev.csms.app.CsmsSettings;
import dev.csms.app.access.SetupLink;
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
import org.springframework.stereotype.Component;

/** Says, when everything runs, where everything is and what to do first. */
@Component
final class Welcome {

    private static final String REGISTER =
            "registerChargePoint(input: {identity: \"CP-1\"}) { url authorizationKey } registerIdTag(input: {idTag:"
                    + " \"ALICE\"}) { registered }";

    private static final String FIRST = """
          First become the administrator, within 24 hours, by a browser on this machine
          (or by https, where that is provided, from anywhere):

            http://localhost:${port}${setup}

        """;

    private final OcppServer charging;
    private final SetupLink setup;
    private final boolean wanted;

    Welcome(OcppServer charging, SetupLink setup, CsmsSettings settings) {
        this.charging = charging;
        this.setup = setup;
        this.wanted = settings.welcome();
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext web
                && web.getWebServer() != null
                && wanted) {
            write(
                    System.out,
                    OwnAddress.find(),
                    charging.port(Listener.PLAIN),
                    charging.port(Listener.TLS),
                    web.getWebServer().getPort(),
                    event.getTimeTaken(),
                    setup.next().orElse(null));
        }
    }

    /**
     * @param ocppPort of {@code ws}; may be none
     * @param tlsPort  of {@code wss}; may be none
     * @param setup    path of the link for the first administrator; absent if there is one
     */
    static void write(
            PrintStream out,
            String host,
            int ocppPort,
            int tlsPort,
            int webPort,
            @Nullable Duration taken,
            @Nullable String setup) {
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

            ${first}  ${then} register a charge point and an idTag in GraphiQL, or with a token of createApiToken:

                curl -s ${web}/graphql -H "Authorization: Bearer $TOKEN" \\
                  -H 'Content-Type: application/json' -d '{"query": "mutation { ${register} }"}'

              Then type both into the charger that it answers: the url (${charging}CP-1) and, where there is one, the
              authorizationKey, its password in hex digits, which is told this once.
            """.replace("${first}", setup == null ? "" : FIRST.replace("${setup}", setup))
                .replace("${then}", setup == null ? "First" : "Then")
                .replace("${port}", String.valueOf(webPort))
                .replace("${taken}", taken == null ? "" : " after %.1f s".formatted(taken.toMillis() / 1000.0))
                .replace("${connect}", String.join("\n", connect))
                .replace("${charging}", isPlain ? plain : encrypted)
                .replace("${web}", web)
                .replace("${register}", REGISTER.replace("\"", "\\\"")));
        out.flush();
    }
}
