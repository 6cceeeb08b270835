package dev.csms.query.idtag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.idtag.AuthorizationEvent.AuthorizationAttempted;
import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.domain.idtag.IdTagEvent.ConcurrentTransactionsChanged;
import dev.csms.domain.idtag.IdTagEvent.IdTagBlocked;
import dev.csms.domain.idtag.IdTagEvent.IdTagDisengaged;
import dev.csms.domain.idtag.IdTagEvent.IdTagEngaged;
import dev.csms.domain.idtag.IdTagEvent.IdTagExpiryChanged;
import dev.csms.domain.idtag.IdTagEvent.IdTagRegistered;
import dev.csms.domain.idtag.IdTagEvent.IdTagUnblocked;
import dev.csms.domain.idtag.IdTagEvent.ParentIdTagChanged;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.idtag.IdTagSource;
import dev.csms.domain.transaction.TransactionEvent.TransactionStarted;
import dev.csms.domain.transaction.TransactionId;
import dev.csms.query.QuerySideTest;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdTagProjectionTest extends QuerySideTest {

    private final IdTagId tag = new IdTagId("Tag-" + number());

    @BeforeEach
    void register() {
        happened(new IdTagRegistered(tag, IdTagSource.OPERATOR, new IdTagId("FLEET"), null, 1));
    }

    @Test
    void a_registered_idTag_is_found_in_any_spelling() {
        assertThat(query(
                                "{ idTag(idTag: \"%s\") { idTag source parentIdTag expiresAt blocked concurrentTransactions status } }"
                                        .formatted(tag.value().toUpperCase(Locale.ROOT)))
                        .toString())
                .isEqualTo("""
                    {"idTag":{"idTag":"%s","source":"OPERATOR","parentIdTag":"FLEET","expiresAt":null,\
                    "blocked":false,"concurrentTransactions":1,"status":"ACCEPTED"}}\
                    """.formatted(tag.value()));
    }

    @Test
    void decisions_about_it_show() {
        happened(new IdTagBlocked(tag, "lost"));
        assertShown("blocked blockReason status", "{\"blocked\":true,\"blockReason\":\"lost\",\"status\":\"BLOCKED\"}");

        happened(new IdTagUnblocked(tag));
        happened(new IdTagExpiryChanged(tag, NOON));
        happened(new ParentIdTagChanged(tag, null));
        happened(new ConcurrentTransactionsChanged(tag, 0));
        assertShown("blocked status expiresAt parentIdTag concurrentTransactions", """
            {"blocked":false,"status":"EXPIRED","expiresAt":"2026-03-01T12:00:00Z","parentIdTag":null,\
            "concurrentTransactions":0}\
            """);
    }

    @Test
    void its_open_transactions_are_told_by_the_transactions() {
        ChargePointId chargePoint = chargePoint();
        TransactionId id = transaction();
        happened(new IdTagEngaged(tag, id, chargePoint));
        happened(
                id,
                new TransactionStarted(
                        id,
                        chargePoint,
                        1,
                        new IdTagId(tag.value().toLowerCase(Locale.ROOT)),
                        IdTagInfo.INVALID,
                        null,
                        NOON,
                        null,
                        null,
                        NOON,
                        null));
        happened(new IdTagDisengaged(tag, id));

        assertShown(
                "openTransactions { transactionId } transactions { nodes { registeredIdTag { idTag } } }",
                """
                {"openTransactions":[{"transactionId":%d}],"transactions":{"nodes":[{"registeredIdTag":{"idTag":"%s"}}]}}\
                """.formatted(id.value(), tag.value()));
    }

    @Test
    void idTags_are_listed_by_filter() {
        assertThat(query(
                                "{ idTags(filter: {contains: \"%s\", parentIdTag: \"fleet\", blocked: false}) { nodes { idTag } } }"
                                        .formatted(tag.value()))
                        .toString())
                .isEqualTo("{\"idTags\":{\"nodes\":[{\"idTag\":\"%s\"}]}}".formatted(tag.value()));
    }

    @Test
    void refused_attempts_can_be_told_from_accepted_ones() {
        ChargePointId chargePoint = chargePoint();
        IdTagId unknown = new IdTagId("unknown-" + number());
        happened(chargePoint, registered(chargePoint));
        happened(new AuthorizationAttempted(
                chargePoint, tag, new IdTagInfo(AuthorizationStatus.ACCEPTED, NOON, new IdTagId("FLEET")), NOON));
        happened(new AuthorizationAttempted(chargePoint, unknown, IdTagInfo.INVALID, NOON));

        String own = "chargePoint: \"" + chargePoint.value() + "\"";
        assertThat(attempts(own)).isEqualTo("""
            [{"idTag":"%s","status":"INVALID","expiresAt":null,"parentIdTag":null},\
            {"idTag":"%s","status":"ACCEPTED","expiresAt":"2026-03-01T12:00:00Z","parentIdTag":"FLEET"}]\
            """.formatted(unknown.value(), tag.value()));
        assertThat(attempts(own + ", refused: true")).contains("INVALID").doesNotContain("ACCEPTED");
        assertThat(attempts(own + ", refused: false")).contains("ACCEPTED").doesNotContain("INVALID");
        assertThat(attempts("idTag: \"" + unknown.value().toUpperCase(Locale.ROOT) + "\", statuses: [INVALID]"))
                .contains("INVALID");
        assertThat(query(
                                "{ chargePoint(identity: \"%s\") { authorizationAttempts(filter: {refused: true}) { nodes { idTag } } } }"
                                        .formatted(chargePoint.value()))
                        .toString())
                .contains(unknown.value());
    }

    @Test
    void starts_that_were_refused_are_attempts_by_that_message() {
        ChargePointId chargePoint = chargePoint();
        happened(chargePoint, registered(chargePoint));
        TransactionId refused = start(chargePoint, AuthorizationStatus.CONCURRENT_TX);
        start(chargePoint, AuthorizationStatus.ACCEPTED);
        happened(new AuthorizationAttempted(chargePoint, tag, IdTagInfo.INVALID, NOON));

        String own = "chargePoint: \"" + chargePoint.value() + "\"";
        assertThat(attempts(own, "status message transactionId")).isEqualTo("""
            [{"status":"INVALID","message":"AUTHORIZE","transactionId":null},\
            {"status":"CONCURRENT_TX","message":"START_TRANSACTION","transactionId":%d}]\
            """.formatted(refused.value()));
        assertThat(attempts(own + ", messages: [START_TRANSACTION]"))
                .contains("CONCURRENT_TX")
                .doesNotContain("INVALID");
    }

    private TransactionId start(ChargePointId chargePoint, AuthorizationStatus status) {
        TransactionId id = transaction();
        IdTagInfo answer = new IdTagInfo(status, null, null);
        happened(id, new TransactionStarted(id, chargePoint, 1, tag, answer, null, NOON, null, null, NOON, null));
        return id;
    }

    private String attempts(String filter) {
        return attempts(filter, "idTag status expiresAt parentIdTag");
    }

    private String attempts(String filter, String fields) {
        return query("{ authorizationAttempts(filter: {%s}) { nodes { %s } } }".formatted(filter, fields))
                .get("authorizationAttempts")
                .get("nodes")
                .toString();
    }

    private void assertShown(String fields, String expected) {
        assertThat(query("{ idTag(idTag: \"%s\") { %s } }".formatted(tag.value(), fields))
                        .get("idTag")
                        .toString())
                .isEqualTo(expected);
    }
}
