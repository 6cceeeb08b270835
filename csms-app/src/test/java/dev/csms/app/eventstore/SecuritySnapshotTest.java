package dev.csms.app.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.credential.Access;
import dev.csms.domain.credential.Authentication;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyOffered;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeySet;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyTaken;
import dev.csms.domain.credential.CredentialEvent.CertificateOwnerSet;
import dev.csms.domain.credential.CredentialEvent.OldAuthorizationKeyLimited;
import dev.csms.domain.credential.CredentialEvent.SecurityProfileSet;
import dev.csms.domain.credential.CredentialEvent.SecurityProfileUpgradeRequested;
import dev.csms.domain.credential.KeyOrigin;
import dev.csms.domain.credential.KeyVerifier;
import dev.csms.domain.credential.Security;
import dev.csms.domain.credential.SecurityProfile;
import dev.csms.domain.operation.OperationId;
import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;

class SecuritySnapshotTest {

    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final OperationId FIRST = new OperationId("op-1");
    private static final KeyVerifier OLD = new KeyVerifier("v1:p:s:old");
    private static final KeyVerifier NEW = new KeyVerifier("v1:p:s:new");

    private final Serializer snapshots = SnapshotJson.serializer();

    @Test
    void by_what_a_charge_point_is_let_in_is_still_known() {
        Security security = new Security();
        security.on(new SecurityProfileSet(CP, SecurityProfile.BASIC, null));
        security.on(new AuthorizationKeySet(CP, OLD, KeyOrigin.GENERATED));
        security.on(new AuthorizationKeyOffered(CP, FIRST, "vault:1", NEW, NOON));
        security.on(new AuthorizationKeyTaken(CP, FIRST, "vault:1", NOON));
        security.on(new OldAuthorizationKeyLimited(CP, FIRST, NOON.plusSeconds(60)));
        security.on(new SecurityProfileUpgradeRequested(
                CP, new OperationId("op-2"), SecurityProfile.TLS_CERTIFICATE, NOON));
        security.on(new CertificateOwnerSet(CP, "SN-1", "Example CPO"));

        Security loaded = snapshots.deserialize(snapshots.serialize(security, String.class));

        Access access = loaded.access(CP, List.of("told"));
        assertThat(access).isEqualTo(security.access(CP, List.of("told")));
        assertThat(access.verifiers(NOON)).containsExactly(OLD, NEW);
        assertThat(access.verifiers(NOON.plusSeconds(60))).containsExactly(NEW);
        assertThat(access.upgradeTo()).isEqualTo(SecurityProfile.TLS_CERTIFICATE);
        assertThat(loaded.admits(Authentication.without(SecurityProfile.BASIC), NEW, NOON))
                .isTrue();
        loaded.on(new SecurityProfileSet(CP, SecurityProfile.UNSECURED, null));
        assertThat(loaded.access(CP, List.of()).upgradeTo()).isNull();
    }

    /** Snapshots from before there were profiles have nothing of them. */
    @Test
    void an_older_snapshot_is_of_one_that_proves_nothing() {
        Security loaded =
                snapshots.deserialize(new SimpleSerializedObject<>("{}", String.class, Security.class.getName(), null));

        assertThat(loaded.access(CP, List.of()).profile()).isEqualTo(SecurityProfile.UNSECURED);
        assertThat(loaded.admits(Authentication.NONE, null, NOON)).isTrue();
    }
}
