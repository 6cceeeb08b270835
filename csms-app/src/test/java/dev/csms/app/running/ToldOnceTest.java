package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.query.chargepoint.ChargePointProjection;
import dev.csms.query.person.PersonProjection;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventProcessor;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is told once is told, although what it belongs to cannot be shown yet. */
class ToldOnceTest {

    private final RunningCsms csms = RunningCsms.get();

    private JsonNode change(String mutation) {
        return csms.graphQl().data("mutation { it: " + mutation + " }").path("it");
    }

    private void without(String projection, Runnable test) {
        EventProcessor reader = csms.context()
                .getBean(Configuration.class)
                .eventProcessingConfiguration()
                .eventProcessor(projection)
                .orElseThrow();
        reader.shutDown();
        try {
            test.run();
        } finally {
            reader.start();
        }
    }

    @Test
    void the_key_of_a_charge_point() {
        without(ChargePointProjection.GROUP, () -> {
            JsonNode registered = change("registerChargePoint(input: {identity: \"TOLD\", securityProfile: 1}) {"
                    + " registered chargePoint { identity } authorizationKey url }");
            assertThat(registered.path("registered").asBoolean()).isTrue();
            assertThat(registered.path("chargePoint").isNull()).isTrue();
            assertThat(registered.path("url").asString("")).isNotEmpty();
            connect(registered.path("authorizationKey").asString());

            connect(change("setAuthorizationKey(input: {identity: \"TOLD\"}) { chargePoint { identity }"
                            + " authorizationKey }")
                    .path("authorizationKey")
                    .asString());
        });
    }

    private void connect(String key) {
        try (OcppClient chargePoint = OcppClient.connectWith(csms.ocpp() + "/TOLD", OcppClient.basic("TOLD", key))) {
            chargePoint.call("BootNotification", "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}");
        }
    }

    @Test
    void a_token_and_a_link() {
        change("addPerson(name: \"told\", role: ANALYST) { added }");
        without(PersonProjection.GROUP, () -> {
            JsonNode made = change("createApiToken(label: \"told\", person: \"told\") { token apiToken { tokenId person"
                    + " label role groups issuedAt expiresAt revokedAt lastUsedAt } }");
            assertThat(made.at("/apiToken/person").asString()).isEqualTo("told");
            assertThat(made.at("/apiToken/role").asString()).isEqualTo("ANALYST");
            assertThat(new GraphQl(csms.httpPort(), made.path("token").asString())
                            .data("{ me { name } }")
                            .at("/me/name")
                            .asString())
                    .isEqualTo("told");

            JsonNode added = change("addPerson(name: \"told-late\", role: ANALYST) { added person { name } link }");
            assertThat(added.path("person").isNull()).isTrue();
            assertThat(added.path("link").asString("")).contains("#");
            assertThat(change("enablePerson(name: \"told-late\") { person { name } link }")
                            .path("link")
                            .asString(""))
                    .contains("#");
        });
    }
}
