package dev.csms.query.authorization;

import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.query.graphql.GlobalId;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One question of a charge point about an idTag, and its answer.
 *
 * @param transactionId the one that started all the same, if it was asked by a StartTransaction
 */
public record AuthorizationAttemptView(
        long position,
        String chargePointIdentity,
        String idTag,
        AuthorizationStatus status,
        @Nullable Instant expiresAt,
        @Nullable String parentIdTag,
        Instant receivedAt,
        AuthorizingMessage message,
        @Nullable Integer transactionId) {

    static final String TYPE = "AuthorizationAttempt";

    public String id() {
        return GlobalId.of(TYPE, position);
    }

    static AuthorizationAttemptView read(Row row) throws SQLException {
        return new AuthorizationAttemptView(
                row.bigint("position"),
                row.text("charge_point_identity"),
                row.text("id_tag"),
                row.constant("status", AuthorizationStatus.class),
                row.nullableInstant("expires_at"),
                row.nullableText("parent_id_tag"),
                row.instant("received_at"),
                row.constant("message", AuthorizingMessage.class),
                row.nullableInteger("transaction_id"));
    }
}
