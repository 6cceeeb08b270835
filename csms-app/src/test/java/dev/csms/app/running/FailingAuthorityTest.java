package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.pki.BuiltInAuthority;
import dev.csms.app.pki.Csr;
import dev.csms.app.pki.Maker;
import dev.csms.domain.certificate.CertificateAuthority;
import dev.csms.domain.certificate.CertificateChain;
import dev.csms.domain.certificate.Pem;
import dev.csms.domain.certificate.SubjectRule;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A certificate authority that is somebody else's, and fails in all ways in which programs of others do. */
class FailingAuthorityTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SOURCES = "--spring.main.sources=" + Wiring.class.getName();
    private static final String RETRY = "--csms.certificates.signing-retry=1s";
    private static final String TIMEOUT = "--csms.certificates.signing-timeout=2s";

    private static RunningCsms csms;

    /** How it fails, and what operators are told. */
    enum Failure {
        THROWS("has failed"),
        BREAKS("has failed"),
        HANGS("has not answered within 2 s"),
        SAYS_NOTHING("has answered nothing"),
        SAYS_LATER("it is closed on Sundays"),
        SIGNS_ANOTHER_KEY("of another key"),
        SIGNS_FOR_SOMEBODY_ELSE("would be let in by"),
        IS_NOBODY("would be let in by");

        private final String told;

        Failure(String told) {
            this.told = told;
        }
    }

    /** Fails for the charge points that it is told to, by their serial numbers. */
    static final class Authority implements CertificateAuthority {

        static final Map<String, Failure> FAILURES = new ConcurrentHashMap<>();

        private final CertificateAuthority good;
        private final boolean away;

        /** @param away whether it fails for all */
        Authority(CertificateAuthority good, boolean away) {
            this.good = good;
            this.away = away;
        }

        @Override
        public @Nullable Issuance issue(Order order) {
            String serial = order.subject().commonNames().iterator().next();
            Failure failure = away ? Failure.THROWS : FAILURES.get(serial);
            return failure == null ? good.issue(order) : fail(failure, order, serial);
        }

        private @Nullable Issuance fail(Failure failure, Order order, String serial) {
            try {
                return switch (failure) {
                    case THROWS -> throw new IllegalStateException("connection refused");
                    case BREAKS -> throw new StackOverflowError();
                    case HANGS -> {
                        while (FAILURES.containsKey(serial)) {
                            LockSupport.parkNanos(50_000_000); // whatever anybody says
                        }
                        yield new Issuance.Failed("too late for anybody to hear it");
                    }
                    case SAYS_NOTHING -> null;
                    case SAYS_LATER -> new Issuance.Failed("it is closed on Sundays");
                    case SIGNS_ANOTHER_KEY ->
                        good.issue(new Order(
                                Csr.of("O=CPO,CN=" + serial, Csr.ec("secp256r1")), order.subject(), order.validity()));
                    case SIGNS_FOR_SOMEBODY_ELSE ->
                        good.issue(new Order(
                                Csr.of("O=CPO,CN=SOMEBODY", keyOf(serial)),
                                new SubjectRule("CPO", Set.of("SOMEBODY")),
                                order.validity()));
                    case IS_NOBODY ->
                        new Issuance.Issued(new CertificateChain(
                                List.of(new Maker("CN=Nobody").certificate("O=CPO,CN=" + serial, keyOf(serial)))));
                };
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        private static KeyPair keyOf(String serial) {
            return KEYS.get(serial);
        }

        @Override
        public boolean revoke(String serialNumber, RevocationReason reason) {
            return good.revoke(serialNumber, reason);
        }

        @Override
        public List<String> rootCertificates() {
            return good.rootCertificates();
        }
    }

    /** Named as a source where it is wanted, and no component, so that nobody else finds it. */
    static class Wiring {

        @Bean
        @Primary
        CertificateAuthority authorityOfSomebodyElse(BuiltInAuthority builtIn, Environment environment) {
            return new Authority(builtIn, environment.containsProperty("test.authority.away"));
        }
    }

    private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();

    @BeforeAll
    static void start() {
        csms = RunningCsms.with(SOURCES, RETRY, TIMEOUT, "--csms.housekeeping.enabled=false");
    }

    @AfterAll
    static void stop() {
        Authority.FAILURES.clear();
        csms.close();
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void the_request_is_taken_and_waits_and_nobody_else_is_hurt(Failure failure) throws Exception {
        String identity = "CA-" + failure;
        String serial = "SN-" + failure.ordinal();
        KeyPair key = Csr.ec("secp256r1");
        KEYS.put(serial, key);
        Authority.FAILURES.put(serial, failure);
        try (OcppClient chargePoint = booted(csms.graphQl(), csms.ocpp() + "/" + identity, identity, serial);
                OcppClient bystander =
                        booted(csms.graphQl(), csms.ocpp() + "/BY-" + identity, "BY-" + identity, "BY-" + serial)) {
            assertThat(sign(chargePoint, serial, key)).isEqualTo("Accepted");
            JsonNode alarm = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    // it is asked again and again, so that a slow machine may say first that it does not answer
                    .until(
                            () -> alarm(csms.graphQl(), identity),
                            it -> it.path("remark").asString("").contains(failure.told));
            assertThat(alarm.path("kind").asString("")).isEqualTo("SIGNING_FAILED");
            assertThat(alarm.at("/request/retryAt").isNull()).isFalse();
            if (failure == Failure.HANGS) { // it is being asked again most of the time, and says nothing
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> isAskedAgain(alarm(csms.graphQl(), identity)));
            }

            assertThat(sign(bystander, "BY-" + serial, Csr.ec("secp256r1"))).isEqualTo("Accepted");
            bystander.expect("CertificateSigned", "{\"status\":\"Accepted\"}");
            chargePoint.call("Heartbeat", "{}");

            Authority.FAILURES.remove(serial);
            assertThat(chargePoint
                            .expect("CertificateSigned", "{\"status\":\"Accepted\"}")
                            .path("certificateChain")
                            .asString(""))
                    .isNotEmpty();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> alarm(csms.graphQl(), identity).isMissingNode());
        }
    }

    @Test
    void a_restart_goes_on_with_it(@TempDir Path directory) throws Exception {
        KeyPair key = Csr.ec("secp256r1");
        try (CsmsProcess first =
                CsmsProcess.start(directory.resolve("data"), SOURCES, RETRY, "--test.authority.away=true")) {
            try (OcppClient chargePoint =
                    booted(first.graphQl(), first.ocpp("CA-RESTART"), "CA-RESTART", "SN-RESTART")) {
                assertThat(sign(chargePoint, "SN-RESTART", key)).isEqualTo("Accepted");
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> !alarm(first.graphQl(), "CA-RESTART").isMissingNode());
            }
            first.kill();
        }
        try (CsmsProcess second = CsmsProcess.start(directory.resolve("data"), RETRY);
                OcppClient chargePoint = OcppClient.connect(second.ocpp("CA-RESTART"))) {
            boot(chargePoint, "SN-RESTART");
            assertThat(Pem.certificates(chargePoint
                                    .expect("CertificateSigned", "{\"status\":\"Accepted\"}")
                                    .path("certificateChain")
                                    .asString(""))
                            .getFirst()
                            .getPublicKey())
                    .isEqualTo(key.getPublic());
        }
    }

    private static OcppClient booted(GraphQl graphQl, String url, String identity, String serial) {
        graphQl.data("mutation { registerChargePoint(input: {identity: \"%s\"}) { registered } }".formatted(identity));
        OcppClient chargePoint = OcppClient.connect(url);
        boot(chargePoint, serial);
        return chargePoint;
    }

    private static void boot(OcppClient chargePoint, String serial) {
        chargePoint.call(
                "BootNotification",
                "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\",\"chargePointSerialNumber\":\"%s\"}"
                        .formatted(serial));
    }

    private static String sign(OcppClient chargePoint, String serial, KeyPair key) throws Exception {
        String csr = Csr.of("O=CPO,CN=" + serial, key);
        return chargePoint
                .call("SignCertificate", JSON.writeValueAsString(Map.of("csr", csr)))
                .path("status")
                .asString("");
    }

    private static boolean isAskedAgain(JsonNode alarm) {
        return alarm.at("/request/state").asString("").equals("SIGNING")
                && !alarm.at("/request/retryAt").isNull();
    }

    private static JsonNode alarm(GraphQl graphQl, String identity) {
        JsonNode all = graphQl.data("{ certificateAlarms(first: 200) { nodes { kind remark chargePoint { identity }"
                        + " request { state retryAt } } } }")
                .at("/certificateAlarms/nodes");
        return all.values().stream()
                .filter(it -> it.at("/chargePoint/identity").asString("").equals(identity))
                .findAny()
                .orElse(all.path("none"));
    }
}
