package dev.csms.app.startup;

import dev.csms.app.access.SetupLink;
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
            "registerChargePoint(input: {identity: \"CP-1\"}) { registered } registerIdTag(input: {idTag: \"ALICE\"})"
                    + " { registered }";

    private static final String FIRST = """
          First become the administrator, within 24 hours, by a browser on this machine
          (or by https, where that is provided, from anywhere):

            http://localhost:${port}${setup}

        """;

    private final OcppServer charging;
    private final SetupLink setup;
    private final Environment environment;

    Welcome(OcppServer charging, SetupLink setup, Environment environment) {
        this.charging = charging;
        this.setup = setup;
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
                    event.getTimeTaken(),
                    setup.next().orElse(null));
        }
    }

    /** @param setup path of the link for the first administrator; absent if there is one */
    static void write(
            PrintStream out, String host, int ocppPort, int webPort, @Nullable Duration taken, @Nullable String setup) {
        String charging = "ws://" + host + ":" + ocppPort + "/ocpp/";
        String web = "http://" + host + ":" + webPort;
        out.println("""

            CSMS is ready${taken}.

              Charge points connect to  ${charging}<identity>
              GraphQL                   ${web}/graphql
              GraphiQL, in a browser    ${web}/graphiql
              Health                    ${web}/actuator/health

            ${first}  ${then} register a charge point and an idTag in GraphiQL, or with a token of createApiToken:

                curl -s ${web}/graphql -H "Authorization: Bearer $TOKEN" \\
                  -H 'Content-Type: application/json' -d '{"query": "mutation { ${register} }"}'

              Then type this into the charger:  ${charging}CP-1
            """.replace("${first}", setup == null ? "" : FIRST.replace("${setup}", setup))
                .replace("${then}", setup == null ? "First" : "Then")
                .replace("${taken}", taken == null ? "" : " after %.1f s".formatted(taken.toMillis() / 1000.0))
                .replace("${port}", String.valueOf(webPort))
                .replace("${charging}", charging)
                .replace("${web}", web)
                .replace("${register}", REGISTER.replace("\"", "\\\"")));
        out.flush();
    }
}
