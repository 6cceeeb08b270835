package dev.csms.app.pki;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.CsmsSettings;
import dev.csms.app.CsmsSettings.Pki.RsaSignature;
import dev.csms.app.postgres.TestPostgres;
import dev.csms.domain.certificate.CertificateAuthority.Issuance;
import dev.csms.domain.certificate.CertificateAuthority.Order;
import dev.csms.domain.certificate.CertificateAuthority.RevocationReason;
import dev.csms.domain.certificate.CertificateChain;
import dev.csms.domain.certificate.Pem;
import dev.csms.domain.certificate.RequestFault;
import dev.csms.domain.certificate.SubjectRule;
import dev.csms.domain.secret.Secret;
import dev.csms.domain.secret.Vault;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.security.KeyPair;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuiltInAuthorityTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final SubjectRule RULE = new SubjectRule("ACME", Set.of("SN-1"));
    private static final String SUBJECT = "CN=SN-1,O=ACME";

    private final Secrets vault = new Secrets();
    private final DataSource database = TestPostgres.database();
    private BuiltInAuthority authority;

    /** In memory, for all nodes of a test. */
    private static final class Secrets implements Vault {

        private final Map<String, Secret> secrets = new ConcurrentHashMap<>();

        @Override
        public String keep(String purpose, Secret secret) {
            String reference = SCHEME + UUID.randomUUID();
            secrets.put(reference, secret);
            return reference;
        }

        @Override
        public Optional<Secret> read(String reference) {
            return Optional.ofNullable(secrets.get(reference));
        }

        @Override
        public void forget(String reference) {
            secrets.remove(reference);
        }
    }

    @BeforeAll
    void open() {
        authority = node(database, vault, RsaSignature.PSS);
    }

    private static BuiltInAuthority node(DataSource database, Vault vault, RsaSignature rsaSignature) {
        return node(database, vault, rsaSignature, PublicPlaces.NONE);
    }

    private static BuiltInAuthority node(
            DataSource database, Vault vault, RsaSignature rsaSignature, PublicPlaces places) {
        CsmsSettings.Pki settings = new CsmsSettings.Pki(null, "ACME", rsaSignature, Duration.ofDays(365));
        InstantSource clock = InstantSource.fixed(NOW);
        return new BuiltInAuthority(
                new AuthorityStore(JdbcClient.create(database), vault, clock, settings, places),
                new Pkcs10Requests(),
                clock,
                settings);
    }

    private static KeyPair key(KeyKind kind) throws Exception {
        return kind == KeyKind.EC ? Csr.ec("secp256r1") : Csr.rsa(2048);
    }

    private static CertificateChain issue(BuiltInAuthority authority, KeyPair key) throws Exception {
        Issuance issuance = authority.issue(new Order(Csr.of(SUBJECT, key), RULE, null));
        assertThat(issuance).isInstanceOf(Issuance.Issued.class);
        return ((Issuance.Issued) issuance).chain();
    }

    private static Set<TrustAnchor> roots(BuiltInAuthority authority) throws Exception {
        Set<TrustAnchor> roots = new HashSet<>();
        for (String root : authority.rootCertificates()) {
            roots.add(new TrustAnchor(Pem.certificates(root).getFirst(), null));
        }
        return roots;
    }

    private static void assertTrusted(CertificateChain chain, BuiltInAuthority authority) throws Exception {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        PKIXParameters parameters = new PKIXParameters(roots(authority));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(NOW));
        CertPathValidator.getInstance("PKIX").validate(factory.generateCertPath(chain.certificates()), parameters);
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void certificates_say_where_revocations_are_published_once_it_is_known(KeyKind kind) throws Exception {
        DataSource own = TestPostgres.database();
        Secrets secrets = new Secrets();
        BuiltInAuthority silent = node(own, secrets, RsaSignature.PKCS1);
        X509Certificate before = silent.issuing(kind);
        assertThat(before.getExtensionValue(CRL_DISTRIBUTION_POINTS)).isNull();
        assertThat(issue(silent, key(kind)).leaf().getExtensionValue(AUTHORITY_INFORMATION))
                .isNull();

        BuiltInAuthority speaking =
                node(own, secrets, RsaSignature.PKCS1, new PublicPlaces("http://csms.example.com/below/"));
        CertificateChain chain = issue(speaking, key(kind));
        X509Certificate issuing = chain.certificates().getLast();
        String label = kind.label();
        assertThat(issuing.getPublicKey()).as("the same authority").isEqualTo(before.getPublicKey());
        assertThat(uris(chain.leaf()))
                .containsExactly(
                        "http://csms.example.com/below/pki/crl/" + label + ".crl",
                        "http://csms.example.com/below/pki/issuing-" + label + ".cer");
        assertThat(uris(issuing))
                .containsExactly(
                        "http://csms.example.com/below/pki/crl/root-" + label + ".crl",
                        "http://csms.example.com/below/pki/root-" + label + ".cer");
        assertThat(node(own, secrets, RsaSignature.PKCS1, new PublicPlaces("http://csms.example.com/below"))
                        .issuing(kind))
                .as("it is not made anew at each start")
                .isEqualTo(issuing);
        assertThat(uris(node(own, secrets, RsaSignature.PKCS1).issuing(kind))).isEmpty();
    }

    private static final String CRL_DISTRIBUTION_POINTS = "2.5.29.31";
    private static final String AUTHORITY_INFORMATION = "1.3.6.1.5.5.7.1.1";

    private static List<String> uris(X509Certificate certificate) {
        List<String> uris = new ArrayList<>();
        for (String extension : List.of(CRL_DISTRIBUTION_POINTS, AUTHORITY_INFORMATION)) {
            byte[] value = certificate.getExtensionValue(extension);
            if (value != null) {
                Matcher uri = Pattern.compile("http:[a-z0-9./-]+").matcher(new String(value, ISO_8859_1));
                assertThat(uri.find()).isTrue();
                uris.add(uri.group());
            }
        }
        return uris;
    }

    /** As somebody does who asks neither us nor anybody else, with the lists that we publish. */
    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void whoever_has_the_lists_can_tell_what_has_been_revoked(KeyKind kind) throws Exception {
        CertificateChain good = issue(authority, key(kind));
        CertificateChain bad = issue(authority, key(kind));
        assertThat(authority.revoke(bad.leaf().getSerialNumber().toString(16), RevocationReason.KEY_COMPROMISE))
                .isTrue();
        X509CRL list = authority.revocations(kind);
        X509CRL ofRoot = authority.revocationsOfRoot(kind);
        assertThat(list.getThisUpdate()).isEqualTo(Date.from(NOW));
        assertThat(list.getNextUpdate()).isEqualTo(Date.from(NOW.plus(7, ChronoUnit.DAYS)));
        assertThat(ofRoot.getNextUpdate()).isEqualTo(Date.from(NOW.plus(30, ChronoUnit.DAYS)));
        assertThat(ofRoot.getRevokedCertificates()).isNull();

        assertThat(isGood(good, list, ofRoot)).isTrue();
        assertThat(isGood(bad, list, ofRoot)).isFalse();
    }

    private boolean isGood(CertificateChain chain, X509CRL... lists) throws Exception {
        PKIXParameters parameters = new PKIXParameters(roots(authority));
        parameters.setDate(Date.from(NOW.plusSeconds(1))); // what was revoked just then was not revoked before
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of((Object[]) lists))));
        try {
            CertPathValidator.getInstance("PKIX")
                    .validate(
                            CertificateFactory.getInstance("X.509").generateCertPath(chain.certificates()), parameters);
            return true;
        } catch (CertPathValidatorException e) {
            assertThat(e.getReason()).isEqualTo(CertPathValidatorException.BasicReason.REVOKED);
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void a_charge_point_gets_what_it_can_prove_itself_by(KeyKind kind) throws Exception {
        KeyPair key = key(kind);
        CertificateChain chain = issue(authority, key);

        assertTrusted(chain, authority);
        assertThat(chain.certificates()).hasSize(2);
        X509Certificate leaf = chain.leaf();
        assertThat(leaf.getPublicKey()).isEqualTo(key.getPublic());
        assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=SN-1,O=ACME");
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getKeyUsage()[0]).as("digitalSignature").isTrue();
        assertThat(leaf.getKeyUsage()[2]).as("keyEncipherment").isEqualTo(kind == KeyKind.RSA);
        assertThat(leaf.getKeyUsage()[5]).as("keyCertSign").isFalse();
        assertThat(leaf.getSerialNumber().bitLength()).isBetween(64, 159);
        assertThat(leaf.getNotAfter().toInstant()).isEqualTo(NOW.plus(365, ChronoUnit.DAYS));
        assertThat(leaf.getSigAlgName()).isEqualTo(kind == KeyKind.EC ? "SHA256withECDSA" : "RSASSA-PSS");
    }

    @Test
    void a_chain_fits_into_the_message_that_takes_it() throws Exception {
        assertThat(issue(authority, Csr.rsa(4096)).pem().length()).isLessThan(10_000);
        assertThat(authority.rootCertificates())
                .allSatisfy(root -> assertThat(root).hasSizeLessThan(5_500));
    }

    @Test
    void a_chain_is_pem_blocks_with_nothing_between() throws Exception {
        CertificateChain chain = issue(authority, Csr.ec("secp256r1"));

        assertThat(chain.pem())
                .matches("(-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=]{1,64}\n)+-----END CERTIFICATE-----\n){2}");
        assertThat(Pem.certificates(chain.pem())).isEqualTo(chain.certificates());
    }

    @Test
    void no_certificate_outlives_its_authority() throws Exception {
        Issuance issuance =
                authority.issue(new Order(Csr.of(SUBJECT, Csr.ec("secp256r1")), RULE, Duration.ofDays(100 * 365)));

        CertificateChain chain = ((Issuance.Issued) issuance).chain();
        assertThat(chain.leaf().getNotAfter())
                .isEqualTo(authority.issuing(KeyKind.EC).getNotAfter());
        assertTrusted(chain, authority);
    }

    @Test
    void it_is_a_root_with_one_authority_under_it() {
        for (KeyKind kind : KeyKind.values()) {
            assertThat(authority.root(kind).getBasicConstraints()).isEqualTo(1);
            assertThat(authority.issuing(kind).getBasicConstraints()).isZero();
            assertThat(authority.issuing(kind).getNotAfter())
                    .isBeforeOrEqualTo(authority.root(kind).getNotAfter());
        }
    }

    @Test
    void what_should_not_be_signed_is_not() throws Exception {
        assertThat(authority.issue(new Order(Csr.of("CN=SN-2,O=ACME", Csr.ec("secp256r1")), RULE, null)))
                .isInstanceOfSatisfying(
                        Issuance.Refused.class,
                        refused -> assertThat(refused.fault()).isEqualTo(RequestFault.WRONG_COMMON_NAME));
    }

    @Test
    void nodes_that_start_at_once_share_one_authority() throws Exception {
        DataSource shared = TestPostgres.database();
        Secrets secrets = new Secrets();
        List<Future<BuiltInAuthority>> nodes = new ArrayList<>();
        try (ExecutorService starting = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                nodes.add(starting.submit(() -> node(shared, secrets, RsaSignature.PSS)));
            }
        }

        Set<List<String>> roots = new java.util.HashSet<>();
        for (Future<BuiltInAuthority> node : nodes) {
            roots.add(node.get().rootCertificates());
            assertTrusted(
                    issue(node.get(), Csr.ec("secp256r1")), nodes.getFirst().get());
        }
        assertThat(roots).hasSize(1);
        assertThat(secrets.secrets).as("no key that nobody needs").hasSize(4);
    }

    @Test
    void signatures_can_be_of_the_old_kind_down_to_the_root() throws Exception {
        DataSource own = TestPostgres.database();
        Secrets secrets = new Secrets();
        List<String> roots = node(own, secrets, RsaSignature.PSS).rootCertificates();

        BuiltInAuthority changed = node(own, secrets, RsaSignature.PKCS1);
        CertificateChain chain = issue(changed, Csr.rsa(2048));

        assertThat(changed.rootCertificates()).isEqualTo(roots);
        assertThat(chain.certificates())
                .allSatisfy(
                        certificate -> assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withRSA"));
        assertTrusted(chain, changed);
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void what_is_taken_back_is_on_the_revocation_list(KeyKind kind) throws Exception {
        X509Certificate good = issue(authority, key(kind)).leaf();
        X509Certificate bad = issue(authority, key(kind)).leaf();

        assertThat(authority.revoke(bad.getSerialNumber().toString(16), RevocationReason.KEY_COMPROMISE))
                .isTrue();

        X509CRL list = (X509CRL) CertificateFactory.getInstance("X.509")
                .generateCRL(
                        new ByteArrayInputStream(authority.revocations(kind).getEncoded()));
        list.verify(authority.issuing(kind).getPublicKey());
        assertThat(list.isRevoked(bad)).isTrue();
        assertThat(list.isRevoked(good)).isFalse();
        assertThat(list.getNextUpdate()).isAfter(Date.from(NOW));
        assertThat(authority.revokedSerialNumbers(kind))
                .contains(bad.getSerialNumber().toString(16));
    }

    @Test
    void nobody_elses_certificate_is_taken_back() {
        assertThat(authority.revoke("fff", RevocationReason.UNSPECIFIED)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void the_server_has_its_name_in_both_places(KeyKind kind) throws Exception {
        CertificateChain chain = authority.server(
                kind,
                kind.newServerKey(),
                List.of("csms.example.com", "localhost"),
                List.of(InetAddress.getByName("10.0.0.7"), InetAddress.getByName("::1")),
                Duration.ofDays(30));

        assertTrusted(chain, authority);
        assertThat(chain.leaf().getSubjectX500Principal().getName()).isEqualTo("CN=csms.example.com,O=ACME");
        assertThat(chain.leaf().getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .containsExactly("csms.example.com", "localhost", "10.0.0.7", "0:0:0:0:0:0:0:1");
        assertThat(chain.leaf().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    }

    @Test
    void private_keys_are_in_the_vault_and_nowhere_else() throws Exception {
        JdbcClient db = JdbcClient.create(database);
        List<String> references = db.sql("select root_key || ' ' || issuing_key from certificate_authority")
                .query(String.class)
                .list();

        assertThat(references).hasSize(2).allSatisfy(pair -> assertThat(pair).matches("vault:\\S+ vault:\\S+"));
        String everything = db.sql("select certificate_authority::text from certificate_authority")
                .query(String.class)
                .list()
                .toString();
        for (Secret key : vault.secrets.values()) {
            assertThat(everything).doesNotContain(java.util.HexFormat.of().formatHex(key.bytes(), 0, 32));
            assertThat(everything)
                    .doesNotContain(new String(java.util.Base64.getEncoder().encode(key.bytes()), US_ASCII));
        }
    }
}
