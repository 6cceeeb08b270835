package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import eu.chargetime.ocpp.ClientEvents;
import eu.chargetime.ocpp.JSONClient;
import eu.chargetime.ocpp.feature.profile.ClientCoreEventHandler;
import eu.chargetime.ocpp.feature.profile.ClientCoreProfile;
import eu.chargetime.ocpp.model.Confirmation;
import eu.chargetime.ocpp.model.Request;
import eu.chargetime.ocpp.model.core.AuthorizationStatus;
import eu.chargetime.ocpp.model.core.AuthorizeConfirmation;
import eu.chargetime.ocpp.model.core.BootNotificationConfirmation;
import eu.chargetime.ocpp.model.core.ChargePointErrorCode;
import eu.chargetime.ocpp.model.core.ChargePointStatus;
import eu.chargetime.ocpp.model.core.DataTransferConfirmation;
import eu.chargetime.ocpp.model.core.DataTransferStatus;
import eu.chargetime.ocpp.model.core.HeartbeatConfirmation;
import eu.chargetime.ocpp.model.core.RegistrationStatus;
import eu.chargetime.ocpp.model.core.SampledValue;
import eu.chargetime.ocpp.model.core.StartTransactionConfirmation;
import eu.chargetime.ocpp.model.core.StopTransactionConfirmation;
import eu.chargetime.ocpp.model.core.StopTransactionRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A whole session, driven by an OCPP client that is not ours. */
class ForeignClientTest {

    private static final ZonedDateTime NOON = ZonedDateTime.of(2026, 3, 1, 12, 0, 0, 0, ZoneOffset.UTC);

    private final RunningCsms csms = RunningCsms.get();

    @Test
    void a_foreign_client_boots_charges_and_stops() throws Exception {
        csms.registerChargePoint("FOREIGN-1");
        csms.registerIdTag("FOREIGN-TAG");
        ClientCoreProfile core = new ClientCoreProfile(noCallsExpected());
        JSONClient client = new JSONClient(core, "FOREIGN-1");
        CompletableFuture<Void> open = new CompletableFuture<>();
        client.connect(csms.ocpp(), new ClientEvents() {
            @Override
            public void connectionOpened() {
                open.complete(null);
            }

            @Override
            public void connectionClosed() {
                open.completeExceptionally(new AssertionError("closed"));
            }
        });
        OcppClient.await(open);

        BootNotificationConfirmation boot = send(client, core.createBootNotificationRequest("ChargeTime", "Client"));
        assertThat(boot.getStatus()).isEqualTo(RegistrationStatus.Accepted);
        assertThat(boot.getInterval()).isPositive();
        assertThat(boot.getCurrentTime())
                .isBetween(
                        ZonedDateTime.now().minusMinutes(1), ZonedDateTime.now().plusMinutes(1));

        HeartbeatConfirmation heartbeat = send(client, core.createHeartbeatRequest());
        assertThat(heartbeat.getCurrentTime()).isAfterOrEqualTo(boot.getCurrentTime());
        DataTransferConfirmation data = send(client, core.createDataTransferRequest("com.example"));
        assertThat(data.getStatus()).isEqualTo(DataTransferStatus.UnknownVendorId);

        status(client, core, ChargePointStatus.Preparing);
        AuthorizeConfirmation authorized = send(client, core.createAuthorizeRequest("FOREIGN-TAG"));
        assertThat(authorized.getIdTagInfo().getStatus()).isEqualTo(AuthorizationStatus.Accepted);
        StartTransactionConfirmation started =
                send(client, core.createStartTransactionRequest(1, "FOREIGN-TAG", 1_000, NOON));
        assertThat(started.getIdTagInfo().getStatus()).isEqualTo(AuthorizationStatus.Accepted);
        int transactionId = started.getTransactionId();
        status(client, core, ChargePointStatus.Charging);

        SampledValue reading = new SampledValue("1500");
        var meterValues = core.createMeterValuesRequest(1, NOON.plusMinutes(15), reading);
        meterValues.setTransactionId(transactionId);
        send(client, meterValues);

        StopTransactionRequest stop = core.createStopTransactionRequest(9_000, NOON.plusHours(1), transactionId);
        stop.setIdTag("FOREIGN-TAG");
        StopTransactionConfirmation stopped = send(client, stop);
        assertThat(stopped.getIdTagInfo().getStatus()).isEqualTo(AuthorizationStatus.Accepted);
        status(client, core, ChargePointStatus.Available);
        client.disconnect();

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode transaction = csms.graphQl()
                    .data(
                            "{ transaction(transactionId: %d) { state idTag energy { energyWh } meterValues { samples { value } } } }"
                                    .formatted(transactionId))
                    .path("transaction");
            assertThat(transaction.path("state").asString("")).isEqualTo("STOPPED");
            assertThat(transaction.path("energy").path("energyWh").asInt()).isEqualTo(8_000);
            assertThat(transaction.path("meterValues").findValuesAsString("value"))
                    .contains("1500");
        });
    }

    private static void status(JSONClient client, ClientCoreProfile core, ChargePointStatus status) throws Exception {
        send(client, core.createStatusNotificationRequest(1, ChargePointErrorCode.NoError, status));
    }

    @SuppressWarnings("unchecked")
    private static <C extends Confirmation> C send(JSONClient client, Request request) throws Exception {
        return (C) OcppClient.await(client.send(request).toCompletableFuture());
    }

    private static ClientCoreEventHandler noCallsExpected() {
        return (ClientCoreEventHandler) Proxy.newProxyInstance(
                ForeignClientTest.class.getClassLoader(),
                new Class<?>[] {ClientCoreEventHandler.class},
                (_, method, _) -> {
                    throw new AssertionError("nobody asked for " + method.getName());
                });
    }
}
