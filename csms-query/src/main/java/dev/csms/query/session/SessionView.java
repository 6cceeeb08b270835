package dev.csms.query.session;

import dev.csms.domain.credential.Authentication.CertificateIssuer;
import dev.csms.query.graphql.GlobalId;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A connection as it is shown. */
public record SessionView(
        String sessionId,
        long position,
        String node,
        String remoteAddress,
        Instant openedAt,
        @Nullable Instant endedAt,
        @Nullable Integer closeCode,
        @Nullable String closeReason,
        @Nullable String supersededBy,
        @Nullable Integer securityProfile,
        @Nullable String certificate,
        @Nullable CertificateIssuer certificateIssuer) {

    static final String TYPE = "Session";

    public String id() {
        return GlobalId.of(TYPE, sessionId);
    }

    static SessionView read(Row row) throws SQLException {
        return new SessionView(
                row.text("session_id"),
                row.bigint("position"),
                row.text("node"),
                row.text("remote_address"),
                row.instant("opened_at"),
                row.nullableInstant("ended_at"),
                row.nullableInteger("close_code"),
                row.nullableText("close_reason"),
                row.nullableText("superseded_by"),
                row.nullableInteger("security_profile"),
                row.nullableText("certificate"),
                row.nullableConstant("certificate_issuer", CertificateIssuer.class));
    }
}
