package dev.csms.query.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointEvent.SessionOpened;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.credential.Authentication;
import dev.csms.domain.credential.Authentication.CertificateIssuer;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyDoubted;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyDropped;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyOffered;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyReplaced;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeySet;
import dev.csms.domain.credential.CredentialEvent.AuthorizationKeyTaken;
import dev.csms.domain.credential.CredentialEvent.CertificateOwnerSet;
import dev.csms.domain.credential.CredentialEvent.DropReason;
import dev.csms.domain.credential.CredentialEvent.SecurityProfileSet;
import dev.csms.domain.credential.CredentialEvent.SecurityProfileUpgradeDropped;
import dev.csms.domain.credential.CredentialEvent.SecurityProfileUpgradeRequested;
import dev.csms.domain.credential.CredentialEvent.SecurityProfileUpgraded;
import dev.csms.domain.credential.KeyOrigin;
import dev.csms.domain.credential.KeyVerifier;
import dev.csms.domain.credential.SecurityProfile;
import dev.csms.domain.operation.OperationId;
import dev.csms.query.QuerySideTest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecurityProjectionTest extends QuerySideTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final KeyVerifier VERIFIER = new KeyVerifier("v1:p:s:secret-of-nobody");
    private static final String KEY = "keyState newKey newKeyOperationId";

    private final ChargePointId id = chargePoint();
    private final OperationId operation = new OperationId("op-" + number());

    @BeforeEach
    void register() {
        happened(id, registered(id));
    }

    private void assertShown(String fields, String expected) {
        assertThat(query("{ chargePoint(identity: \"%s\") { security { %s } } }".formatted(id.value(), fields))
                        .at("/chargePoint/security")
                        .toString()
                        .replace('"', '\''))
                .isEqualTo(expected);
    }

    @Test
    void one_that_was_never_given_anything_proves_nothing() {
        assertShown(
                "profile upgradeTo keyState keySetAt newKey certificateSerial cpoName lastAuthentication { profile }",
                "{'profile':0,'upgradeTo':null,'keyState':'NONE','keySetAt':null,'newKey':null,"
                        + "'certificateSerial':null,'cpoName':null,'lastAuthentication':null}");
    }

    @Test
    void a_profile_a_key_and_an_owner_show() {
        happened(
                id,
                new SecurityProfileSet(id, SecurityProfile.BASIC, null),
                new AuthorizationKeySet(id, VERIFIER, KeyOrigin.IMPORTED),
                new CertificateOwnerSet(id, "SN-1", "Example CPO"));

        assertShown(
                "profile keyState certificateSerial cpoName",
                "{'profile':1,'keyState':'IMPORTED','certificateSerial':'SN-1','cpoName':'Example CPO'}");
        assertThat(query("{ chargePoint(identity: \"%s\") { security { keySetAt } } }".formatted(id.value()))
                        .at("/chargePoint/security/keySetAt")
                        .isString())
                .isTrue();
    }

    @Test
    void a_new_key_shows_until_it_is_the_key() {
        happened(
                id,
                new AuthorizationKeySet(id, VERIFIER, KeyOrigin.IMPORTED),
                new AuthorizationKeyOffered(id, operation, "vault:1", VERIFIER, NOON));
        assertShown(KEY, "{'keyState':'IMPORTED','newKey':'WAITING','newKeyOperationId':'%s'}".formatted(operation));

        happened(id, new AuthorizationKeyTaken(id, operation, "vault:1", NOON));
        assertShown(KEY, "{'keyState':'IMPORTED','newKey':'TAKEN','newKeyOperationId':'%s'}".formatted(operation));

        happened(id, new AuthorizationKeyReplaced(id, operation, "vault:1", NOON.plusSeconds(1)));
        assertShown(
                KEY + " keySetAt",
                "{'keyState':'GENERATED','newKey':null,'newKeyOperationId':null,'keySetAt':'2026-03-01T12:00:01Z'}");
    }

    @Test
    void or_none() {
        happened(
                id,
                new AuthorizationKeyOffered(id, operation, "vault:1", VERIFIER, NOON),
                new AuthorizationKeyDoubted(id, operation, "vault:1", NOON));
        assertShown(KEY, "{'keyState':'NONE','newKey':'DOUBTED','newKeyOperationId':'%s'}".formatted(operation));

        happened(id, new AuthorizationKeyDropped(id, operation, "vault:1", DropReason.OLD_KEY_USED, NOON));
        assertShown(KEY, "{'keyState':'NONE','newKey':null,'newKeyOperationId':null}");
    }

    @Test
    void a_higher_profile_shows_until_it_is_the_profile_or_not() {
        happened(
                id,
                new SecurityProfileSet(id, SecurityProfile.BASIC, null),
                new SecurityProfileUpgradeRequested(id, operation, SecurityProfile.TLS_BASIC, NOON));
        assertShown("profile upgradeTo", "{'profile':1,'upgradeTo':2}");
        happened(id, new SecurityProfileUpgradeDropped(id, operation, SecurityProfile.TLS_BASIC, NOON));
        assertShown("profile upgradeTo", "{'profile':1,'upgradeTo':null}");
        happened(
                id,
                new SecurityProfileUpgradeRequested(id, operation, SecurityProfile.TLS_BASIC, NOON),
                new SecurityProfileUpgraded(id, operation, SecurityProfile.TLS_BASIC, SecurityProfile.BASIC, NOON));
        assertShown("profile upgradeTo", "{'profile':2,'upgradeTo':null}");
    }

    @Test
    void by_what_it_was_let_in_shows_and_before_that_was_asked_nothing() {
        happened(id, opened(null));
        assertShown("lastAuthentication { profile }", "{'lastAuthentication':null}");

        happened(id, opened(new Authentication(SecurityProfile.TLS_CERTIFICATE, "ab12", CertificateIssuer.OPERATOR)));
        assertShown(
                "lastAuthentication { at profile certificate remoteAddress }",
                "{'lastAuthentication':{'at':'2026-03-01T12:00:00Z','profile':3,'certificate':'ab12',"
                        + "'remoteAddress':'10.0.0.7:4711'}}");
        assertThat(query("{ chargePoint(identity: \"%s\") { session { securityProfile certificate } } }"
                                .formatted(id.value()))
                        .at("/chargePoint/session")
                        .toString())
                .isEqualTo("{\"securityProfile\":3,\"certificate\":\"ab12\"}");
    }

    private SessionOpened opened(@Nullable Authentication authentication) {
        return new SessionOpened(id, new SessionId("s-" + number()), "node-1", "10.0.0.7:4711", NOON, authentication);
    }
}
