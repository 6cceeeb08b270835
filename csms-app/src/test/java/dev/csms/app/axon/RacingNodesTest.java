package dev.csms.app.axon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.CsmsApplication;
import dev.csms.app.postgres.TestPostgres;
import dev.csms.domain.chargepoint.ChargePointCommand.RegisterChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.metervalue.MeterValue;
import dev.csms.domain.metervalue.MeterValueCommand.RecordMeterValues;
import dev.csms.domain.transaction.StartAnswer;
import dev.csms.domain.transaction.TransactionCommand.StartTransaction;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The same message on two nodes at once: a charge point has sent it, lost its connection, and sent it again on the next
 * while the first node was still busy with it.
 */
class RacingNodesTest {

    private static final ChargePointId CHARGE_POINT = new ChargePointId("CP-1");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int RACES = 40;

    private final PGSimpleDataSource database = TestPostgres.emptyDatabase();
    private final ConfigurableApplicationContext one = node("one");
    private final ConfigurableApplicationContext two = node("two");

    private ConfigurableApplicationContext node(String name) {
        return SpringApplication.run(
                CsmsApplication.class,
                "--csms.node=" + name,
                "--csms.ocpp.port=0",
                "--csms.ocpp.tls.port=-1",
                "--csms.ocpp.tls.client-certificate-port=-1",
                "--csms.welcome=false",
                "--server.port=0",
                "--spring.datasource.url=" + database.getUrl(),
                "--spring.datasource.username=" + database.getUser(),
                "--spring.datasource.password=" + database.getPassword());
    }

    @AfterEach
    void stop() {
        two.close();
        one.close();
    }

    /** Does it on both nodes as nearly at once as can be, and gives both results. */
    private <R> List<R> onBoth(Function<CommandGateway, R> action) {
        CyclicBarrier start = new CyclicBarrier(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<R>> results = List.of(one, two).stream()
                    .map(node -> CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    start.await();
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                                return action.apply(node.getBean(CommandGateway.class));
                            },
                            threads))
                    .toList();
            return results.stream().map(CompletableFuture::join).toList();
        }
    }

    private long eventsOfType(String type) {
        return one.getBean(org.springframework.jdbc.core.simple.JdbcClient.class)
                .sql("select count(*) from domain_event where payload_type = :type")
                .param("type", type)
                .query(Long.class)
                .single();
    }

    @Test
    void a_start_that_lost_the_race_gets_the_first_answer() {
        one.getBean(CommandGateway.class)
                .sendAndWait(new RegisterChargePoint(
                        CHARGE_POINT,
                        RegistrationStatus.ACCEPTED,
                        RegistrationSource.OPERATOR,
                        MessagePolicy.STRICT,
                        null));
        for (int race = 0; race < RACES; race++) {
            // time goes backwards in every other race: a start that is no news is looked for by what it says
            Instant startedAt = NOON.plusSeconds(race % 2 == 0 ? race * 60 : -race * 60);
            StartTransaction start = new StartTransaction(
                    CHARGE_POINT, 1 + race % 3, new IdTagId("TAG"), 1_000L, startedAt, null, NOON.plusSeconds(1), null);

            List<StartAnswer> answers = onBoth(commands -> commands.sendAndWait(start));

            assertThat(answers.getFirst()).as("race %d", race).isEqualTo(answers.getLast());
        }
        assertThat(eventsOfType("TransactionStarted")).isEqualTo(RACES);
        assertThat(eventsOfType("TransactionIdAssigned")).isEqualTo(RACES);
    }

    @Test
    void meter_values_that_lost_the_race_are_stored_once() {
        one.getBean(CommandGateway.class)
                .sendAndWait(new RegisterChargePoint(
                        CHARGE_POINT,
                        RegistrationStatus.ACCEPTED,
                        RegistrationSource.OPERATOR,
                        MessagePolicy.STRICT,
                        null));
        for (int race = 0; race < RACES; race++) {
            RecordMeterValues values = new RecordMeterValues(
                    CHARGE_POINT,
                    1,
                    null,
                    List.of(new MeterValue(NOON.plusSeconds(race), List.of())),
                    NOON.plusSeconds(race),
                    null);

            onBoth(commands -> {
                try {
                    return commands.sendAndWait(values);
                } catch (AggregateStreamCreationException saidBefore) {
                    return "as good as success";
                }
            });
        }
        assertThat(eventsOfType("MeterValuesReceived")).isEqualTo(RACES);
    }
}
