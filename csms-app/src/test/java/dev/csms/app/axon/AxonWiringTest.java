package dev.csms.app.axon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.CsmsTest;
import dev.csms.app.eventstore.CoherentRepository;
import dev.csms.app.eventstore.EventSerializer;
import dev.csms.app.eventstore.PostgresEventStorageEngine;
import dev.csms.app.eventstore.PostgresEventStore;
import dev.csms.app.eventstore.SnapshotJson;
import dev.csms.domain.Domain;
import dev.csms.domain.Provenance;
import dev.csms.domain.chargepoint.ChargePointCommand.OpenSession;
import dev.csms.domain.chargepoint.ChargePointCommand.RegisterChargePoint;
import dev.csms.domain.chargepoint.ChargePointCommand.ReportStatus;
import dev.csms.domain.chargepoint.ChargePointCommand.SetMessagePolicy;
import dev.csms.domain.chargepoint.ChargePointErrorCode;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.chargepoint.StatusReport;
import dev.csms.domain.idtag.IdTagCommand.RegisterIdTag;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.operation.Answer;
import dev.csms.domain.operation.AvailabilityType;
import dev.csms.domain.operation.Delivery;
import dev.csms.domain.operation.OperationCommand.ConcludeOperation;
import dev.csms.domain.operation.OperationCommand.RequestOperation;
import dev.csms.domain.operation.OperationCommand.TakeOperation;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Outcome;
import dev.csms.domain.operation.Request;
import dev.csms.domain.operation.Request.ChangeAvailability;
import dev.csms.domain.operation.Request.ChangeConfiguration;
import dev.csms.domain.operation.Request.GetConfiguration;
import dev.csms.domain.transaction.TransactionCommand.StartTransaction;
import dev.csms.query.Projections;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What Axon's auto-configuration would put in place of these components stores nothing and says nothing of it. */
@CsmsTest
class AxonWiringTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Autowired
    Configuration axon;

    @Autowired
    EventProcessingConfiguration processing;

    @Autowired
    CommandGateway commands;

    @Autowired
    JdbcClient db;

    @Test
    void events_are_stored_by_our_store() {
        assertThat(axon.eventStore()).isInstanceOf(PostgresEventStore.class);
        assertThat(axon.eventBus()).isSameAs(axon.eventStore());
        assertThat(axon.getComponent(EventStore.class)).isSameAs(axon.getComponent(EventBus.class));
        assertThat(axon.eventSerializer()).isInstanceOf(EventSerializer.class);
        assertThat(axon.getComponent(org.axonframework.eventsourcing.eventstore.EventStorageEngine.class))
                .isInstanceOf(PostgresEventStorageEngine.class);
    }

    @Test
    void aggregates_are_cached_coherently() {
        for (Class<?> aggregate : Domain.aggregates()) {
            assertThat(axon.repository(aggregate)).isInstanceOf(CoherentRepository.class);
        }
    }

    @Test
    void commands_are_handled_here_and_without_a_transaction() {
        assertThat(axon.getComponent(CommandBus.class)).isInstanceOf(SimpleCommandBus.class);
        assertThat(field(axon.commandBus(), "transactionManager").getClass().getSimpleName())
                .isEqualTo("NoTransactionManager");
    }

    @Test
    void projections_have_a_thread_each_and_keep_tokens_and_dead_letters_in_the_database() {
        assertThat(axon.getComponent(TokenStore.class)).isInstanceOf(JdbcTokenStore.class);
        assertThat(axon.getComponent(TransactionManager.class)).isInstanceOf(ProjectionTransactions.class);
        for (var projection : Projections.ALL) {
            EventProcessor processor =
                    processing.eventProcessor(projection.group()).orElseThrow();
            assertThat(processor).isInstanceOf(TrackingEventProcessor.class);
            assertThat(processing.tokenStore(processor.getName())).isInstanceOf(JdbcTokenStore.class);
            assertThat(processing.transactionManager(processor.getName())).isInstanceOf(ProjectionTransactions.class);
            assertThat(processing.listenerInvocationErrorHandler(projection.group()))
                    .isInstanceOf(PropagatingErrorHandler.class);
            assertThat(processing.deadLetterQueue(projection.group()))
                    .containsInstanceOf(JdbcSequencedDeadLetterQueue.class);
            assertThat(((TrackingEventProcessor) processor).supportsReset())
                    .as("with its dead letters")
                    .isTrue();
        }
    }

    @Test
    void the_token_store_knows_who_it_is_although_no_node_has_said_so() {
        Optional<String> identity = axon.getComponent(TransactionManager.class)
                .fetchInTransaction(() -> axon.getComponent(TokenStore.class).retrieveStorageIdentifier());

        assertThat(identity).hasValueSatisfying(id -> assertThat(id).hasSize(36));
    }

    @Test
    void a_token_of_a_replay_can_be_kept() {
        Serializer serializer = axon.serializer();
        var token =
                ReplayToken.createReplayToken(new GlobalSequenceTrackingToken(7), new GlobalSequenceTrackingToken(3));

        SerializedObject<byte[]> stored = serializer.serialize(token, byte[].class);

        assertThat(serializer.<byte[], Object>deserialize(stored)).isEqualTo(token);
    }

    @Test
    void a_command_becomes_an_event_with_its_provenance_and_the_event_a_row() {
        ChargePointId chargePoint = new ChargePointId("CP-Wired");
        boolean registered = commands.sendAndWait(
                new RegisterChargePoint(
                        chargePoint,
                        RegistrationStatus.ACCEPTED,
                        RegistrationSource.OPERATOR,
                        MessagePolicy.STRICT,
                        300),
                MetaData.from(Map.of(Provenance.ACTOR, Provenance.operator("alice"))));

        assertThat(registered).isTrue();
        Map<String, Object> event = db.sql("""
            select payload_type, payload_revision, meta_data->>'actor' as actor, meta_data->>'node' as node,
                   meta_data->>'correlationId' = meta_data->>'causationId' as first
            from domain_event where aggregate_identifier = 'charge-point-cp-wired'
            """).query().singleRow();
        assertThat(event)
                .containsEntry("payload_type", "ChargePointRegistered")
                .containsEntry("payload_revision", "1")
                .containsEntry("actor", "operator:alice")
                .containsEntry("node", "test-node")
                .containsEntry("first", true);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> db.sql("select count(*) from charge_point where charge_point_id = 'cp-wired'")
                                .query(Long.class)
                                .single()
                        == 1);
    }

    @Test
    void a_long_stream_gets_a_snapshot_from_which_it_can_be_loaded() {
        ChargePointId chargePoint = new ChargePointId("CP-Long");
        commands.sendAndWait(new RegisterChargePoint(
                chargePoint, RegistrationStatus.ACCEPTED, RegistrationSource.OPERATOR, MessagePolicy.STRICT, null));
        for (int i = 0; i < 120; i++) {
            commands.sendAndWait(
                    new SetMessagePolicy(chargePoint, i % 2 == 0 ? MessagePolicy.LENIENT : MessagePolicy.STRICT));
        }

        Awaitility.await()
                .until(() -> db.sql("select count(*) from aggregate_snapshot where aggregate_identifier = :id")
                                .param("id", chargePoint.toString())
                                .query(Long.class)
                                .single()
                        == 1);
        var stream = axon.eventStore().readEvents(chargePoint.toString());
        assertThat(stream.peek().getPayload().getClass().getSimpleName()).isEqualTo("ChargePoint");
        assertThat(stream.peek().getSequenceNumber()).isGreaterThan(90);
    }

    @Test
    void a_snapshot_says_everything_that_the_aggregate_knows() {
        ChargePointId chargePoint = new ChargePointId("CP-Full");
        commands.sendAndWait(new RegisterChargePoint(
                chargePoint, RegistrationStatus.ACCEPTED, RegistrationSource.OPERATOR, MessagePolicy.STRICT, 60));
        commands.sendAndWait(new RegisterIdTag(new IdTagId("FULL"), null, null, 0));
        for (int connector = 1; connector <= 60; connector++) {
            commands.sendAndWait(new ReportStatus(
                    chargePoint,
                    connector,
                    new StatusReport(
                            ChargePointStatus.PREPARING, ChargePointErrorCode.NO_ERROR, null, null, null, NOON),
                    NOON));
            commands.sendAndWait(
                    new StartTransaction(chargePoint, connector, new IdTagId("FULL"), 7L, NOON, null, NOON, null));
        }
        assertThat(snapshot(chargePoint.toString())).contains("\"connectors\":{\"1\":", "\"openTransactions\":{");
    }

    @Test
    void a_configuration_is_loaded_from_its_snapshot_as_it_was() {
        ChargePointId chargePoint = new ChargePointId("CP-Configured");
        SessionId session = new SessionId("s-configured");
        commands.sendAndWait(new RegisterChargePoint(
                chargePoint, RegistrationStatus.ACCEPTED, RegistrationSource.OPERATOR, MessagePolicy.STRICT, null));
        commands.sendAndWait(new OpenSession(chargePoint, session, "test-node", "192.0.2.1", NOON));
        Answer plain = new Answer.Plain();
        asked(chargePoint, session, new ChangeConfiguration("Later", "2"), "RebootRequired", plain);
        asked(chargePoint, session, new ChangeAvailability(0, AvailabilityType.INOPERATIVE), "Scheduled", plain);
        for (int i = 0; i < 60; i++) {
            Answer answer = new Answer.Configuration(
                    List.of(new Answer.ConfigurationEntry("Changing", false, String.valueOf(i))), List.of("Odd"));
            asked(chargePoint, session, new GetConfiguration(List.of("Changing", "Odd")), null, answer);
        }

        assertThat(snapshot("configuration-cp-configured"))
                .contains("\"pending\":{\"value\":\"2\"", "\"changing\":{", "\"unknown\":[\"odd\"]");
        assertThat(snapshot(chargePoint.toString()))
                .contains("\"availability\":{\"ofAll\":{\"type\":\"INOPERATIVE\",\"scheduled\":true}");
    }

    private void asked(
            ChargePointId chargePoint, SessionId session, Request request, @Nullable String status, Answer answer) {
        OperationId id = OperationId.random();
        commands.sendAndWait(new RequestOperation(
                chargePoint, id, request, Delivery.NOW_OR_NEVER, NOON.plusSeconds(60), true, null, null, NOON));
        commands.sendAndWait(new TakeOperation(chargePoint, session, NOON));
        commands.sendAndWait(new ConcludeOperation(chargePoint, id, new Outcome.Answered(status, answer, "{}"), NOON));
    }

    /** As stored, once there is one; and it is what loading it gives, unless a newer one has come meanwhile. */
    private String snapshot(String aggregate) {
        Awaitility.await().until(() -> !stored(aggregate).isEmpty());
        Awaitility.await().untilAsserted(() -> assertThat(loaded(aggregate)).isEqualTo(stored(aggregate)));
        return stored(aggregate);
    }

    /** Nothing as long as there is none. */
    private String stored(String aggregate) {
        return db.sql("select payload from aggregate_snapshot where aggregate_identifier = :id")
                .param("id", aggregate)
                .query(String.class)
                .optional()
                .orElse("");
    }

    private String loaded(String aggregate) {
        Object first = axon.eventStore().readEvents(aggregate).peek().getPayload();
        return SnapshotJson.serializer().serialize(first, String.class).getData();
    }

    @Test
    void each_projection_has_one_segment() {
        Awaitility.await().untilAsserted(() -> {
            for (var projection : Projections.ALL) {
                assertThat(axon.getComponent(TransactionManager.class)
                                .fetchInTransaction(() ->
                                        axon.getComponent(TokenStore.class).fetchSegments(projection.group())))
                        .containsExactly(Segment.ROOT_SEGMENT.getSegmentId());
            }
        });
    }

    private static Object field(Object of, String name) {
        try {
            var field = of.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(of);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
