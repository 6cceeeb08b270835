package dev.csms.ocpp.websocket;

import static dev.csms.ocpp.tls.TestAuthority.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.ChargePointOptions;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.credential.Authentication.CertificateIssuer;
import dev.csms.ocpp.rpc.SecurityLog;
import dev.csms.ocpp.tls.CertificateCheck;
import dev.csms.ocpp.tls.CertificateFault;
import dev.csms.ocpp.tls.CertificateTrust;
import dev.csms.ocpp.tls.CipherRules;
import dev.csms.ocpp.tls.TestAuthority;
import dev.csms.ocpp.tls.TestAuthority.Identity;
import dev.csms.ocpp.tls.TestAuthority.Wish;
import dev.csms.ocpp.tls.TlsClient;
import dev.csms.ocpp.websocket.ClientCertificates.Owner;
import dev.csms.ocpp.websocket.ClientCertificates.Reason;
import dev.csms.ocpp.websocket.ClientCertificates.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Charge points that prove themselves by a certificate (security profile 3), and all that is wrong with certificates.
 * {@code CP-1} has the serial number {@code SN-1} and belongs to ACME.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientCertificateTest {

    private static final String SUBJECT = "O=ACME,CN=SN-1";
    private static final Instant NOW = Instant.now();
    private static final Set<String> TOO_MUCH = Set.of("in a chain of twelve", "of 200 kB", "of 20 kB");

    /** Of what the JDK refuses before anybody looks at it; all else is certificate_unknown. */
    private static final Map<String, String> OWN_ALERTS =
            Map.of("in a chain of twelve", "alert internal_error", "of 200 kB", "alert unexpected_message");

    private static final TestAuthority ROOT = TestAuthority.root("O=ACME,CN=Root", TestAuthority.ec());
    private static final TestAuthority RSA_ROOT = TestAuthority.root("O=ACME,CN=RSA Root", TestAuthority.rsa(2048));
    private static final TestAuthority ISSUING = ROOT.authority("O=ACME,CN=Issuing", TestAuthority.ec(), 0);
    private static final TestAuthority RSA_ISSUING =
            RSA_ROOT.authority("O=ACME,CN=RSA Issuing", TestAuthority.rsa(2048), 0);
    private static final TestAuthority FACTORY = TestAuthority.root("O=Chargers Ltd,CN=Factory", TestAuthority.ec());
    private static final TestAuthority STRANGER = TestAuthority.root("O=ACME,CN=Root", TestAuthority.ec());

    private final AtomicInteger addresses = new AtomicInteger();
    private final Set<X509Certificate> revoked = ConcurrentHashMap.newKeySet();
    private final List<Verdict> verdicts = new CopyOnWriteArrayList<>();
    private final Map<String, ChargePointId> owners = new ConcurrentHashMap<>();
    private final CertificateTrust trust = new CertificateTrust() {

        @Override
        public Set<X509Certificate> operatorRoots() {
            return Set.of(ROOT.certificate(), RSA_ROOT.certificate());
        }

        @Override
        public Set<X509Certificate> manufacturerRoots() {
            return Set.of(FACTORY.certificate());
        }

        @Override
        public List<X509Certificate> intermediates() {
            return List.of(ISSUING.certificate(), RSA_ISSUING.certificate());
        }

        @Override
        public boolean isRevoked(X509Certificate certificate, List<X509Certificate> chain) {
            return revoked.contains(certificate);
        }
    };
    private final ClientCertificates certificates = judging(false);
    private final CentralSystem separate = start(false);
    private final CentralSystem shared = start(true);

    private ClientCertificates judging(boolean anywhereInName) {
        return new CertificatesOfChargePoints(
                new CertificateCheck(trust),
                new CertificateOwners() {

                    @Override
                    public ChargePointId owner(String fingerprint, ChargePointId claimant) {
                        return owners.computeIfAbsent(fingerprint, _ -> claimant);
                    }

                    @Override
                    public Optional<ChargePointId> owner(String fingerprint) {
                        return Optional.ofNullable(owners.get(fingerprint));
                    }
                },
                anywhereInName);
    }

    private CentralSystem start(boolean onePort) {
        return new CentralSystem(settings -> {
            settings.tls = TlsPorts.on(CipherRules.MODERN, TlsPorts.certificates(), trust, onePort);
            settings.gate = new Gate();
            settings.refusalsPerMinute = 0;
        });
    }

    /** As the domain's, with one charge point in it. */
    private final class Gate implements Gatekeeper {

        @Override
        public Admission admit(HandshakeRequest request) {
            List<X509Certificate> chain = request.credentials().certificates();
            if (chain.isEmpty()) {
                return new Admission.Refused(401, "no certificate");
            }
            Verdict verdict =
                    certificates.judge(chain, new Owner(request.identity(), List.of("SN-1", "BOX-1"), "ACME", null));
            verdicts.add(verdict);
            return switch (verdict) {
                case Verdict.Accepted _ ->
                    new Admission.Admitted(request.identity(), true, MessagePolicy.STRICT, ChargePointOptions.NONE, 0);
                case Verdict.Refused(Reason reason, String what) ->
                    new Admission.Refused(reason == Reason.OWNER ? 403 : 401, what);
            };
        }

        @Override
        public void closed(ClosedSession session) {}
    }

    @AfterAll
    void stop() {
        separate.close();
        shared.close();
    }

    private static String outcome(TlsClient client, int port, String identity) {
        try (RawWebSocket socket = RawWebSocket.over(client.connect(port))) {
            return String.valueOf(socket.request("/ocpp/" + identity).status());
        } catch (SSLException e) {
            return alert(e);
        } catch (UncheckedIOException e) {
            return e.getCause() instanceof SSLException alert
                    ? alert(alert)
                    : e.getCause().toString();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** By its name in RFC 8446, which stands in brackets in what the JDK says. */
    private static String alert(SSLException received) {
        return String.valueOf(received.getMessage()).replaceFirst("^\\((\\w+)\\).*", "alert $1");
    }

    private static int port(CentralSystem centralSystem, Listener listener) {
        return centralSystem.server.port(listener);
    }

    private static TestAuthority issuing(String algorithm) {
        return algorithm.equals("EC") ? ISSUING : RSA_ISSUING;
    }

    private static Wish good(String algorithm) {
        return wish(SUBJECT, TestAuthority.of(algorithm));
    }

    static Stream<Arguments> good() {
        return Stream.of("EC", "RSA")
                .flatMap(algorithm ->
                        Stream.of("TLSv1.2", "TLSv1.3").map(protocol -> Arguments.of(algorithm, protocol)));
    }

    @ParameterizedTest
    @MethodSource
    void good(String algorithm, String protocol) {
        Identity identity = issuing(algorithm).issue(good(algorithm));
        TlsClient client = TlsClient.as(identity).speaking(protocol);

        assertThat(outcome(client, port(separate, Listener.CLIENT_CERTIFICATE), "CP-1"))
                .isEqualTo("101");
        assertThat(outcome(client, port(shared, Listener.TLS), "CP-1")).isEqualTo("101");
    }

    @Test
    void a_charge_point_may_leave_out_what_is_above_its_certificate() {
        Identity whole = ISSUING.issue(good("EC"));
        Identity alone = new Identity(whole.key(), List.of(whole.own()));

        assertThat(outcome(TlsClient.as(alone), port(separate, Listener.CLIENT_CERTIFICATE), "CP-1"))
                .isEqualTo("101");
    }

    @Test
    void or_show_the_root_as_well() {
        Identity whole = ISSUING.issue(good("EC"));
        List<X509Certificate> chain = new ArrayList<>(whole.chain());
        chain.add(ROOT.certificate());

        assertThat(outcome(
                        TlsClient.as(new Identity(whole.key(), chain)),
                        port(separate, Listener.CLIENT_CERTIFICATE),
                        "CP-1"))
                .isEqualTo("101");
    }

    @Test
    void a_manufacturer_does_not_know_whose_it_will_be() {
        Identity fromFactory = FACTORY.issue(wish("O=Chargers Ltd,CN=SN-1", TestAuthority.ec()));

        assertThat(outcome(TlsClient.as(fromFactory), port(separate, Listener.CLIENT_CERTIFICATE), "CP-1"))
                .isEqualTo("101");
        assertThat(verdicts).last().isEqualTo(new Verdict.Accepted(CertificateIssuer.MANUFACTURER));
    }

    @Test
    void but_he_knows_which_one_it_is() {
        Owner owner = new Owner(new ChargePointId("CP-9"), List.of("SN-9"), "ACME", null);

        assertThat(certificates.judge(
                        FACTORY.issue(wish("O=ACME,CN=SN-19", TestAuthority.ec()))
                                .chain(),
                        owner))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.OWNER));
        assertThat(certificates.judge(
                        FACTORY.issue(wish("O=Chargers Ltd,CN=SN-9", TestAuthority.ec())
                                        .until(NOW.minusSeconds(60)))
                                .chain(),
                        owner))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.VALIDITY));
        assertThat(certificates.judge(
                        FACTORY.issue(wish("CN=SN-9", TestAuthority.ec())).chain(), owner))
                .isEqualTo(new Verdict.Accepted(CertificateIssuer.MANUFACTURER));
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2, alert handshake_failure", "TLSv1.3, alert certificate_required"})
    @Tag("C6")
    void without_one_nobody_comes_in(String protocol, String alert) {
        double before = separate.securityEvents("ClientCertificate");

        assertThat(outcome(
                        TlsClient.anonymous().speaking(protocol), port(separate, Listener.CLIENT_CERTIFICATE), "CP-1"))
                .isEqualTo(alert);
        assertThat(outcome(TlsClient.anonymous().speaking(protocol), port(shared, Listener.TLS), "CP-1"))
                .isEqualTo("401");
        await().until(() -> separate.securityEvents("ClientCertificate") > before);
    }

    /** One kind of bad certificate. @param reason what a look at it finds */
    private record Bad(String kind, Reason reason, Function<String, Identity> made) {

        @Override
        public String toString() {
            return kind;
        }
    }

    private Identity revoked(Identity identity) {
        revoked.add(identity.own());
        return identity;
    }

    private Identity ofAnother(Identity identity) {
        certificates.judge(identity.chain(), new Owner(new ChargePointId("CP-2"), List.of("SN-1"), "ACME", null));
        return identity;
    }

    private static Identity tampered(Identity identity) {
        return new Identity(identity.key(), List.of(Forged.subject(identity.own(), "SN-9", "SN-1")));
    }

    private Stream<Bad> zoo() {
        return Stream.of(
                new Bad("self-signed", Reason.TRUST, kind -> TestAuthority.selfSigned(good(kind))),
                new Bad(
                        "of an unknown authority with the name of ours",
                        Reason.TRUST,
                        kind -> STRANGER.issue(good(kind))),
                new Bad(
                        "expired",
                        Reason.VALIDITY,
                        kind -> issuing(kind).issue(good(kind).until(NOW.minusSeconds(60)))),
                new Bad(
                        "not valid yet",
                        Reason.VALIDITY,
                        kind -> issuing(kind).issue(good(kind).from(NOW.plus(Duration.ofHours(1))))),
                new Bad("revoked", Reason.REVOKED, kind -> revoked(issuing(kind).issue(good(kind)))),
                new Bad(
                        "of another serial number",
                        Reason.OWNER,
                        kind -> issuing(kind).issue(wish("O=ACME,CN=SN-2", TestAuthority.of(kind)))),
                new Bad(
                        "with ours in its name",
                        Reason.OWNER,
                        kind -> issuing(kind).issue(wish("O=ACME,CN=SN-11", TestAuthority.of(kind)))),
                new Bad(
                        "with two names",
                        Reason.OWNER,
                        kind -> issuing(kind).issue(wish("O=ACME,CN=SN-1,CN=SN-2", TestAuthority.of(kind)))),
                new Bad(
                        "of another operator",
                        Reason.OWNER,
                        kind -> issuing(kind).issue(wish("O=Other,CN=SN-1", TestAuthority.of(kind)))),
                new Bad(
                        "of another charge point",
                        Reason.OWNER,
                        kind -> ofAnother(issuing(kind).issue(good(kind)))),
                new Bad(
                        "with a short key",
                        Reason.QUALITY,
                        kind -> issuing(kind).issue(wish(SUBJECT, TestAuthority.rsa(1024)))),
                new Bad(
                        "signed with SHA-1",
                        Reason.QUALITY,
                        kind -> issuing(kind)
                                .issue(good(kind).signedBy(kind.equals("EC") ? "SHA1withECDSA" : "SHA1withRSA"))),
                new Bad(
                        "for servers only",
                        Reason.QUALITY,
                        kind -> issuing(kind).issue(good(kind).purpose(KeyPurposeId.id_kp_serverAuth))),
                new Bad(
                        "of an authority",
                        Reason.QUALITY,
                        kind -> issuing(kind).issue(good(kind).authority())),
                new Bad("in a chain of twelve", Reason.QUALITY, kind -> {
                    Identity identity = issuing(kind).issue(good(kind));
                    List<X509Certificate> chain = new ArrayList<>(List.of(identity.own()));
                    while (chain.size() < 12) {
                        chain.add(ISSUING.certificate());
                    }
                    return new Identity(identity.key(), chain);
                }),
                new Bad(
                        "of 200 kB",
                        Reason.QUALITY,
                        kind -> issuing(kind).issue(good(kind).ballast(200_000))),
                new Bad(
                        "of 20 kB",
                        Reason.QUALITY,
                        kind -> issuing(kind).issue(good(kind).ballast(20_000))),
                new Bad(
                        "signed by somebody who may not",
                        Reason.TRUST,
                        kind -> TestAuthority.usurper(
                                        issuing(kind).issue(wish("O=ACME,CN=SN-8", TestAuthority.of(kind))))
                                .issue(good(kind))),
                new Bad(
                        "below an authority that may have none below",
                        Reason.TRUST,
                        kind -> issuing(kind)
                                .authority("O=ACME,CN=Too deep", TestAuthority.of(kind), 0)
                                .issue(good(kind))),
                new Bad(
                        "changed after it was signed",
                        Reason.TRUST,
                        kind -> tampered(issuing(kind).issue(wish("O=ACME,CN=SN-9", TestAuthority.of(kind))))));
    }

    Stream<Arguments> zoo_at_the_ports() {
        return zoo().flatMap(bad -> Stream.of("EC", "RSA")
                .flatMap(algorithm ->
                        Stream.of("TLSv1.2", "TLSv1.3").map(protocol -> Arguments.of(bad, algorithm, protocol))));
    }

    @ParameterizedTest
    @MethodSource
    @Tag("C7")
    @Tag("C8")
    @Tag("C9")
    void zoo_at_the_ports(Bad bad, String algorithm, String protocol) {
        Identity identity = bad.made().apply(algorithm);
        // each kind from an address of its own: of one culprit, only the first event is put on record at once
        String address = "127.0.2." + addresses.incrementAndGet();
        TlsClient client = TlsClient.as(identity).speaking(protocol).from(address);
        boolean his = bad.reason() != Reason.OWNER;

        assertThat(outcome(client, port(separate, Listener.CLIENT_CERTIFICATE), "CP-1"))
                .as("where certificates are required")
                .isEqualTo(his ? OWN_ALERTS.getOrDefault(bad.kind(), "alert certificate_unknown") : "403");
        if (his) {
            SecurityLog.Entry noted = await().until(() -> noted(address), Objects::nonNull);
            assertThat(noted.event()).isEqualTo("ClientCertificate");
            assertThat(noted.description()).startsWith(bad.reason() + ": ");
        }
        assertThat(outcome(client, port(shared, Listener.TLS), "CP-1"))
                .as("where they are optional")
                .isEqualTo(his ? OWN_ALERTS.getOrDefault(bad.kind(), "401") : "403");
    }

    private SecurityLog.@Nullable Entry noted(String culprit) {
        return separate.noted.stream()
                .filter(entry -> entry.culprit().equals(culprit))
                .findAny()
                .orElse(null);
    }

    Stream<Arguments> zoo_under_the_magnifying_glass() {
        return zoo().flatMap(bad -> Stream.of(Arguments.of(bad, "EC"), Arguments.of(bad, "RSA")));
    }

    @ParameterizedTest
    @MethodSource
    void zoo_under_the_magnifying_glass(Bad bad, String algorithm) {
        List<X509Certificate> chain = bad.made().apply(algorithm).chain();

        assertThat(certificates.judge(chain, new Owner(new ChargePointId("CP-1"), List.of("SN-1"), "ACME", null)))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused ->
                                assertThat(refused.reason()).as(refused.what()).isEqualTo(bad.reason()));
    }

    Stream<Arguments> more_than_a_charge_point_has() {
        return zoo().filter(bad -> TOO_MUCH.contains(bad.kind()))
                .flatMap(bad -> Stream.of(Arguments.of(bad, "EC"), Arguments.of(bad, "RSA")));
    }

    @ParameterizedTest
    @MethodSource
    @Tag("C10")
    void more_than_a_charge_point_has(Bad bad, String algorithm) {
        Identity identity = bad.made().apply(algorithm);
        AtomicInteger paths = new AtomicInteger();
        CertificateCheck check = new CertificateCheck(counting(paths));

        assertThat(check.judge(identity.chain()))
                .isInstanceOfSatisfying(
                        CertificateCheck.Finding.Bad.class,
                        found -> assertThat(found.fault().kind()).isEqualTo(CertificateFault.Kind.QUALITY));
        assertThat(paths).as("no path to a root is looked for").hasValue(0);
        assertThat(IntStream.range(0, 5)
                        .mapToLong(_ -> cpuOfServer(() ->
                                outcome(TlsClient.as(identity), port(separate, Listener.CLIENT_CERTIFICATE), "CP-1")))
                        .min()
                        .orElseThrow())
                .as("CPU time of the server, nanoseconds, of the best of five")
                .isLessThan(TimeUnit.MILLISECONDS.toNanos(100));
    }

    private CertificateTrust counting(AtomicInteger paths) {
        return new CertificateTrust() {

            @Override
            public Set<X509Certificate> operatorRoots() {
                paths.incrementAndGet();
                return trust.operatorRoots();
            }

            @Override
            public Set<X509Certificate> manufacturerRoots() {
                paths.incrementAndGet();
                return trust.manufacturerRoots();
            }

            @Override
            public List<X509Certificate> intermediates() {
                return trust.intermediates();
            }

            @Override
            public boolean isRevoked(X509Certificate certificate, List<X509Certificate> chain) {
                return trust.isRevoked(certificate, chain);
            }
        };
    }

    /** That its event loops and what works for TLS have spent meanwhile. */
    private static long cpuOfServer(Runnable meanwhile) {
        long before = cpuOfServer();
        meanwhile.run();
        return cpuOfServer() - before;
    }

    private static long cpuOfServer() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null
                        && (thread.getThreadName().startsWith("ocpp-")
                                || thread.getThreadName().startsWith("tls-")))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }

    /** On a curve that TLS knows no more, so that it can be shown only here. */
    @Test
    @Tag("C9")
    void a_short_curve_is_refused() {
        Identity identity = ISSUING.issue(wish(SUBJECT, Forged.shortCurve()));

        assertThat(certificates.judge(
                        identity.chain(), new Owner(new ChargePointId("CP-1"), List.of("SN-1"), "ACME", null)))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.QUALITY));
    }

    /** What is left out of a chain is found all the same, where we know it, and so is what has become of it. */
    @Test
    void an_authority_that_has_been_revoked_cannot_be_kept_silent_about() {
        TestAuthority issuing = ROOT.authority("O=ACME,CN=Revoked", TestAuthority.ec(), 0);
        Identity whole = issuing.issue(good("EC"));
        CertificateCheck check = new CertificateCheck(new CertificateTrust() {

            @Override
            public Set<X509Certificate> operatorRoots() {
                return Set.of(ROOT.certificate());
            }

            @Override
            public List<X509Certificate> intermediates() {
                return List.of(ISSUING.certificate(), issuing.certificate());
            }

            @Override
            public boolean isRevoked(X509Certificate certificate, List<X509Certificate> chain) {
                return certificate.equals(issuing.certificate());
            }
        });

        for (List<X509Certificate> shown : List.of(whole.chain(), List.of(whole.own()))) {
            assertThat(check.judge(shown))
                    .isInstanceOfSatisfying(
                            CertificateCheck.Finding.Bad.class,
                            bad -> assertThat(bad.fault().kind()).isEqualTo(CertificateFault.Kind.REVOKED));
        }
        Identity beside = ISSUING.issue(good("EC"));
        assertThat(check.judge(List.of(beside.own()))).isInstanceOf(CertificateCheck.Finding.Good.class);
    }

    @Test
    @Tag("C11")
    void nothing_that_stands_in_a_certificate_is_opened() throws Exception {
        try (ServerSocket trap = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            trap.setSoTimeout(300);
            String url = "http://127.0.0.1:" + trap.getLocalPort() + "/ca.der";
            KeyPair key = TestAuthority.ec();

            assertThat(outcome(
                            TlsClient.as(ISSUING.issue(wish(SUBJECT, key).url(url))),
                            port(separate, Listener.CLIENT_CERTIFICATE),
                            "CP-1"))
                    .isEqualTo("101");
            assertThat(outcome(
                            TlsClient.as(STRANGER.issue(wish(SUBJECT, key).url(url))),
                            port(shared, Listener.TLS),
                            "CP-1"))
                    .isEqualTo("401");
            assertThatThrownBy(trap::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    /** As it did where a server has rules by name, and takes the one from TLS and the other from HTTP (CVE-2025-66614). */
    @ParameterizedTest
    @ValueSource(strings = {"csms.example.com", "other.example.com"})
    @Tag("C12")
    void another_name_in_the_request_than_in_the_handshake_opens_no_other_door(String asked) throws Exception {
        String host = "Host: " + (asked.startsWith("csms") ? "other.example.com" : "csms.example.com");
        int required = port(separate, Listener.CLIENT_CERTIFICATE);
        int optional = port(shared, Listener.TLS);
        Identity good = ISSUING.issue(good("EC"));
        Identity bad = TestAuthority.selfSigned(good("EC"));

        assertThat(status(TlsClient.as(good).asking(asked), required, host)).isEqualTo(101);
        assertThat(status(TlsClient.as(good).asking(asked), optional, host)).isEqualTo(101);
        for (TlsClient client : List.of(TlsClient.anonymous(), TlsClient.as(bad))) {
            assertThatThrownBy(() -> status(client.asking(asked), required, host))
                    .isInstanceOfAny(IOException.class, UncheckedIOException.class);
            assertThat(status(client.asking(asked), optional, host)).isEqualTo(401);
        }
    }

    private static int status(TlsClient client, int port, String header) throws IOException {
        try (RawWebSocket socket = RawWebSocket.over(client.connect(port))) {
            return socket.request("/ocpp/CP-1", header).status();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_session_taken_up_again_is_judged_again(String protocol) throws Exception {
        Identity identity = ISSUING.issue(good("EC"));
        TlsClient client = TlsClient.as(identity).speaking(protocol);
        int port = port(separate, Listener.CLIENT_CERTIFICATE);
        try (RawWebSocket first = RawWebSocket.over(client.connect(port))) {
            first.upgrade("/ocpp/CP-1").text("[2,\"1\",\"Echo\",{}]").readText(); // and the ticket with it
        }

        revoked.add(identity.own());

        assertThat(outcome(client, port, "CP-1")).isIn("401", "alert certificate_unknown");
    }

    @Test
    void a_name_with_the_serial_number_in_it_is_enough_where_that_is_the_rule() {
        Owner owner = new Owner(new ChargePointId("CP-7"), List.of("SN-7"), "ACME", null);
        List<X509Certificate> chain = ISSUING.issue(wish("O=ACME Mobility,CN=model-X SN-7", TestAuthority.ec()))
                .chain();

        assertThat(judging(true).judge(chain, owner)).isEqualTo(new Verdict.Accepted(CertificateIssuer.OPERATOR));
        assertThat(judging(false).judge(chain, owner)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void where_nobody_has_decided_whose_it_is_a_new_certificate_names_whom_the_charge_point_tells() {
        ChargePointId chargePoint = new ChargePointId("CP-6");
        List<X509Certificate> chain =
                ISSUING.issue(wish("O=ACME,CN=SN-6", TestAuthority.ec())).chain();

        assertThat(certificates.judge(chain, new Owner(chargePoint, List.of("SN-6"), null, "Other")))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.OWNER));
        for (String told : List.of("ACME", "Other")) { // it has been told another one, and has no certificate of it yet
            assertThat(certificates.judge(chain, new Owner(chargePoint, List.of("SN-6"), null, told)))
                    .isEqualTo(new Verdict.Accepted(CertificateIssuer.OPERATOR));
        }
        assertThat(certificates.judge(chain, new Owner(chargePoint, List.of("SN-6"), "Other", null)))
                .as("what was decided holds for all")
                .isInstanceOf(Verdict.Refused.class);
        assertThat(certificates.judge(chain, new Owner(new ChargePointId("CP-5"), List.of("SN-6"), null, "Other")))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void a_charge_point_of_which_no_serial_number_is_known_goes_by_its_identity() {
        Owner owner = new Owner(new ChargePointId("CP-8"), List.of(), null, null);

        assertThat(judging(true)
                        .judge(
                                ISSUING.issue(wish("O=Any,CN=CP-8", TestAuthority.ec()))
                                        .chain(),
                                owner))
                .isEqualTo(new Verdict.Accepted(CertificateIssuer.OPERATOR));
        assertThat(judging(true)
                        .judge(
                                ISSUING.issue(wish("O=Any,CN=SN-8", TestAuthority.ec()))
                                        .chain(),
                                owner))
                .isInstanceOf(Verdict.Refused.class);
    }
}
