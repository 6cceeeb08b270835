package dev.csms.query.credential;

import dev.csms.domain.credential.Authentication.CertificateIssuer;
import dev.csms.query.sql.Row;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a charge point proves who it is.
 *
 * @param keySetAt           absent if it has no key
 * @param newKey             how far the latest new key has come; absent if there is none
 * @param lastAuthentication of its latest connection; absent if it never came, or came before that was asked
 */
public record SecurityView(
        int profile,
        @Nullable Integer upgradeTo,
        KeyState keyState,
        @Nullable Instant keySetAt,
        @Nullable NewKeyState newKey,
        @Nullable String newKeyOperationId,
        @Nullable String certificateSerial,
        @Nullable String cpoName,
        @Nullable AuthenticationView lastAuthentication) {

    /** Whether it has an AuthorizationKey, and where that comes from. */
    public enum KeyState {
        NONE,
        GENERATED,
        IMPORTED
    }

    public record AuthenticationView(
            Instant at,
            int profile,
            @Nullable String certificate,
            @Nullable CertificateIssuer certificateIssuer,
            String remoteAddress) {}

    static SecurityView read(Row row) throws SQLException {
        Integer profile = row.nullableInteger("profile");
        KeyState key = row.nullableConstant("key_origin", KeyState.class);
        return new SecurityView(
                profile == null ? 0 : profile,
                row.nullableInteger("upgrade_to"),
                key == null ? KeyState.NONE : key,
                row.nullableInstant("key_set_at"),
                row.nullableConstant("new_key_state", NewKeyState.class),
                row.nullableText("new_key_operation_id"),
                row.nullableText("certificate_serial"),
                row.nullableText("cpo_name"),
                authentication(row));
    }

    private static @Nullable AuthenticationView authentication(Row row) throws SQLException {
        Integer profile = row.nullableInteger("security_profile");
        return profile == null
                ? null
                : new AuthenticationView(
                        row.instant("opened_at"),
                        profile,
                        row.nullableText("certificate"),
                        row.nullableConstant("certificate_issuer", CertificateIssuer.class),
                        row.text("remote_address"));
    }
}
