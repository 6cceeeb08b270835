package dev.csms.app.startup;

import dev.csms.ocpp.websocket.OcppServer;
import java.io.PrintStream;
import java.time.Duration;
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
            "registerChargePoint(input: {identity: \"CP-1\"}) { url authorizationKey } registerIdTag(input: {idTag:"
                    + " \"ALICE\"}) { registered }";

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
                    charging.port(),
                    web.getWebServer().getPort(),
                    event.getTimeTaken());
        }
    }

    static void write(PrintStream out, String host, int ocppPort, int webPort, @Nullable Duration taken) {
        String charging = "ws://" + host + ":" + ocppPort + "/ocpp/";
        String web = "http://" + host + ":" + webPort;
        out.println("""

            CSMS is ready${taken}.

              Charge points connect to  ${charging}<identity>
              GraphQL                   ${web}/graphql
              GraphiQL, in a browser    ${web}/graphiql
              Health                    ${web}/actuator/health

              First register a charge point and an idTag (or do it in GraphiQL):

                curl -s ${web}/graphql -H 'Content-Type: application/json' -d '{"query": "mutation { ${register} }"}'

              Then type both into the charger that it answers: the url (${charging}CP-1) and, where there is one, the
              authorizationKey, its password in hex digits, which is told this once.
            """.replace("${taken}", taken == null ? "" : " after %.1f s".formatted(taken.toMillis() / 1000.0))
                .replace("${charging}", charging)
                .replace("${web}", web)
                .replace("${register}", REGISTER.replace("\"", "\\\"")));
        out.flush();
    }
}
