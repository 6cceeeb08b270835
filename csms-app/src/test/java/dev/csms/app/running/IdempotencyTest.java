package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLFieldDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Whoever did not hear an answer asks again with the same key, and nothing happens twice. */
class IdempotencyTest {

    private static final RunningCsms CSMS = RunningCsms.get();

    private static final String BOOT = "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}";

    /** Mutations with options, and the arguments of which each can be tried. */
    private static final String EVERY_MUTATION = """
        cancelReservation              | reservationId: 4711
        changeAvailability             | connectorId: 0, type: OPERATIVE
        changeConfiguration            | key: "HeartbeatInterval", value: "60"
        clearCache                     |
        clearChargingProfile           | chargingProfileId: 1
        dataTransfer                   | vendorId: "com.example"
        deleteCertificate              | certificateHashData: {hashAlgorithm: SHA256, issuerNameHash: "a1", issuerKeyHash: "b2", serialNumber: "1f"}
        extendedTriggerMessage         | requestedMessage: HEARTBEAT
        getCompositeSchedule           | connectorId: 1, durationSeconds: 60
        getConfiguration               |
        getDiagnostics                 |
        getInstalledCertificateIds     | certificateType: CENTRAL_SYSTEM_ROOT_CERTIFICATE
        getLocalListVersion            |
        getLog                         | logType: SECURITY_LOG
        installCertificate             | certificateType: CENTRAL_SYSTEM_ROOT_CERTIFICATE, certificate: "no certificate"
        remoteStartTransaction         | idTag: "TAG", chargingProfile: {stackLevel: 0, chargingProfilePurpose: TX_PROFILE, chargingProfileKind: RELATIVE, chargingSchedule: {chargingRateUnit: A, chargingSchedulePeriod: [{startPeriod: 0, limit: 16}]}}
        remoteStopTransaction          | transactionId: 4711
        renewCertificate               |
        reserveNow                     | connectorId: 1, idTag: "TAG", expiryDate: "2040-01-01T00:00:00Z"
        reset                          | type: SOFT
        rotateAuthorizationKey         |
        sendCall                       | action: "Reset", payload: {type: "Soft"}
        sendLocalList                  | updateType: FULL, entries: [{idTag: "TAG", status: ACCEPTED}]
        setChargingProfile             | connectorId: 0, chargingProfile: {stackLevel: 0, chargingProfilePurpose: CHARGE_POINT_MAX_PROFILE, chargingProfileKind: ABSOLUTE, chargingSchedule: {startSchedule: "2026-01-01T00:00:00Z", chargingRateUnit: A, chargingSchedulePeriod: [{startPeriod: 0, limit: 16}]}}
        signedUpdateFirmware           | location: "https://files.example.com/image", signingCertificate: "no certificate", signature: "bm9uZQ=="
        triggerMessage                 | requestedMessage: HEARTBEAT
        unlockConnector                | connectorId: 1
        updateFirmware                 | location: "https://files.example.com/image"
        upgradeSecurityProfile         | profile: 2
        """;

    @TempDir
    Path directory;

    private static String newIdentity() {
        String identity = "IDEM-" + UUID.randomUUID().toString().substring(0, 8);
        CSMS.registerChargePoint(identity);
        return identity;
    }

    private static String mutation(String name, String identity, String arguments, String options) {
        return "mutation { it: %s(chargePointId: \"%s\"%s, options: {%s}) { operation { operationId state } } }"
                .formatted(name, identity, arguments == null ? "" : ", " + arguments, options);
    }

    private static String id(JsonNode data) {
        return data.at("/it/operation/operationId").asString();
    }

    private static int operationsOf(String identity) {
        return CSMS.graphQl()
                .data("{ operations(filter: {chargePoint: \"%s\"}, first: 200) { nodes { operationId } } }"
                        .formatted(identity))
                .at("/operations/nodes")
                .size();
    }

    private static long eventsOf(String identity) {
        return CSMS.context()
                .getBean(JdbcClient.class)
                .sql("select count(*) from domain_event where charge_point_id = :identity")
                .param("identity", identity)
                .query(Long.class)
                .single();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = EVERY_MUTATION)
    @Tag("G10")
    void a_mutation_that_is_repeated_gives_the_first_operation_and_no_event(String name, String arguments) {
        String identity = newIdentity();
        String asked = mutation(name, identity, arguments, "force: true, idempotencyKey: \"k-1\"");
        String first = id(CSMS.graphQl().data(asked));
        long before = eventsOf(identity);
        assertThat(before).isPositive();

        assertThat(id(CSMS.graphQl().data(asked))).isEqualTo(first);
        assertThat(id(CSMS.graphQl()
                        .data(mutation(name, identity, arguments, "wait: 0, idempotencyKey: \"k-1\", force: true"))))
                .as("how long one waits says nothing of what is asked")
                .isEqualTo(first);
        assertThat(eventsOf(identity)).isEqualTo(before);
        assertThat(CSMS.graphQl()
                        .answer(mutation(
                                name, identity, arguments, "force: true, reason: \"x\", idempotencyKey: \"k-1\""))
                        .toString())
                .contains("BAD_USER_INPUT", "idempotencyKey k-1 was used for operation " + first);
        assertThat(operationsOf(identity)).isEqualTo(1);
    }

    @Test
    void every_mutation_that_has_options_is_tried_here() {
        Set<String> tried = EVERY_MUTATION
                .lines()
                .map(line -> line.split("\\|")[0].strip())
                .collect(Collectors.toCollection(TreeSet::new));
        tried.add("requestOperations");
        assertThat(CSMS.context().getBean(GraphQlSource.class).schema().getMutationType().getFieldDefinitions().stream()
                        .filter(field -> field.getArgument("options") != null)
                        .map(GraphQLFieldDefinition::getName))
                .containsExactlyInAnyOrderElementsOf(tried);
    }

    @Test
    void a_charge_point_is_asked_once_and_the_answer_is_told_again() throws Exception {
        String identity = newIdentity();
        String reset = mutation("reset", identity, "type: SOFT", "idempotencyKey: \"once\", wait: 20");
        try (OcppClient chargePoint = OcppClient.connect(CSMS.ocpp() + "/" + identity);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            chargePoint.call("BootNotification", BOOT);
            Future<JsonNode> first = callers.submit(() -> CSMS.graphQl().data(reset));
            chargePoint.expect("Reset", "{\"status\":\"Accepted\"}");
            JsonNode answered = first.get(20, TimeUnit.SECONDS);
            assertThat(answered.at("/it/operation/state").asString()).isEqualTo("ANSWERED");

            assertThat(CSMS.graphQl().data(reset)).isEqualTo(answered);
            assertThat(chargePoint.nextCallWithin(100)).isNull();
        }
    }

    @Test
    void of_many_that_ask_at_once_one_makes_the_operation() throws Exception {
        String identity = newIdentity();
        String reset = mutation("reset", identity, "type: SOFT", "idempotencyKey: \"race\"");
        Set<String> ids = new TreeSet<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<JsonNode>> answers = IntStream.range(0, 16)
                    .mapToObj(_ -> callers.submit(() -> CSMS.graphQl().data(reset)))
                    .toList();
            for (Future<JsonNode> answer : answers) {
                ids.add(id(answer.get()));
            }
        }
        assertThat(ids).hasSize(1);
        assertThat(operationsOf(identity)).isEqualTo(1);
    }

    @Test
    void a_key_is_somebodys_own_and_of_one_charge_point_and_one_mutation() {
        String identity = newIdentity();
        CSMS.graphQl().data("mutation { addPerson(name: \"idem\", role: OPERATOR) { added } }");
        GraphQl other = new GraphQl(
                CSMS.httpPort(),
                CSMS.graphQl()
                        .data("mutation { createApiToken(label: \"test\", person: \"idem\") { token } }")
                        .at("/createApiToken/token")
                        .asString());
        String key = "idempotencyKey: \"mine\"";
        List<String> ids = new ArrayList<>();
        ids.add(id(CSMS.graphQl().data(mutation("clearCache", identity, null, key))));
        ids.add(id(other.data(mutation("clearCache", identity, null, key))));
        ids.add(id(CSMS.graphQl().data(mutation("getConfiguration", identity, null, key))));
        ids.add(id(CSMS.graphQl().data(mutation("clearCache", newIdentity(), null, key))));
        ids.add(id(CSMS.graphQl().data(mutation("clearCache", identity, null, ""))));
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(id(other.data(mutation("clearCache", identity, null, key)))).isEqualTo(ids.get(1));
    }

    @ParameterizedTest
    @CsvSource({"''", "' '", "a b", "ä", "12345678901234567890123456789012345678901234567890123456789012345"})
    void a_key_that_is_none_is_refused(String key) {
        assertThat(CSMS.graphQl()
                        .answer(mutation("clearCache", "IDEM", null, "idempotencyKey: \"%s\"".formatted(key)))
                        .toString())
                .contains("BAD_USER_INPUT", "idempotencyKey must be 1 to 64 printable characters");
    }

    @Test
    void a_reservation_is_made_once() {
        String identity = newIdentity();
        String reserve = """
            mutation { reserveNow(chargePointId: "%s", connectorId: 1, idTag: "TAG", expiryDate: "2040-01-01T00:00:00Z",
                options: {force: true, idempotencyKey: "r"}) { reservation { reservationId } operation { operationId } } }
            """.formatted(identity);
        JsonNode first = CSMS.graphQl().data(reserve);
        assertThat(CSMS.graphQl().data(reserve)).isEqualTo(first);
    }

    // batches

    private static String batch(String which, String more) {
        return """
            mutation { requestOperations(%s, request: {getConfiguration: {keys: ["HeartbeatInterval"]}},
                options: {idempotencyKey: "batch"%s}) { batchId requested results { chargePointId operationId } } }
            """.formatted(which, more);
    }

    @Test
    void a_batch_that_is_repeated_asks_nobody_again_and_nobody_new() {
        String prefix = newIdentity();
        String filter = "filter: {identityContains: \"%s\"}".formatted(prefix);
        CSMS.registerChargePoint(prefix + "-2");
        JsonNode first = CSMS.graphQl().data(batch(filter, ""));
        assertThat(first.at("/requestOperations/requested").asInt()).isEqualTo(2);
        CSMS.registerChargePoint(prefix + "-3");

        assertThat(CSMS.graphQl().data(batch(filter, ""))).isEqualTo(first);
        assertThat(operationsOf(prefix + "-3")).isZero();
        assertThat(operationsOf(prefix)).isEqualTo(1);
        assertThat(CSMS.graphQl().answer(batch(filter, ", reason: \"x\"")).toString())
                .contains("BAD_USER_INPUT", "asked for with other arguments");
        assertThat(CSMS.graphQl()
                        .answer(batch("chargePointIds: [\"%s-3\"]".formatted(prefix), ""))
                        .toString())
                .contains("BAD_USER_INPUT");
        assertThat(operationsOf(prefix + "-3")).isZero();
    }

    @Test
    void a_batch_that_was_broken_off_is_finished_by_its_repetition() {
        String one = newIdentity();
        String other = "IDEM-later-" + one;
        String both = "chargePointIds: [\"%s\", \"%s\"]".formatted(one, other);
        String mutation = batch(both, "").replace("\"batch\"", "\"unfinished\"");
        JsonNode first = CSMS.graphQl().data(mutation);
        assertThat(first.at("/requestOperations/requested").asInt()).isEqualTo(1);
        CSMS.registerChargePoint(other);

        JsonNode second = CSMS.graphQl().data(mutation);
        assertThat(second.at("/requestOperations/requested").asInt()).isEqualTo(2);
        assertThat(second.at("/requestOperations/batchId")).isEqualTo(first.at("/requestOperations/batchId"));
        assertThat(second.at("/requestOperations/results/0")).isEqualTo(first.at("/requestOperations/results/0"));
    }

    // after the end of the program

    @Test
    void a_key_outlives_the_program() {
        Path data = directory.resolve("data");
        String reset = mutation("reset", "CP-1", "type: SOFT", "idempotencyKey: \"lasting\"");
        String first;
        try (CsmsProcess csms = CsmsProcess.start(data)) {
            csms.graphQl().data("mutation { registerChargePoint(input: {identity: \"CP-1\"}) { registered } }");
            first = id(csms.graphQl().data(reset));
            csms.kill();
        }
        try (CsmsProcess csms = CsmsProcess.start(data)) {
            assertThat(id(csms.graphQl().data(reset))).isEqualTo(first);
            assertThat(csms.graphQl()
                            .data("{ operations { nodes { operationId } } }")
                            .at("/operations/nodes"))
                    .hasSize(1);
        }
    }
}
