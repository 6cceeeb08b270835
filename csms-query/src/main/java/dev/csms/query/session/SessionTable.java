package dev.csms.query.session;

import dev.csms.domain.credential.Authentication;
import dev.csms.domain.credential.Authentication.CertificateIssuer;
import dev.csms.domain.credential.SecurityProfile;
import dev.csms.query.projection.BulkStatement;
import dev.csms.query.projection.StateTable;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Table {@code session}. */
final class SessionTable extends StateTable<String, SessionState> {

    private static final BulkStatement LOAD = BulkStatement.of("""
        select session_id, charge_point_id, position, node, remote_address, opened_at, ended_at,
            close_code, close_reason, superseded_by, security_profile, certificate,
            certificate_issuer
        from session where session_id = any(?::text[])
        """);

    private static final BulkStatement STORE = BulkStatement.of("""
        insert into session (session_id, charge_point_id, position, node, remote_address, opened_at, ended_at,
            close_code, close_reason, superseded_by, security_profile, certificate, certificate_issuer)
        select * from unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[],
            ?::timestamptz[], ?::int[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[])
        on conflict (session_id) do update set
            ended_at = excluded.ended_at,
            close_code = excluded.close_code,
            close_reason = excluded.close_reason,
            superseded_by = excluded.superseded_by
        """);

    SessionTable() {
        super(LOAD, STORE, id -> new Object[] {id}, SessionTable::read, SessionState::sessionId, SessionTable::values);
    }

    private static @Nullable Object[] values(SessionState state) {
        SessionState.End end = state.end();
        Authentication authentication = state.authentication();
        return new @Nullable Object[] {
            state.sessionId(),
            state.chargePointId(),
            state.position(),
            state.node(),
            state.remoteAddress(),
            state.openedAt(),
            end == null ? null : end.endedAt(),
            end == null ? null : end.closeCode(),
            end == null ? null : end.closeReason(),
            end == null ? null : end.supersededBy(),
            authentication == null ? null : authentication.profile().number(),
            authentication == null ? null : authentication.certificate(),
            authentication == null ? null : authentication.issuer()
        };
    }

    private static SessionState read(Row row) throws SQLException {
        Instant endedAt = row.nullableInstant("ended_at");
        Integer profile = row.nullableInteger("security_profile");
        return new SessionState(
                row.text("session_id"),
                row.text("charge_point_id"),
                row.bigint("position"),
                row.text("node"),
                row.text("remote_address"),
                row.instant("opened_at"),
                profile == null
                        ? null
                        : new Authentication(
                                SecurityProfile.of(profile),
                                row.nullableText("certificate"),
                                row.nullableConstant("certificate_issuer", CertificateIssuer.class)),
                endedAt == null
                        ? null
                        : new SessionState.End(
                                endedAt,
                                row.nullableInteger("close_code"),
                                row.nullableText("close_reason"),
                                row.nullableText("superseded_by")));
    }
}
