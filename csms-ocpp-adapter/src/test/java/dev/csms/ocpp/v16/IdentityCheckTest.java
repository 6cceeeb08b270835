package dev.csms.ocpp.v16;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.credential.Access;
import dev.csms.domain.credential.Authentication.CertificateIssuer;
import dev.csms.domain.credential.AuthorizationKey;
import dev.csms.domain.credential.SecurityProfile;
import dev.csms.ocpp.v16.IdentityCheck.Verdict;
import dev.csms.ocpp.websocket.ClientCertificates;
import dev.csms.ocpp.websocket.Credentials;
import dev.csms.ocpp.websocket.Credentials.Transport;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of the security white paper, section 3: profile of the charge point, transport, and what is shown. */
class IdentityCheckTest {

    private static final ChargePointId CP = new ChargePointId("CP-1");
    private static final AuthorizationKey KEY = AuthorizationKey.typed("secretsecretsecret");

    /** Any will do: it is judged by somebody else. */
    private static final String CERTIFICATE = """
        -----BEGIN CERTIFICATE-----
        MIIBdTCCARugAwIBAgICD/8wCgYIKoZIzj0EAwIwMTEUMBIGA1UECgwLRXhhbXBs
        ZSBDUE8xGTAXBgNVBAMMEEV4YW1wbGUgQ1BPIFJvb3QwHhcNMjUwMTAxMDAwMDAw
        WhcNNDUwMTAxMDAwMDAwWjAxMRQwEgYDVQQKDAtFeGFtcGxlIENQTzEZMBcGA1UE
        AwwQRXhhbXBsZSBDUE8gUm9vdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMq5
        YkAV5YtusMw/5rIxpZa+XsiNrU1nQzX/XsPSb3/Hb25Z5FALvsUhr9xagaPybEm0
        ywMOvmsjZf1KGlplkCOjIzAhMA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQD
        AgEGMAoGCCqGSM49BAMCA0gAMEUCIQCLzUxP11FLOOeKQqrujcDHdILrsao3NWUB
        LZdnyJQspQIgMrpIKZv5mzoxp8bu8OIitkHgZVPscoibwM5O40scSiM=
        -----END CERTIFICATE-----
        """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // configured | upgrade to | transport | key | certificate | verdict
                "0 | - | PLAIN | -     | -       | by 0",
                "0 | - | PLAIN | right | -       | by 0",
                "0 | - | PLAIN | wrong | -       | by 0",
                "0 | - | TLS   | -     | -       | 401 PROFILE_MISMATCH",
                "0 | - | TLS   | right | -       | 401 PROFILE_MISMATCH",
                "0 | - | TLS   | -     | good    | 401 PROFILE_MISMATCH",
                "1 | - | PLAIN | -     | -       | 401 AUTHENTICATION",
                "1 | - | PLAIN | right | -       | by 1",
                "1 | - | PLAIN | wrong | -       | 401 AUTHENTICATION",
                "1 | - | TLS   | right | -       | 401 PROFILE_MISMATCH",
                "1 | - | TLS   | -     | good    | 401 PROFILE_MISMATCH",
                "2 | - | PLAIN | -     | -       | 401 PROFILE_MISMATCH",
                "2 | - | PLAIN | right | -       | 401 PROFILE_MISMATCH",
                "2 | - | TLS   | right | -       | by 2",
                "2 | - | TLS   | right | good    | by 2",
                // whatever else it shows: a key is not what opens the port of those that have a certificate
                "2 | - | TLS_WITH_CERTIFICATE | right | good    | 401 PROFILE_MISMATCH",
                "2 | - | TLS_WITH_CERTIFICATE | wrong | good    | 401 PROFILE_MISMATCH",
                "1 | - | TLS_WITH_CERTIFICATE | right | good    | 401 PROFILE_MISMATCH",
                "0 | - | TLS_WITH_CERTIFICATE | -     | good    | 401 PROFILE_MISMATCH",
                "3 | - | TLS_WITH_CERTIFICATE | -     | good    | by 3",
                "3 | - | TLS_WITH_CERTIFICATE | right | foreign | 403 CLIENT_CERTIFICATE OWNER",
                "2 | 3 | TLS_WITH_CERTIFICATE | right | good    | by 3",
                "2 | 3 | TLS_WITH_CERTIFICATE | right | foreign | 403 CLIENT_CERTIFICATE OWNER",
                "1 | 2 | TLS_WITH_CERTIFICATE | right | good    | 401 PROFILE_MISMATCH",
                "2 | - | TLS   | -     | -       | 401 AUTHENTICATION",
                "2 | - | TLS   | wrong | -       | 401 AUTHENTICATION",
                "2 | - | TLS   | -     | good    | 401 AUTHENTICATION",
                "3 | - | PLAIN | -     | -       | 401 PROFILE_MISMATCH",
                "3 | - | PLAIN | right | -       | 401 PROFILE_MISMATCH",
                "3 | - | TLS   | right | -       | 401 CLIENT_CERTIFICATE",
                "3 | - | TLS   | -     | -       | 401 CLIENT_CERTIFICATE",
                "3 | - | TLS   | -     | good    | by 3",
                "3 | - | TLS   | right | expired | 401 CLIENT_CERTIFICATE VALIDITY",
                "3 | - | TLS   | -     | foreign | 403 CLIENT_CERTIFICATE OWNER",
                "0 | 1 | PLAIN | right | -       | by 1",
                "0 | 1 | PLAIN | wrong | -       | by 0",
                "0 | 1 | PLAIN | -     | -       | by 0",
                "0 | 2 | TLS   | right | -       | by 2",
                "1 | 2 | PLAIN | right | -       | by 1",
                "1 | 2 | PLAIN | wrong | -       | 401 AUTHENTICATION",
                "1 | 2 | TLS   | right | -       | by 2",
                "1 | 2 | TLS   | wrong | -       | 401 AUTHENTICATION",
                "2 | 3 | TLS   | right | -       | by 2",
                "2 | 3 | TLS   | right | good    | by 3",
                "2 | 3 | TLS   | right | expired | by 2",
                "2 | 3 | TLS   | -     | good    | by 3",
                "2 | 3 | TLS   | wrong | -       | 401 AUTHENTICATION",
                "2 | 3 | PLAIN | right | -       | 401 PROFILE_MISMATCH"
            })
    @Tag("H8")
    @Tag("C8")
    void profile_transport_and_credentials_have_to_go_together(
            int profile,
            @Nullable Integer upgradeTo,
            Transport transport,
            @Nullable String key,
            @Nullable String certificate,
            String expected)
            throws CertificateException {
        IdentityCheck check = new IdentityCheck(
                new PlainKeys(), judgeOf(certificate), Doors.UNSECURED, _ -> Optional.of("What it says"));
        Access access = new Access(
                CP,
                SecurityProfile.of(profile),
                upgradeTo == null ? null : SecurityProfile.of(upgradeTo),
                List.of(new Access.GoodKey(PlainKeys.verifier(KEY), null)),
                List.of("SN-1"),
                "Example CPO");
        byte[] password = "right".equals(key) ? KEY.bytes() : "wrong".getBytes(StandardCharsets.UTF_8);
        Credentials shown = new Credentials(
                transport,
                "network",
                key == null
                        ? List.of()
                        : List.of(Knock.basic(CP.value(), password).substring("Authorization: ".length())),
                certificate == null ? List.of() : List.of(certificate()),
                false);

        assertThat(told(check.judge(CP, access, shown, Instant.EPOCH))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // decided for it | decided for all | what it tells | what its certificate has to name
                "Its own, All, Told, Its own, -",
                "-,       All, Told, All,     -",
                "-,       -,   Told, -,       Told",
                "-,       -,   -,    -,       -"
            })
    void what_it_says_of_its_operator_counts_where_nobody_has_decided_that(
            @Nullable String decided,
            @Nullable String forAll,
            @Nullable String told,
            @Nullable String cpoName,
            @Nullable String toldCpoName)
            throws CertificateException {
        List<ClientCertificates.Owner> asked = new ArrayList<>();
        ClientCertificates judge = (_, owner) -> {
            asked.add(owner);
            return new ClientCertificates.Verdict.Accepted(CertificateIssuer.OPERATOR);
        };
        IdentityCheck check = new IdentityCheck(
                new PlainKeys(),
                judge,
                new DoorRules(false, false, false, Duration.ZERO, forAll),
                _ -> Optional.ofNullable(told));

        check.judge(
                CP,
                new Access(CP, SecurityProfile.TLS_CERTIFICATE, null, List.of(), List.of("SN-1"), decided),
                new Credentials(Transport.TLS_WITH_CERTIFICATE, "network", List.of(), List.of(certificate()), false),
                Instant.EPOCH);

        assertThat(asked).containsExactly(new ClientCertificates.Owner(CP, List.of("SN-1"), cpoName, toldCpoName));
    }

    private static String told(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Proved proved -> {
                assertThat(proved.verifier() != null)
                        .isEqualTo(proved.authentication().profile().usesKey());
                assertThat(proved.authentication().certificate() != null)
                        .isEqualTo(proved.authentication().profile() == SecurityProfile.TLS_CERTIFICATE);
                yield "by " + proved.authentication().profile().number();
            }
            case Verdict.Failed failed ->
                failed.status() + " " + failed.event() + (failed.why().matches("[A-Z]+: .+") ? " " : "")
                        + failed.why().replaceFirst("^([A-Z]+): .+|.*", "$1");
        };
    }

    private static ClientCertificates judgeOf(@Nullable String certificate) {
        return (_, owner) -> {
            assertThat(owner).isEqualTo(new ClientCertificates.Owner(CP, List.of("SN-1"), "Example CPO", null));
            return switch (String.valueOf(certificate)) {
                case "good" -> new ClientCertificates.Verdict.Accepted(CertificateIssuer.OPERATOR);
                case "expired" -> new ClientCertificates.Verdict.Refused(ClientCertificates.Reason.VALIDITY, "expired");
                default -> new ClientCertificates.Verdict.Refused(ClientCertificates.Reason.OWNER, "not its own");
            };
        };
    }

    private static X509Certificate certificate() throws CertificateException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(CERTIFICATE.getBytes(StandardCharsets.US_ASCII)));
    }
}
