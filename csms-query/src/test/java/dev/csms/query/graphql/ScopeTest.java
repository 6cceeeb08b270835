package dev.csms.query.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.anomaly.AnomalyEvent.AnomalyDetected;
import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.domain.certificate.CertificateDetails;
import dev.csms.domain.certificate.CertificateEvent.CertificateIssued;
import dev.csms.domain.certificate.CertificateEvent.CertificateRequested;
import dev.csms.domain.certificate.CertificateEvent.CertificateSigningFailed;
import dev.csms.domain.certificate.CertificateRequest;
import dev.csms.domain.certificate.CertificateRequestId;
import dev.csms.domain.certificate.SubjectRule;
import dev.csms.domain.chargepoint.ChargePointErrorCode;
import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointGrouped;
import dev.csms.domain.chargepoint.ChargePointEvent.ChargePointRegistered;
import dev.csms.domain.chargepoint.ChargePointEvent.ConnectorStatusChanged;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionOpened;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.ChargePointStatus;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.chargepoint.StatusReport;
import dev.csms.domain.credential.Authentication;
import dev.csms.domain.diagnostics.DiagnosticsUploadEvent.DiagnosticsUploadRequested;
import dev.csms.domain.diagnostics.DiagnosticsUploadId;
import dev.csms.domain.firmware.FirmwareUpdateEvent.FirmwareUpdateRequested;
import dev.csms.domain.firmware.FirmwareUpdateId;
import dev.csms.domain.idtag.AuthorizationEvent.AuthorizationAttempted;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListRuleChanged;
import dev.csms.domain.localauthlist.LocalAuthListRule;
import dev.csms.domain.operation.Delivery;
import dev.csms.domain.operation.OperationEvent.OperationRequested;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Request;
import dev.csms.domain.reservation.ReservationEvent.ReservationRequested;
import dev.csms.domain.reservation.ReservationTerms;
import dev.csms.domain.securityevent.SecurityEvent.SecurityEventReported;
import dev.csms.domain.transaction.StopReason;
import dev.csms.domain.transaction.StrayStopEvent.StrayStopKept;
import dev.csms.domain.transaction.TransactionEvent.TransactionStarted;
import dev.csms.domain.transaction.TransactionId;
import dev.csms.query.GraphQlClient;
import dev.csms.query.QuerySideTest;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.execution.GraphQlSource;
import tools.jackson.databind.JsonNode;

/** Who is limited to groups sees what belongs to their charge points, all of it, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScopeTest extends QuerySideTest {

    /** How each list at the root is asked for, so that the identities of charge points are in the answer. */
    private static final Map<String, String> LISTS = Map.ofEntries(
            Map.entry("anomalies", "(first: 200) { nodes { chargePointIdentity } }"),
            Map.entry("authorizationAttempts", "(first: 200) { nodes { chargePointIdentity } }"),
            Map.entry("certificateAlarms", "(first: 200) { nodes { chargePoint { identity } } }"),
            Map.entry("certificateRequests", "(first: 200) { nodes { chargePoint { identity } } }"),
            Map.entry("certificates", "(first: 200) { nodes { chargePoint { identity } } }"),
            Map.entry("chargePoints", "(first: 200) { nodes { identity } }"),
            Map.entry("events", "(first: 200) { nodes { payload metadata } }"),
            Map.entry("knockingChargePoints", "(first: 200) { nodes { identity } }"),
            Map.entry("operations", "(first: 200) { nodes { chargePoint { identity } } }"),
            Map.entry("reservations", "(first: 200) { nodes { chargePoint { identity } } }"),
            Map.entry("securityEvents", "(first: 200) { nodes { culprit chargePoint { identity } } }"),
            Map.entry("strayStops", "(first: 200) { nodes { chargePointIdentity } }"),
            Map.entry(
                    "transactionStatistics",
                    "(from: \"2026-01-01T00:00:00Z\", to: \"2027-01-01T00:00:00Z\", groupBy: CHARGE_POINT) { key }"),
            Map.entry("transactions", "(first: 200) { nodes { chargePointIdentity } }"));

    /** Lists of what belongs to no charge point, and is for everybody who may read. */
    private static final Set<String> OF_NO_CHARGE_POINT = Set.of("firmwareImages", "standardConfigurationKeys");

    /** What belongs to one charge point. */
    private record Site(
            ChargePointId chargePoint,
            ChargePointId knocking,
            TransactionId transaction,
            OperationId operation,
            int reservation,
            SessionId session) {

        static Site of(String name) {
            return new Site(
                    new ChargePointId(name + "-" + number()),
                    new ChargePointId(name + "-knocking-" + number()),
                    QuerySideTest.transaction(),
                    OperationId.random(),
                    number(),
                    new SessionId("s-" + number()));
        }
    }

    private final String group = "scope-" + number();
    private final String batch = "batch-" + number();
    private final Site north = Site.of("NORTH");
    private final Site south = Site.of("SOUTH");
    private final Site nowhere = Site.of("NOWHERE");

    @Autowired
    private GraphQlSource source;

    @BeforeAll
    void everything_has_happened_everywhere() {
        for (Site site : List.of(south, north, nowhere, north, south)) { // one side's rows amid the other's
            happen(site);
        }
        happened(north.chargePoint, new ChargePointGrouped(north.chargePoint, group));
        happened(north.knocking, new ChargePointGrouped(north.knocking, group));
        happened(south.chargePoint, new ChargePointGrouped(south.chargePoint, "another-" + group));
        happened(south.knocking, new ChargePointGrouped(south.knocking, "another-" + group));
    }

    private void happen(Site site) {
        ChargePointId id = site.chargePoint;
        CertificateRequestId signed = new CertificateRequestId("csr-" + number());
        CertificateRequestId failed = new CertificateRequestId("csr-" + number());
        happened(
                id,
                registered(id),
                new SessionOpened(id, site.session, "node-1", "10.0.0.7:4711", NOON, Authentication.NONE),
                new ConnectorStatusChanged(
                        id,
                        1,
                        new StatusReport(
                                ChargePointStatus.AVAILABLE, ChargePointErrorCode.NO_ERROR, null, null, null, NOON),
                        null,
                        true,
                        NOON),
                new OperationRequested(
                        id,
                        site.operation,
                        new Request.ClearCache(),
                        Delivery.UNTIL_DEADLINE,
                        NOON.plusSeconds(60),
                        false,
                        null,
                        batch,
                        NOON),
                new ReservationRequested(
                        id,
                        site.reservation,
                        site.operation,
                        new ReservationTerms(1, "A", null, NOON.plusSeconds(60)),
                        NOON));
        happened(
                site.knocking,
                new ChargePointRegistered(
                        site.knocking,
                        RegistrationStatus.PENDING,
                        RegistrationSource.CONNECTION,
                        MessagePolicy.STRICT,
                        null));
        happened(new AnomalyDetected(id, AnomalyKind.CLOCK_AHEAD, null, null, "early", null, NOON));
        happened(new AuthorizationAttempted(id, new IdTagId("A"), IdTagInfo.INVALID, NOON));
        happened(new CertificateRequested(id, signed, csr(), NOON));
        happened(new CertificateIssued(id, signed, certificate(), "chain", NOON));
        happened(new CertificateRequested(id, failed, csr(), NOON));
        happened(new CertificateSigningFailed(id, failed, "away", null, NOON));
        happened(new SecurityEventReported(id, "CoffeeSpilled", null, false, NOON, null, NOON));
        happened(new StrayStopKept(
                "stop-" + number(),
                id,
                AnomalyKind.UNASSIGNED_STOP,
                -1,
                700L,
                NOON,
                StopReason.LOCAL,
                null,
                null,
                List.of(),
                NOON,
                null));
        happened(
                site.transaction,
                new TransactionStarted(
                        site.transaction,
                        id,
                        1,
                        new IdTagId("A"),
                        IdTagInfo.INVALID,
                        0L,
                        NOON,
                        NOON,
                        null,
                        NOON,
                        null));
        happened(new LocalAuthListRuleChanged(id, LocalAuthListRule.ALL));
        happened(new FirmwareUpdateRequested(
                new FirmwareUpdateId(site.operation.value()),
                id,
                "https://files.example/image",
                NOON,
                null,
                null,
                null,
                null,
                null,
                NOON));
        happened(new DiagnosticsUploadRequested(
                new DiagnosticsUploadId(site.operation.value()),
                id,
                "https://files.example/",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                NOON));
    }

    private static CertificateRequest csr() {
        return new CertificateRequest("csr", "CN=SN", new SubjectRule(null, Set.of("SN")), "EC", 256, "ab");
    }

    private static CertificateDetails certificate() {
        return new CertificateDetails(
                "fingerprint-" + number(), "1f2e", "CN=SN", "CN=CA", NOON, NOON.plusSeconds(60), "EC", 256, "pem");
    }

    private GraphQlClient limited() {
        return graphQlOf("ADMIN " + group);
    }

    private GraphQlClient ofTwo() {
        return graphQlOf("ADMIN " + group + ",another-" + group);
    }

    // the decision

    @Test
    void every_field_at_the_root_says_what_it_is_to_who_is_limited() {
        GraphQLSchema schema = source.schema();
        List<String> undecided = new ArrayList<>();
        for (GraphQLObjectType root : List.of(schema.getQueryType(), schema.getSubscriptionType())) {
            for (GraphQLFieldDefinition field : root.getFieldDefinitions()) {
                if (!Rule.of(root, field).orElseThrow().isDecided()) {
                    undecided.add(root.getName() + "." + field.getName());
                }
            }
        }
        assertThat(undecided).isEmpty();
    }

    @Test
    void every_list_at_the_root_that_is_open_is_tried_here() {
        GraphQLObjectType query = source.schema().getQueryType();
        Set<String> tried = new TreeSet<>(LISTS.keySet());
        tried.addAll(OF_NO_CHARGE_POINT);
        assertThat(query.getFieldDefinitions().stream()
                        .filter(field -> !Rule.of(query, field).orElseThrow().wholeFleet())
                        .filter(ScopeTest::isList)
                        .map(GraphQLFieldDefinition::getName))
                .containsExactlyInAnyOrderElementsOf(tried);
    }

    private static boolean isList(GraphQLFieldDefinition field) {
        return GraphQLTypeUtil.isList(GraphQLTypeUtil.unwrapNonNull(field.getType()))
                || GraphQLTypeUtil.unwrapAll(field.getType()).getName().endsWith("Connection");
    }

    // lists

    static Stream<String> lists() {
        return LISTS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("lists")
    void a_list_has_what_is_in_the_groups_and_nothing_else(String list) {
        String query = "{ " + list + LISTS.get(list) + " }";
        assertThat(ofTwo().query(query).toString().toUpperCase(Locale.ROOT))
                .contains("NORTH", "SOUTH")
                .doesNotContain("NOWHERE");
        assertThat(limited().query(query).toString().toUpperCase(Locale.ROOT))
                .contains("NORTH")
                .doesNotContain("SOUTH", "NOWHERE");
        assertThat(graphQlOf("ADMIN of-nobody").query(query).toString().toUpperCase(Locale.ROOT))
                .doesNotContain("NORTH", "SOUTH", "NOWHERE");
    }

    @Test
    void pages_have_no_holes_where_something_is_hidden() {
        List<String> read = new ArrayList<>();
        String after = "";
        JsonNode page;
        do {
            page = limited()
                    .query(
                            "{ anomalies(first: 1%s) { nodes { id chargePointIdentity } pageInfo { hasNextPage endCursor } } }"
                                    .formatted(after))
                    .path("anomalies");
            assertThat(page.path("nodes")).hasSize(1);
            read.add(page.at("/nodes/0/id").asString());
            after = ", after: \"" + page.at("/pageInfo/endCursor").asString() + "\"";
        } while (page.at("/pageInfo/hasNextPage").asBoolean());

        assertThat(read).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void a_filter_that_names_a_hidden_charge_point_finds_nothing() {
        for (String list : List.of("anomalies", "transactions", "operations", "securityEvents", "reservations")) {
            assertThat(limited()
                            .query("{ %s(filter: {chargePoint: \"%s\"}) { nodes { id } } }"
                                    .formatted(list, south.chargePoint.value()))
                            .toString())
                    .isEqualTo("{\"%s\":{\"nodes\":[]}}".formatted(list));
        }
    }

    @Test
    void numbers_are_those_of_the_groups() {
        String statistics =
                "{ transactionStatistics(from: \"2026-01-01T00:00:00Z\", to: \"2027-01-01T00:00:00Z\", filter: {}) {"
                        + " count } }";
        assertThat(limited().query(statistics).toString()).isEqualTo("{\"transactionStatistics\":[{\"count\":1}]}");
        String ofBatch =
                "{ operationBatch(batchId: \"%s\") { total operations { nodes { operationId } } } }".formatted(batch);
        assertThat(query(ofBatch).at("/operationBatch/total").asInt()).isEqualTo(3);
        assertThat(limited().query(ofBatch).toString())
                .isEqualTo("{\"operationBatch\":{\"total\":1,\"operations\":{\"nodes\":[{\"operationId\":\"%s\"}]}}}"
                        .formatted(north.operation.value()));
        assertThat(graphQlOf("ADMIN of-nobody").query(ofBatch).toString()).isEqualTo("{\"operationBatch\":null}");
    }

    // one

    @Test
    void one_that_is_hidden_is_answered_as_one_that_there_is_not() {
        for (String field : List.of(
                "chargePoint(identity: \"%1$s\") { id }",
                "transaction(transactionId: %2$d) { id }",
                "operation(operationId: \"%3$s\") { id }",
                "reservation(reservationId: %4$d) { id }")) {
            assertThat(one(field, north)).as(field).contains("\"id\"");
            assertThat(one(field, south)).as(field).contains("null").doesNotContain("errors", "id");
            assertThat(one(field, nowhere)).as(field).isEqualTo(one(field, Site.of("NONE")));
        }
    }

    private String one(String field, Site site) {
        String query = field.formatted(
                site.chargePoint.value(), site.transaction.value(), site.operation.value(), site.reservation);
        return limited().ask("{ it: " + query + " }", Map.of()).path("data").toString();
    }

    @Test
    void every_object_is_found_by_its_id_in_the_groups_only() {
        Map<String, String> northern = ids(north);
        Map<String, String> southern = ids(south);
        Set<String> nodes = new TreeSet<>();
        source.schema()
                .getImplementations((GraphQLInterfaceType) source.schema().getType("Node"))
                .forEach(type -> nodes.add(type.getName()));
        nodes.removeAll(Set.of("IdTag", "FirmwareImage")); // of no charge point
        assertThat(northern.keySet()).containsExactlyInAnyOrderElementsOf(nodes);

        northern.forEach((type, id) ->
                assertThat(node(id)).as(type).isEqualTo("{\"node\":{\"__typename\":\"%s\"}}".formatted(type)));
        southern.forEach((type, id) -> assertThat(node(id)).as(type).isEqualTo("{\"node\":null}"));
        assertThat(node(GlobalId.of("IdTag", "a"))).isEqualTo("{\"node\":null}");
    }

    private String node(String id) {
        return limited()
                .query("{ node(id: \"%s\") { __typename } }".formatted(id))
                .toString();
    }

    /** By type. */
    private Map<String, String> ids(Site site) {
        JsonNode all = query("""
            { chargePoint(identity: "%s") {
                __typename id
                connectors { __typename id }
                session { __typename id }
                localAuthList { __typename id }
                events(first: 1) { nodes { __typename id } }
                anomalies(first: 1) { nodes { __typename id } }
                authorizationAttempts(first: 1) { nodes { __typename id } }
                certificates(first: 1) { nodes { __typename id } }
                certificateRequests(first: 1) { nodes { __typename id } }
                operations(first: 1) { nodes { __typename id } }
                reservations(first: 1) { nodes { __typename id } }
                securityEvents(first: 1) { nodes { __typename id } }
                transactions(first: 1) { nodes { __typename id } }
                firmwareUpdates(first: 1) { nodes { __typename id } }
                diagnosticsUploads(first: 1) { nodes { __typename id } }
            } }\
            """.formatted(site.chargePoint.value()));
        Map<String, String> ids = new LinkedHashMap<>();
        JsonNode point = all.path("chargePoint");
        ids.put("ChargePoint", point.path("id").asString());
        point.forEach(child -> {
            JsonNode first = child.has("nodes") ? child.path("nodes").path(0) : child.isArray() ? child.path(0) : child;
            if (first.has("__typename")) {
                ids.put(first.path("__typename").asString(), first.path("id").asString());
            }
        });
        return ids;
    }
}
