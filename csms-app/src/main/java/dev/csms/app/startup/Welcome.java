package dev.csms.app.startup;

import dev.csms.ocpp.websocket.OcppServer;
import java.io.PrintStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says, when everything runs, where everything is and what to do first. */
@Component
final class Welcome {

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
            write(System.out, address(), charging.port(), web.getWebServer().getPort(), event.getTimeTaken());
        }
    }

    static void write(
            PrintStream out,
            String host,
            int ocppPort,
            int webPort,
            @org.jspecify.annotations.Nullable Duration taken) {
        String web = "http://" + host + ":" + webPort;
        out.printf("""

            CSMS is ready%s.

              Charge points connect to  ws://%s:%d/ocpp/<identity>
              GraphQL                   %s/graphql
              GraphiQL, in a browser    %s/graphiql
              Health                    %s/actuator/health

              First register a charge point and an idTag:

                curl -s %s/graphql -H 'Content-Type: application/json' -d '{"query":
                  "mutation { registerChargePoint(input: {identity: \\"CP-1\\"}) { registered }
                              registerIdTag(input: {idTag: \\"ALICE\\"}) { registered } }"}'

              Then type this into the charger:  ws://%s:%d/ocpp/CP-1

            """.formatted(
                        taken == null ? "" : " after %.1f s".formatted(taken.toMillis() / 1000.0),
                        host,
                        ocppPort,
                        web,
                        web,
                        web,
                        web,
                        host,
                        ocppPort));
        out.flush();
    }

    /** The address under which others reach this machine, as far as it knows. */
    private static String address() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(Welcome::isUsable)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .findFirst()
                    .orElse("localhost");
        } catch (SocketException e) {
            return "localhost";
        }
    }

    private static boolean isUsable(NetworkInterface network) {
        try {
            return network.isUp()
                    && !network.isLoopback()
                    && !network.isPointToPoint()
                    && !network.getName().startsWith("docker")
                    && !network.getName().startsWith("br-");
        } catch (SocketException e) {
            return false;
        }
    }
}
