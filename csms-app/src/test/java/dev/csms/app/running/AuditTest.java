package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every mutation of the schema leaves on record who asked for it, by which token and from where. */
class AuditTest {

    private static final RunningCsms CSMS = RunningCsms.get();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CHARGE_POINT = "AUDITED-1";

    /** What cannot be made to change anything from here: each needs what only a charge point or an authority has sent. */
    private static final Set<String> WITHOUT_EVENT = Set.of(
            "admitFactoryCertificate",
            "retryCertificate",
            "revokeCertificate",
            "signFirmwareImage",
            "synchronizeLocalAuthList");

    private static GraphQl admin;
    private static String adminToken;
    private static String tokenId;

    /** Values of arguments by name, for all mutations or as {@code mutation.argument} for one. */
    private static final Map<String, String> VALUES = new LinkedHashMap<>(Map.ofEntries(
            Map.entry("chargePointId", quoted(CHARGE_POINT)),
            Map.entry("identity", quoted(CHARGE_POINT)),
            Map.entry("registerChargePoint.identity", quoted("AUDITED-NEW")),
            Map.entry("setSecurityProfile.profile", "2"),
            Map.entry("upgradeSecurityProfile.profile", "2"),
            Map.entry("setCertificateOwner.serialNumber", quoted("SN-1")),
            Map.entry("setChargePointGroup.group", quoted("audited")),
            Map.entry("setChargePointOptions.noServerPing", "true"),
            Map.entry("setMessagePolicy.messagePolicy", "LENIENT"),
            Map.entry("setRegistration.registration", "PENDING"),
            Map.entry("requestOperations.chargePointIds", "[" + quoted(CHARGE_POINT) + "]"),
            Map.entry("closeTransaction.chargePointId", quoted("AUDITED-CHARGING")),
            Map.entry("idTag", quoted("AUDITED")),
            Map.entry("registerIdTag.idTag", quoted("AUDITED-NEW")),
            Map.entry("setIdTagExpiry.expiresAt", quoted("2040-01-01T00:00:00Z")),
            Map.entry("setParentIdTag.parentIdTag", quoted("FLEET")),
            Map.entry("setConcurrentTransactions.concurrentTransactions", "7"),
            Map.entry("setLocalAuthListRule.kind", "ALL"),
            Map.entry("key", quoted("HeartbeatInterval")),
            Map.entry("setAuthorizationKey.key", "null"),
            Map.entry("action", quoted("DataTransfer")),
            Map.entry("payload", "{vendorId: \"x\"}"),
            Map.entry("location", quoted("https://files.example.com/image")),
            Map.entry("signingCertificate", quoted("none")),
            Map.entry("signature", quoted("bm9uZQ==")),
            Map.entry("expiryDate", quoted("2040-01-01T00:00:00Z")),
            Map.entry("connectorId", "1"),
            Map.entry("durationSeconds", "60"),
            Map.entry("chargingProfilePurpose", "CHARGE_POINT_MAX_PROFILE"),
            Map.entry("setChargingProfile.connectorId", "0"),
            Map.entry("clearChargingProfile.chargingProfileId", "1"),
            Map.entry("startPeriod", "0"),
            Map.entry("issuerNameHash", quoted("a1")),
            Map.entry("issuerKeyHash", quoted("b2")),
            Map.entry("deleteCertificate.serialNumber", quoted("1f")),
            Map.entry("options", "{force: true}"),
            Map.entry("name", quoted("audited")),
            Map.entry("addPerson.name", quoted("audited-new")),
            Map.entry("setRole.role", "OPERATOR"),
            Map.entry("enablePerson.name", quoted("audited-out")),
            Map.entry("disablePerson.name", quoted("audited-in")),
            Map.entry("rebuildProjection.name", quoted("anomalies")),
            Map.entry("createApiToken.person", quoted("auditor-in-chief"))));

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    @BeforeAll
    static void everything_that_can_be_changed() {
        GraphQl root = CSMS.graphQl();
        root.data("mutation { addPerson(name: \"auditor-in-chief\", role: ADMIN) { added } }");
        JsonNode made = root.data("mutation { createApiToken(label: \"audit\", person: \"auditor-in-chief\") { token"
                + " apiToken { tokenId } } }");
        adminToken = made.at("/createApiToken/token").asString();
        tokenId = made.at("/createApiToken/apiToken/tokenId").asString();
        admin = new GraphQl(CSMS.httpPort(), adminToken);
        CSMS.registerChargePoint(CHARGE_POINT);
        CSMS.registerIdTag("AUDITED");
        for (String name : List.of("audited", "audited-in", "audited-out")) {
            root.data("mutation { addPerson(name: \"%s\", role: ANALYST) { added } }".formatted(name));
        }
        root.data("mutation { disablePerson(name: \"audited-out\") { person { name } } }");
        root.data("mutation { registerIdTag(input: {idTag: \"AUDITED-BLOCKED\"}) { registered } }");
        root.data("mutation { blockIdTag(input: {idTag: \"AUDITED-BLOCKED\"}) { idTag { id } } }");
        VALUES.put("unblockIdTag.idTag", quoted("AUDITED-BLOCKED"));
        VALUES.put(
                "cancelOperation.operationId",
                quoted(root.data("mutation { it: clearCache(chargePointId: \"%s\") { operation { operationId } } }"
                                .formatted(CHARGE_POINT))
                        .at("/it/operation/operationId")
                        .asString()));
        VALUES.put(
                "cancelBatch.batchId",
                quoted(root.data(
                                "mutation { it: requestOperations(chargePointIds: [\"%s\"], request: {clearCache: true}) { batchId } }"
                                        .formatted(CHARGE_POINT))
                        .at("/it/batchId")
                        .asString()));
        VALUES.put(
                "revokeApiToken.tokenId",
                quoted(root.data("mutation { it: createApiToken(label: \"x\", person: \"audited\") { apiToken { tokenId"
                                + " } } }")
                        .at("/it/apiToken/tokenId")
                        .asString()));
        VALUES.put("closeTransaction.transactionId", transaction());
        VALUES.put("imageId", quoted(image()));
        VALUES.put("updateFirmware.imageId", "null");
        VALUES.put("signedUpdateFirmware.imageId", "null");
    }

    private static String transaction() {
        try (OcppClient chargePoint = CSMS.booted("AUDITED-CHARGING")) {
            return chargePoint
                    .call(
                            "StartTransaction",
                            "{\"connectorId\":1,\"idTag\":\"AUDITED\",\"meterStart\":0,\"timestamp\":\"2026-11-24T10:00:00Z\"}")
                    .path("transactionId")
                    .asString();
        }
    }

    private static String image() {
        Browser browser = new Browser(CSMS.httpPort());
        return JSON.readTree(browser.send(browser.request("/firmware/audited.bin")
                                .header("Authorization", "Bearer " + adminToken)
                                .method("PUT", BodyPublishers.ofString("firmware")))
                        .body())
                .path("imageId")
                .asString();
    }

    /** Events by the mutation that caused them. */
    private record Recorded(String type, JsonNode metadata) {}

    private static List<Recorded> recorded(String operationName) {
        return CSMS.context()
                .getBean(JdbcClient.class)
                .sql("select payload_type, meta_data::text as metadata from domain_event"
                        + " where meta_data->>'operationName' = :name")
                .param("name", operationName)
                .query((row, _) -> new Recorded(row.getString(1), JSON.readTree(row.getString(2))))
                .list();
    }

    @Test
    void every_mutation_leaves_who_by_what_and_from_where() {
        Set<String> silent = new TreeSet<>();
        Map<String, String> answers = new LinkedHashMap<>();
        for (GraphQLFieldDefinition mutation : CSMS.context()
                .getBean(GraphQlSource.class)
                .schema()
                .getMutationType()
                .getFieldDefinitions()) {
            String name = mutation.getName();
            String operation = "Audit_" + name;
            String document = "mutation " + operation + " { " + call(mutation) + " { __typename } }";
            answers.put(name, document + "\n -> " + admin.answer(document));
            List<Recorded> events = recorded(operation);
            if (events.isEmpty()) {
                silent.add(name);
            }
            for (Recorded event : events) {
                assertThat(event.metadata().path("actor").asString())
                        .as("%s of %s", event, name)
                        .isEqualTo("operator:auditor-in-chief");
                assertThat(event.metadata().path("token").asString())
                        .as("%s of %s", event, name)
                        .isEqualTo(tokenId);
                assertThat(event.metadata().path("remoteAddress").asString())
                        .as("%s of %s", event, name)
                        .isEqualTo("127.0.0.1");
                assertThat(event.metadata().path("action").asString())
                        .as("%s of %s", event, name)
                        .isEqualTo(name);
            }
        }
        assertThat(silent)
                .as(
                        "mutations without an event:\n%s",
                        silent.stream().map(answers::get).collect(Collectors.joining("\n")))
                .isSubsetOf(WITHOUT_EVENT);
    }

    @Test
    void what_is_uploaded_is_on_record_too() {
        List<JsonNode> uploads = CSMS.context()
                .getBean(JdbcClient.class)
                .sql("select meta_data::text from domain_event where payload_type like '%FirmwareImage%'"
                        + " and meta_data->>'token' = :token")
                .param("token", tokenId)
                .query((row, _) -> JSON.readTree(row.getString(1)))
                .list();
        assertThat(uploads).isNotEmpty().allSatisfy(metadata -> {
            assertThat(metadata.path("actor").asString()).isEqualTo("operator:auditor-in-chief");
            assertThat(metadata.path("remoteAddress").asString()).isEqualTo("127.0.0.1");
        });
    }

    // a call with a value for every argument that needs one, or for which there is one

    private static String call(GraphQLFieldDefinition field) {
        String arguments = field.getArguments().stream()
                .filter(it -> isGiven(field, it.getName(), it.getType(), it.hasSetDefaultValue()))
                .map((GraphQLArgument it) -> it.getName() + ": " + value(field, it.getName(), it.getType()))
                .collect(Collectors.joining(", "));
        return field.getName() + (arguments.isEmpty() ? "" : "(" + arguments + ")");
    }

    private static boolean isGiven(GraphQLFieldDefinition field, String name, GraphQLType type, boolean hasDefault) {
        return GraphQLTypeUtil.isNonNull(type) && !hasDefault
                || VALUES.containsKey(name)
                || VALUES.containsKey(field.getName() + "." + name);
    }

    private static String value(GraphQLFieldDefinition field, String name, @Nullable GraphQLType type) {
        String own = VALUES.get(field.getName() + "." + name);
        String given = own == null ? VALUES.get(name) : own;
        return given == null ? made(field, type) : given;
    }

    private static String made(GraphQLFieldDefinition field, @Nullable GraphQLType type) {
        return switch (type) {
            case GraphQLNonNull some -> made(field, some.getWrappedType());
            case GraphQLList list -> "[" + made(field, list.getWrappedType()) + "]";
            case GraphQLEnumType constants -> constants.getValues().getFirst().getName();
            case GraphQLInputObjectType input -> "{" + members(field, input) + "}";
            case GraphQLNamedType named ->
                switch (named.getName()) {
                    case "Int", "Long", "Decimal", "Float" -> "1";
                    case "Boolean" -> "true";
                    case "DateTime" -> "\"2030-01-01T00:00:00Z\"";
                    case "JSON" -> "{}";
                    default -> "\"x\"";
                };
            case null, default -> throw new AssertionError("no value of " + type);
        };
    }

    private static String members(GraphQLFieldDefinition field, GraphQLInputObjectType input) {
        if (input.isOneOf()) {
            return "clearCache: true";
        }
        return input.getFieldDefinitions().stream()
                .filter(it -> isGiven(field, it.getName(), it.getType(), it.hasSetDefaultValue()))
                .map(it -> it.getName() + ": " + value(field, it.getName(), it.getType()))
                .collect(Collectors.joining(", "));
    }
}
