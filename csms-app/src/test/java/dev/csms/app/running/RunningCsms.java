package dev.csms.app.running;

import dev.csms.app.CsmsApplication;
import dev.csms.app.TestToken;
import dev.csms.app.postgres.TestPostgres;
import dev.csms.ocpp.websocket.Listener;
import dev.csms.ocpp.websocket.OcppServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole product inside the test's JVM, started once and stopped with it. */
public final class RunningCsms implements AutoCloseable {

    private static final class Once {
        private static final RunningCsms CSMS = new RunningCsms(
                "--csms.housekeeping.enabled=false",
                "--csms.ocpp.boot-grace=2s", // many come back in another way, and nobody wants to wait for that
                "--csms.ocpp.tls.rules=compatible",
                "--csms.ocpp.tls.host-names=localhost");
    }

    /** Most tests are about something else: neither about keys nor about machines that are slow for a while. */
    static final Map<String, String> USUAL = Map.of(
            "--csms.ocpp.profile-0=", "true",
            "--csms.graphql.time-limit=", "25s",
            "--csms.overload.append-wait=", "1m",
            "--csms.overload.database-away=", "1m");

    private final ConfigurableApplicationContext context;

    /** @param more settings */
    private RunningCsms(String... more) {
        try {
            Path data = Files.createTempDirectory(Path.of("target"), "running-csms");
            TestPostgres.lendPrograms(data);
            List<String> settings = new ArrayList<>(List.of(
                    "--csms.data-directory=" + data,
                    "--csms.ocpp.host=127.0.0.1",
                    "--csms.ocpp.port=0",
                    "--csms.ocpp.tls.port=0",
                    "--csms.ocpp.tls.client-certificate-port=0",
                    "--csms.ocpp.call-timeouts.Slow=1s",
                    "--csms.messages.retention=1h",
                    "--csms.local-auth-list.period=1s",
                    "--server.address=127.0.0.1",
                    "--server.port=0",
                    "--" + TestToken.SETTING,
                    "--" + TestToken.RATE_SETTING));
            settings.addAll(List.of(more));
            addUnlessSet(settings, USUAL);
            context = SpringApplication.run(CsmsApplication.class, settings.toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void addUnlessSet(List<String> settings, Map<String, String> usual) {
        usual.forEach((name, value) -> {
            if (settings.stream().noneMatch(it -> it.startsWith(name))) {
                settings.add(name + value);
            }
        });
    }

    public static RunningCsms get() {
        return Once.CSMS;
    }

    /** Another one, for settings that are not for the other tests; to be closed. */
    public static RunningCsms with(String... settings) {
        return new RunningCsms(settings);
    }

    @Override
    public void close() {
        context.close();
    }

    /** The URL to type into a charger that adds its identity itself. */
    public String ocpp() {
        return "ws://127.0.0.1:" + port(Listener.PLAIN) + "/ocpp";
    }

    /** The same by TLS, without a certificate of the charge point's. */
    public String ocppByTls() {
        return "wss://localhost:" + port(Listener.TLS) + "/ocpp";
    }

    /** The same by TLS, with one. */
    public String ocppByCertificate() {
        return "wss://localhost:" + port(Listener.CLIENT_CERTIFICATE) + "/ocpp";
    }

    private int port(Listener listener) {
        return context.getBean(OcppServer.class).port(listener);
    }

    /** The port for operators. */
    String http() {
        return "http://127.0.0.1:" + httpPort();
    }

    public GraphQl graphQl() {
        return new GraphQl(httpPort());
    }

    int httpPort() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** What everybody may fetch. @param path at the port of GraphQL */
    public String fetch(String path) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(http(path)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** @param path at the port of GraphQL */
    URI http(String path) {
        return URI.create(http() + path);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    public void registerChargePoint(String identity) {
        graphQl()
                .data("mutation { registerChargePoint(input: {identity: \"%s\"}) { registered } }".formatted(identity));
    }

    /** A charge point that is registered, connected and has booted. */
    OcppClient booted(String identity) {
        return booted(identity, OcppClient.BOOT);
    }

    /** @param boot its BootNotification */
    OcppClient booted(String identity, String boot) {
        registerChargePoint(identity);
        OcppClient chargePoint = OcppClient.connect(ocpp() + "/" + identity);
        chargePoint.call("BootNotification", boot);
        return chargePoint;
    }

    /** One that has to prove who it is. @return the header by which it does */
    public String registerChargePointWithKey(String identity) {
        return registerChargePointWithKey(identity, 1);
    }

    /** One of this security profile, which must be one with a password. @return the header by which it proves itself */
    public String registerChargePointWithKey(String identity, int securityProfile) {
        return OcppClient.basic(
                identity,
                graphQl()
                        .data(("mutation { it: registerChargePoint(input: {identity: \"%s\", securityProfile: %d}) {"
                                        + " authorizationKey } }")
                                .formatted(identity, securityProfile))
                        .at("/it/authorizationKey")
                        .asString());
    }

    public void registerIdTag(String idTag) {
        graphQl().data("mutation { registerIdTag(input: {idTag: \"%s\"}) { registered } }".formatted(idTag));
    }
}
