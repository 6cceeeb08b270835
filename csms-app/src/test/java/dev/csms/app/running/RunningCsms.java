package dev.csms.app.running;

import dev.csms.app.CsmsApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole product inside the test's JVM, started once and stopped with it. */
final class RunningCsms {

    private static final class Once {
        private static final RunningCsms CSMS = new RunningCsms();
    }

    private final ConfigurableApplicationContext context;
    private final int ocppPort = FreePort.find();
    private final int httpPort = FreePort.find();

    private RunningCsms() {
        try {
            Path data = Files.createTempDirectory(Path.of("target"), "running-csms");
            context = SpringApplication.run(
                    CsmsApplication.class,
                    "--csms.data-directory=" + data,
                    "--csms.ocpp.host=127.0.0.1",
                    "--csms.ocpp.port=" + ocppPort,
                    "--server.address=127.0.0.1",
                    "--server.port=" + httpPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RunningCsms get() {
        return Once.CSMS;
    }

    /** The URL to type into a charger that adds its identity itself. */
    String ocpp() {
        return "ws://127.0.0.1:" + ocppPort + "/ocpp";
    }

    /** The port for operators. */
    String http() {
        return "http://127.0.0.1:" + httpPort;
    }

    GraphQl graphQl() {
        return new GraphQl(httpPort);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    void registerChargePoint(String identity) {
        graphQl()
                .data("mutation { registerChargePoint(input: {identity: \"%s\"}) { registered } }".formatted(identity));
    }

    void registerIdTag(String idTag) {
        graphQl().data("mutation { registerIdTag(input: {idTag: \"%s\"}) { registered } }".formatted(idTag));
    }
}
