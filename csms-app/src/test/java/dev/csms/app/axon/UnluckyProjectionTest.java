package dev.csms.app.axon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.CsmsApplication;
import dev.csms.app.postgres.TestPostgres;
import dev.csms.domain.chargepoint.ChargePointCommand.RegisterChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.query.projection.ProjectionProgress;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What may happen to a projection without its standing still. */
class UnluckyProjectionTest {

    private final PGSimpleDataSource database = TestPostgres.emptyDatabase();
    private final ConfigurableApplicationContext node = SpringApplication.run(
            CsmsApplication.class,
            TestPostgres.arguments(
                    database,
                    "--csms.ocpp.port=0",
                    "--csms.ocpp.tls.port=-1",
                    "--csms.ocpp.tls.client-certificate-port=-1",
                    "--csms.welcome=false",
                    "--server.port=0"));
    private final JdbcClient db = JdbcClient.create(TestPostgres.owner(database));

    @AfterEach
    void stop() {
        node.close();
    }

    /** A database that has crashed has lost what was committed last, rows and token together. */
    @Test
    void what_a_crash_has_taken_back_comes_again_though_nobody_saw_the_crash() {
        register("CP-1");
        byte[] token = token();
        register("CP-2");
        db.sql("""
            with row as (delete from charge_point where identity = 'CP-2')
            update token_entry set token = :token where processor_name = 'charge-points'
            """).param("token", token).update();

        register("CP-3");

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(chargePoints()).containsExactly("CP-1", "CP-2", "CP-3"));
    }

    @Test
    void it_comes_again_without_any_new_event() {
        register("CP-1");
        byte[] token = token();
        register("CP-2");
        db.sql("""
            with row as (delete from charge_point where identity = 'CP-2')
            update token_entry set token = :token where processor_name = 'charge-points'
            """).param("token", token).update();

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(chargePoints()).containsExactly("CP-1", "CP-2"));
    }

    @Test
    void an_event_that_finds_no_room_among_the_dead_letters_is_left_out_and_the_others_go_on() {
        db.sql("""
            insert into dead_letter (dead_letter_id, processing_group, sequence_identifier, sequence_index, message_type,
                event_identifier, recorded_at, payload_type, payload, enqueued_at)
            select n, 'charge-points', 'sequence-' || n, 0, 'x', 'x', 'x', 'x', '', 'x' from generate_series(1, 1024) n
            """).update();
        db.sql("alter table charge_point add constraint not_this_one check (identity <> 'CP-1')")
                .update();

        register("CP-1");
        register("CP-2");

        assertThat(chargePoints()).containsExactly("CP-2");
    }

    private void register(String identity) {
        node.getBean(CommandGateway.class)
                .sendAndWait(new RegisterChargePoint(
                        new ChargePointId(identity),
                        RegistrationStatus.ACCEPTED,
                        RegistrationSource.OPERATOR,
                        MessagePolicy.STRICT,
                        null));
        ProjectionProgress progress = node.getBean(ProjectionProgress.class);
        assertThat(progress.await(progress.head(), Duration.ofSeconds(20))).isTrue();
    }

    private byte[] token() {
        return db.sql("select token from token_entry where processor_name = 'charge-points'")
                .query(byte[].class)
                .single();
    }

    private List<String> chargePoints() {
        return db.sql("select identity from charge_point order by identity")
                .query(String.class)
                .list();
    }
}
