package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.postgres.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Two nodes on one database are one installation. */
class TwoNodesTest {

    private static final int POLICY = 1008;

    @TempDir
    Path directory;

    @Test
    void what_one_node_decides_the_other_knows_and_a_charge_point_has_one_session() {
        PGSimpleDataSource database = TestPostgres.emptyDatabase();
        try (CsmsProcess one = start("one", database);
                CsmsProcess two = start("two", database)) {
            one.graphQl().data("""
                mutation {
                  registerChargePoint(input: {identity: "CP-1"}) { registered }
                  registerIdTag(input: {idTag: "ALICE"}) { registered }
                }\
                """);
            try (OcppClient first = OcppClient.connect(one.ocpp("CP-1"))) {
                first.call("BootNotification", "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}");
                assertThat(standing(first)).isEqualTo("Accepted");

                try (OcppClient second = OcppClient.connect(two.ocpp("CP-1"))) {
                    assertThat(OcppClient.await(first.closed())).isEqualTo(POLICY);
                    assertThat(standing(second))
                            .as("accepted on the other node")
                            .isEqualTo("Accepted");

                    one.graphQl().data("mutation { blockIdTag(input: {idTag: \"ALICE\"}) { idTag { id } } }");
                    assertThat(standing(second)).isEqualTo("Blocked");

                    two.graphQl().data("mutation { unblockIdTag(input: {idTag: \"ALICE\"}) { idTag { id } } }");
                    assertThat(standing(second)).isEqualTo("Accepted");

                    second.call("BootNotification", "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}");
                    String reset =
                            "mutation { reset(chargePointId: \"CP-1\", type: SOFT) { operation { operationId } } }";
                    String id = one.graphQl()
                            .data(reset)
                            .at("/reset/operation/operationId")
                            .asString();
                    second.expect("Reset", "{\"status\":\"Accepted\"}");
                    Awaitility.await()
                            .atMost(Duration.ofSeconds(30))
                            .untilAsserted(() -> assertThat(one.graphQl()
                                            .data("{ operation(operationId: \"%s\") { status } }".formatted(id))
                                            .at("/operation/status")
                                            .asString())
                                    .as("asked of one node, answered to the other")
                                    .isEqualTo("Accepted"));
                }
            }
        }
    }

    private static String standing(OcppClient chargePoint) {
        return chargePoint
                .call("Authorize", "{\"idTag\":\"alice\"}")
                .path("idTagInfo")
                .path("status")
                .asString("");
    }

    private CsmsProcess start(String name, PGSimpleDataSource database) {
        return CsmsProcess.start(
                directory.resolve(name),
                TestPostgres.arguments(
                        database, "--csms.node=" + name, "--csms.installation-key=one and the same key on all nodes"));
    }
}
