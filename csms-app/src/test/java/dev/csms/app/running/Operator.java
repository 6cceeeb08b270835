package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** Who asks one charge point for operations, by the GraphQL API. */
public final class Operator {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GLANCE = Duration.ofMillis(25);

    private final GraphQl graphQl;
    private final String identity;

    public Operator(GraphQl graphQl, String identity) {
        this.graphQl = graphQl;
        this.identity = identity;
    }

    /** Asks the charge point for an operation. @param arguments besides the charge point's identity; may be empty */
    public Asked asks(String mutation, String arguments) {
        return ask(mutation, arguments, "");
    }

    /** Asks for it although it looks wrong. */
    public Asked insistsOn(String mutation, String arguments) {
        return ask(mutation, arguments, ", options: {force: true}");
    }

    private Asked ask(String mutation, String arguments, String options) {
        return new Asked(change("%s(chargePointId: \"%s\", %s%s) { operation { operationId } }"
                        .formatted(mutation, identity, arguments, options))
                .at("/operation/operationId")
                .asString());
    }

    /** Whatever can be changed. */
    public JsonNode change(String mutation) {
        return graphQl.data("mutation { it: " + mutation + " }").path("it");
    }

    public void registersIdTag(String idTag, String further) {
        change("registerIdTag(input: {idTag: \"%s\"%s}) { registered }".formatted(idTag, further));
    }

    public void blocksIdTag(String idTag) {
        change("blockIdTag(input: {idTag: \"%s\"}) { idTag { id } }".formatted(idTag));
    }

    /** Finds the transaction stopped for this reason, in the spelling of the API. */
    public void seesStopped(int transactionId, String reason) {
        Awaitility.await().atMost(PATIENCE).pollInterval(GLANCE).untilAsserted(() -> {
            JsonNode transaction = graphQl.data(
                            "{ transaction(transactionId: %d) { state stop { reason } } }".formatted(transactionId))
                    .path("transaction");
            assertThat(transaction.path("state").asString("")).isEqualTo("STOPPED");
            assertThat(transaction.at("/stop/reason").asString()).isEqualTo(reason);
        });
    }

    /** Something that the operator has asked for. */
    public final class Asked {

        private final String operationId;

        private Asked(String operationId) {
            this.operationId = operationId;
        }

        /** The message id of its call. */
        public String operationId() {
            return operationId;
        }

        /** As it is now. */
        public JsonNode shown() {
            return graphQl.data(
                            "{ operation(operationId: \"%s\") { state status answer remark lateAnswer { status } } }"
                                    .formatted(operationId))
                    .path("operation");
        }

        /** Waits until it is shown as sent: what is shown follows what the charge point sees. */
        public void isSent() {
            Awaitility.await("sending of " + operationId)
                    .atMost(PATIENCE)
                    .pollInterval(GLANCE)
                    .until(() -> shown().path("state").asString("").equals("SENT"));
        }

        /** Waits until nothing more is expected of it. */
        public JsonNode ends() {
            return Awaitility.await("end of " + operationId)
                    .atMost(PATIENCE)
                    .pollInterval(GLANCE)
                    .until(this::shown, it -> !it.path("state").asString("").matches("WAITING|SENT"));
        }

        public void endsAs(String state) {
            JsonNode ended = ends();
            assertThat(ended.path("state").asString("")).as("%s", ended).isEqualTo(state);
        }

        /** The charge point has handled it, and answered this. @param status empty for an answer that has none */
        public void isAnswered(String status) {
            JsonNode ended = ends();
            assertThat(ended.path("state").asString("")).as("%s", ended).isEqualTo("ANSWERED");
            assertThat(ended.path("status").asString("")).isEqualTo(status);
        }
    }
}
