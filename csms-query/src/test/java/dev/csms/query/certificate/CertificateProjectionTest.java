package dev.csms.query.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.certificate.CertificateAuthority.RevocationReason;
import dev.csms.domain.certificate.CertificateDetails;
import dev.csms.domain.certificate.CertificateEvent.CertificateDelivered;
import dev.csms.domain.certificate.CertificateEvent.CertificateDeliveryFailed;
import dev.csms.domain.certificate.CertificateEvent.CertificateDeliveryRequested;
import dev.csms.domain.certificate.CertificateEvent.CertificateIssued;
import dev.csms.domain.certificate.CertificateEvent.CertificateRenewalRequested;
import dev.csms.domain.certificate.CertificateEvent.CertificateRequestRefused;
import dev.csms.domain.certificate.CertificateEvent.CertificateRequested;
import dev.csms.domain.certificate.CertificateEvent.CertificateRevoked;
import dev.csms.domain.certificate.CertificateEvent.CertificateSigningBegun;
import dev.csms.domain.certificate.CertificateEvent.CertificateSigningFailed;
import dev.csms.domain.certificate.CertificateEvent.CertificateSigningRetried;
import dev.csms.domain.certificate.CertificateEvent.CertificateUsed;
import dev.csms.domain.certificate.CertificateEvent.FactoryCertificateUsed;
import dev.csms.domain.certificate.CertificateEvent.InstalledCertificatesReported;
import dev.csms.domain.certificate.CertificateEvent.RevocationNoticeFailed;
import dev.csms.domain.certificate.CertificateEvent.RevocationNoticeGiven;
import dev.csms.domain.certificate.CertificateEvent.RevocationNoticeRequested;
import dev.csms.domain.certificate.CertificateEvent.RootCertificateDeleted;
import dev.csms.domain.certificate.CertificateEvent.RootCertificateInstalled;
import dev.csms.domain.certificate.CertificateHash;
import dev.csms.domain.certificate.CertificateHash.HashAlgorithm;
import dev.csms.domain.certificate.CertificateRequest;
import dev.csms.domain.certificate.CertificateRequestId;
import dev.csms.domain.certificate.CertificateUse;
import dev.csms.domain.certificate.DeliveryProblem;
import dev.csms.domain.certificate.InstalledRoot;
import dev.csms.domain.certificate.SigningRefusal;
import dev.csms.domain.certificate.SubjectRule;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionOpened;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.credential.Authentication;
import dev.csms.domain.credential.SecurityProfile;
import dev.csms.domain.operation.OperationId;
import dev.csms.query.QuerySideTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class CertificateProjectionTest extends QuerySideTest {

    private static final Instant TODAY = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final Instant IN_TEN_DAYS = TODAY.plus(10, ChronoUnit.DAYS);
    private static final Instant IN_A_YEAR = TODAY.plus(365, ChronoUnit.DAYS);
    private static final OperationId OPERATION = new OperationId("op-1");

    private final ChargePointId chargePoint = chargePoint();
    private final CertificateRequestId request = CertificateRequestId.random();
    private final String fingerprint = fingerprint();

    @Autowired
    private CertificateQueries queries;

    @BeforeEach
    void register() {
        happened(chargePoint, registered(chargePoint));
    }

    private static String fingerprint() {
        return (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
    }

    // ---- requests

    @Test
    void a_request_shows_how_far_it_has_come() {
        happened(requested(request));
        assertRequest("{\"state\":\"REQUESTED\",\"problem\":null,\"certificate\":null}");
        happened(new CertificateSigningBegun(chargePoint, request, NOON));
        assertRequest("{\"state\":\"SIGNING\",\"problem\":null,\"certificate\":null}");
        happened(new CertificateSigningFailed(chargePoint, request, "it is away", NOON.plusSeconds(60), NOON));
        assertRequest("{\"state\":\"FAILED\",\"problem\":\"it is away\",\"certificate\":null}");
        happened(issued(request, fingerprint, IN_A_YEAR));
        assertRequest("{\"state\":\"SIGNED\",\"problem\":null,\"certificate\":{\"state\":\"ISSUED\"}}");
    }

    /** While the authority is asked again, which may take its time, it still has not given any. */
    @Test
    void what_was_not_signed_is_an_alarm_until_it_is() {
        Instant again = NOON.plusSeconds(60);
        happened(requested(request));
        happened(new CertificateSigningBegun(chargePoint, request, NOON));
        assertThat(signingAlarms()).isEqualTo("[]");
        happened(new CertificateSigningFailed(chargePoint, request, "it is away", again, NOON));
        assertThat(signingAlarms()).isEqualTo(signingAlarm("FAILED", "it is away", NOON, again));
        happened(new CertificateSigningBegun(chargePoint, request, again));
        assertThat(signingAlarms()).isEqualTo(signingAlarm("SIGNING", "it is away", NOON, again));
        happened(new CertificateSigningFailed(chargePoint, request, "it says no", null, again));
        assertThat(signingAlarms()).isEqualTo(signingAlarm("FAILED", "it says no", again, null));
        Instant tried = again.plusSeconds(60);
        happened(new CertificateSigningRetried(chargePoint, request, tried));
        assertThat(signingAlarms()).isEqualTo(signingAlarm("REQUESTED", "it says no", again, tried));
        happened(new CertificateSigningBegun(chargePoint, request, tried));
        assertThat(signingAlarms()).isEqualTo(signingAlarm("SIGNING", "it says no", again, tried));
        happened(issued(request, fingerprint, IN_A_YEAR));
        assertThat(signingAlarms()).isEqualTo("[]");
    }

    private static String signingAlarm(String state, String problem, Instant at, @Nullable Instant retryAt) {
        return """
            [{"kind":"SIGNING_FAILED","remark":"%2$s","at":"%3$s","chargePoint":{"identity":"*"},\
            "request":{"state":"%1$s","problem":"%2$s","retryAt":%4$s}}]\
            """.formatted(state, problem, at, retryAt == null ? "null" : "\"" + retryAt + "\"");
    }

    private String signingAlarms() {
        return query("{ certificateAlarms(first: 200) { nodes { kind remark at chargePoint { identity } request { state"
                        + " problem retryAt } } } }")
                .at("/certificateAlarms/nodes")
                .values()
                .stream()
                .filter(it -> it.at("/chargePoint/identity").asString("").equals(chargePoint.value()))
                .map(it -> it.toString().replace(chargePoint.value(), "*"))
                .toList()
                .toString();
    }

    private void assertRequest(String expected) {
        assertThat(query("{ chargePoint(identity: \"%s\") { certificateRequests { nodes { state problem certificate {"
                                        .formatted(chargePoint.value())
                                + " state } } } } }")
                        .at("/chargePoint/certificateRequests/nodes/0")
                        .toString())
                .isEqualTo(expected);
    }

    @Test
    void what_was_refused_shows_with_the_reason() {
        happened(new CertificateRequestRefused(
                chargePoint, request, SigningRefusal.WEAK_KEY, "an RSA key of 1024 bits", NOON));
        assertThat(query("{ certificateRequests(filter: {chargePoint: \"%s\", states: [REFUSED]}) { nodes { requestId"
                                        .formatted(chargePoint.value())
                                + " refusal problem subject csr requestedAt chargePoint { identity } } } }")
                        .at("/certificateRequests/nodes")
                        .toString())
                .isEqualTo("""
                    [{"requestId":"%s","refusal":"WEAK_KEY","problem":"an RSA key of 1024 bits","subject":null,\
                    "csr":null,"requestedAt":"2026-03-01T12:00:00Z","chargePoint":{"identity":"%s"}}]\
                    """.formatted(request.value(), chargePoint.value()));
    }

    @Test
    void whoever_signs_finds_what_was_left_over() {
        happened(requested(request));
        assertThat(isLeftOver(NOON, NOON)).isTrue();
        assertThat(isLeftOver(NOON.minusSeconds(1), NOON)).isFalse();
        happened(new CertificateSigningFailed(chargePoint, request, "it is away", NOON.plusSeconds(60), NOON));
        assertThat(isLeftOver(NOON, NOON.plusSeconds(59))).isFalse();
        assertThat(isLeftOver(NOON, NOON.plusSeconds(60))).isTrue();
        happened(new CertificateSigningFailed(chargePoint, request, "it says no", null, NOON));
        assertThat(isLeftOver(NOON, NOON.plusSeconds(60))).isFalse();
        happened(issued(request, fingerprint, IN_A_YEAR));
        assertThat(isLeftOver(NOON, NOON.plusSeconds(60))).isFalse();
    }

    private boolean isLeftOver(Instant since, Instant now) {
        return queries.unsigned(since, now, 1_000).contains(new CertificateQueries.Unsigned(chargePoint, request));
    }

    // ---- of manufacturers

    @Test
    void what_a_charge_point_has_from_its_factory_is_shown_until_it_has_one_of_its_operator() {
        String factory = fingerprint();
        String another = fingerprint();
        happened(chargePoint, connected(chargePoint));
        happened(new FactoryCertificateUsed(chargePoint, details(factory, IN_A_YEAR), null, TODAY));
        assertThat(states()).containsExactly("IN_USE null");
        assertThat(alarms()).as("it is only just seen").isEmpty();
        assertThat(queries.asFromFactory(1_000)).contains(chargePoint);

        happened(new FactoryCertificateUsed(
                chargePoint, details(another, IN_A_YEAR), factory, TODAY.minus(16, ChronoUnit.MINUTES)));
        assertThat(states()).containsExactly("IN_USE null", "REPLACED null");
        assertThat(alarms()).containsExactly("FACTORY_CERTIFICATE CN=SN");

        happened(requested(request));
        happened(issued(request, fingerprint, IN_A_YEAR));
        happened(new CertificateUsed(chargePoint, fingerprint, List.of(another), TODAY));
        assertThat(states()).containsExactly("IN_USE null", "REPLACED null", "REPLACED null");
        assertThat(alarms()).isEmpty();
        assertThat(queries.asFromFactory(1_000)).doesNotContain(chargePoint);
    }

    private static SessionOpened connected(ChargePointId id) {
        return new SessionOpened(
                id,
                new SessionId(UUID.randomUUID().toString()),
                "node-1",
                "10.0.0.7:4711",
                NOON,
                Authentication.without(SecurityProfile.TLS_CERTIFICATE));
    }

    // ---- certificates

    @Test
    void a_certificate_shows_all_there_is_to_know() {
        happened(requested(request));
        happened(issued(request, fingerprint, IN_A_YEAR));
        happened(new CertificateDeliveryRequested(chargePoint, fingerprint, OPERATION, NOON));
        happened(new CertificateDelivered(chargePoint, fingerprint, OPERATION, NOON));
        happened(new CertificateUsed(chargePoint, fingerprint, List.of(), NOON.plusSeconds(60)));
        happened(new CertificateRenewalRequested(chargePoint, fingerprint, OPERATION, NOON.plusSeconds(90)));

        JsonNode certificate = query("""
            { certificates(filter: {fingerprint: "%s"}) { nodes { id kind state serialNumber subject issuer notAfter
                keyAlgorithm keySizeBits pem operationId usedAt renewalAskedAt changedAt revocationReason
                chargePoint { identity } request { requestId } } } }
            """.formatted(fingerprint.toUpperCase())).at("/certificates/nodes/0");
        String id = certificate.path("id").asString("");
        assertThat(certificate.toString())
                .isEqualTo("""
                    {"id":"%s","kind":"CHARGE_POINT_CERTIFICATE","state":"IN_USE","serialNumber":"1f2e","subject":"CN=SN",\
                    "issuer":"CN=CA","notAfter":"%s","keyAlgorithm":"EC","keySizeBits":256,"pem":"pem","operationId":"op-1",\
                    "usedAt":"2026-03-01T12:01:00Z","renewalAskedAt":"2026-03-01T12:01:30Z",\
                    "changedAt":"2026-03-01T12:01:30Z","revocationReason":null,"chargePoint":{"identity":"%s"},\
                    "request":{"requestId":"%s"}}\
                    """.formatted(id, IN_A_YEAR, chargePoint.value(), request.value()));
        assertThat(query("{ node(id: \"%s\") { ... on Certificate { fingerprint } } }".formatted(id))
                        .at("/node/fingerprint")
                        .asString())
                .isEqualTo(fingerprint);

        happened(new CertificateRevoked(chargePoint, fingerprint, RevocationReason.KEY_COMPROMISE, NOON));
        assertThat(states()).containsExactly("REVOKED KEY_COMPROMISE");
    }

    @Test
    void one_that_was_shown_takes_the_place_of_the_older_one() {
        String newer = fingerprint();
        happened(issued(request, fingerprint, IN_TEN_DAYS));
        happened(new CertificateDelivered(chargePoint, fingerprint, OPERATION, NOON));
        assertThat(alarms()).containsExactly("EXPIRES_SOON CN=SN");
        assertThat(ending()).containsExactly(fingerprint);

        happened(issued(CertificateRequestId.random(), newer, IN_A_YEAR));
        assertThat(alarms()).as("it has a successor").isEmpty();
        assertThat(ending()).isEmpty();
        happened(new CertificateUsed(chargePoint, newer, List.of(fingerprint), NOON));
        assertThat(states()).containsExactly("IN_USE null", "REPLACED null");
    }

    @Test
    void one_that_has_ended_is_an_alarm_of_its_own() {
        happened(issued(request, fingerprint, TODAY.minusSeconds(60)));
        happened(new CertificateDelivered(chargePoint, fingerprint, OPERATION, NOON));
        assertThat(alarms()).containsExactly("EXPIRED CN=SN");
    }

    @Test
    void one_that_did_not_arrive_is_an_alarm_until_it_does() {
        happened(issued(request, fingerprint, IN_A_YEAR));
        happened(new CertificateDeliveryFailed(
                chargePoint, fingerprint, OPERATION, DeliveryProblem.UNANSWERED, "TIMED_OUT", NOON));
        assertThat(alarms()).containsExactly("NOT_DELIVERED UNANSWERED: TIMED_OUT");
        happened(new CertificateDeliveryRequested(chargePoint, fingerprint, new OperationId("op-2"), NOON));
        assertThat(alarms()).isEmpty();
    }

    @Test
    void what_ends_before_a_time_is_found() {
        happened(issued(request, fingerprint, IN_TEN_DAYS));
        assertThat(found("expiresBefore: \"" + IN_TEN_DAYS.plusSeconds(1) + "\""))
                .containsExactly(fingerprint);
        assertThat(found("expiresBefore: \"" + IN_TEN_DAYS + "\"")).isEmpty();
        assertThat(found("serialNumber: \"00:1F:2E\"")).containsExactly(fingerprint);
        assertThat(found("states: [REVOKED]")).isEmpty();
        assertThat(found("kinds: [MANUFACTURER_ROOT_CERTIFICATE]")).isEmpty();
    }

    private List<String> found(String filter) {
        return query("{ certificates(filter: {chargePoint: \"%s\", %s}) { nodes { fingerprint } } }"
                        .formatted(chargePoint.value(), filter))
                .at("/certificates/nodes")
                .values()
                .stream()
                .map(it -> it.path("fingerprint").asString(""))
                .toList();
    }

    // ---- revocations

    @Test
    void a_revocation_that_the_authority_has_not_heard_of_is_an_alarm_until_it_has() {
        Instant first = NOON.plusSeconds(60);
        Instant second = first.plusSeconds(120);
        happened(issued(request, fingerprint, IN_A_YEAR));
        happened(new CertificateRevoked(chargePoint, fingerprint, RevocationReason.SUPERSEDED, NOON));
        happened(notice(NOON, first));
        assertNotice("\"2026-03-01T12:00:00Z\"", "null", "\"2026-03-01T12:01:00Z\"");
        assertThat(alarms()).as("it is told just now").isEmpty();
        assertThat(isToBeTold(first.minusSeconds(1))).isFalse();
        assertThat(isToBeTold(first)).as("nobody has said what it has said").isTrue();

        happened(new RevocationNoticeFailed(chargePoint, fingerprint, "it is away", second, first));
        assertNotice("\"2026-03-01T12:00:00Z\"", "\"it is away\"", "\"2026-03-01T12:03:00Z\"");
        assertThat(alarms()).containsExactly("REVOCATION_UNTOLD it is away");
        assertThat(isToBeTold(first)).isFalse();
        assertThat(isToBeTold(second)).isTrue();

        happened(new RevocationNoticeFailed(chargePoint, fingerprint, "it knows of none", null, second));
        assertThat(alarms()).containsExactly("REVOCATION_UNTOLD it knows of none");
        assertThat(isToBeTold(second.plusSeconds(86_400))).isFalse();

        happened(notice(second, second.plusSeconds(60)));
        assertThat(alarms()).as("it is told once more").containsExactly("REVOCATION_UNTOLD it knows of none");
        happened(new RevocationNoticeGiven(chargePoint, fingerprint, second));
        assertNotice("null", "null", "null");
        assertThat(alarms()).isEmpty();
        assertThat(isToBeTold(second.plusSeconds(86_400))).isFalse();
        assertThat(states()).containsExactly("REVOKED SUPERSEDED");
    }

    @Test
    void when_a_certificate_has_ended_nobody_has_to_hear_that_it_is_revoked() {
        happened(issued(request, fingerprint, TODAY.minusSeconds(60)));
        happened(new CertificateRevoked(chargePoint, fingerprint, RevocationReason.SUPERSEDED, NOON));
        happened(notice(NOON, NOON.plusSeconds(60)));
        happened(new RevocationNoticeFailed(chargePoint, fingerprint, "it is away", null, NOON));
        assertThat(alarms()).isEmpty();
    }

    private RevocationNoticeRequested notice(Instant at, Instant retryAt) {
        return new RevocationNoticeRequested(
                chargePoint, fingerprint, "CN=CA", "1f2e", RevocationReason.SUPERSEDED, IN_A_YEAR, retryAt, at);
    }

    private void assertNotice(String since, String problem, String retryAt) {
        assertThat(query("{ certificates(filter: {fingerprint: \"%s\"}) { nodes { untoldSince untoldProblem"
                                        .formatted(fingerprint)
                                + " untoldRetryAt } } }")
                        .at("/certificates/nodes/0")
                        .toString())
                .isEqualTo("{\"untoldSince\":%s,\"untoldProblem\":%s,\"untoldRetryAt\":%s}"
                        .formatted(since, problem, retryAt));
    }

    private boolean isToBeTold(Instant now) {
        return queries.untold(now, 1_000)
                .contains(new CertificateQueries.Untold(
                        chargePoint, fingerprint, "CN=CA", "1f2e", RevocationReason.SUPERSEDED));
    }

    // ---- roots

    @Test
    void roots_show_until_they_are_deleted() {
        CertificateHash hash = new CertificateHash(HashAlgorithm.SHA256, "a1", "b2", "1f2e");
        happened(new RootCertificateInstalled(
                chargePoint,
                CertificateUse.CENTRAL_SYSTEM_ROOT_CERTIFICATE,
                details(fingerprint, IN_TEN_DAYS),
                OPERATION,
                NOON));
        happened(new InstalledCertificatesReported(
                chargePoint,
                CertificateUse.CENTRAL_SYSTEM_ROOT_CERTIFICATE,
                List.of(new InstalledRoot(hash, fingerprint)),
                List.of(),
                OPERATION,
                NOON));
        assertThat(installed()).isEqualTo("""
            [{"certificateType":"CENTRAL_SYSTEM_ROOT_CERTIFICATE","roots":[{"hashAlgorithm":"SHA256",\
            "issuerNameHash":"a1","issuerKeyHash":"b2","serialNumber":"1f2e","fingerprint":"%s"}]}]\
            """.formatted(fingerprint));
        assertThat(alarms()).containsExactly("EXPIRES_SOON CN=SN");

        happened(new RootCertificateDeleted(chargePoint, hash, fingerprint, true, OPERATION, NOON));
        assertThat(installed()).isEqualTo("[{\"certificateType\":\"CENTRAL_SYSTEM_ROOT_CERTIFICATE\",\"roots\":[]}]");
        assertThat(states()).containsExactly("DELETED null");
        assertThat(alarms()).isEmpty();
    }

    @Test
    void a_root_that_is_missing_is_not_there() {
        happened(new RootCertificateInstalled(
                chargePoint,
                CertificateUse.MANUFACTURER_ROOT_CERTIFICATE,
                details(fingerprint, IN_A_YEAR),
                OPERATION,
                NOON));
        happened(new InstalledCertificatesReported(
                chargePoint,
                CertificateUse.MANUFACTURER_ROOT_CERTIFICATE,
                List.of(),
                List.of(fingerprint),
                OPERATION,
                NOON));
        assertThat(states()).containsExactly("DELETED null");
    }

    private String installed() {
        return query("{ chargePoint(identity: \"%s\") { installedCertificates { certificateType roots { hashAlgorithm"
                                .formatted(chargePoint.value())
                        + " issuerNameHash issuerKeyHash serialNumber fingerprint } } } }")
                .at("/chargePoint/installedCertificates")
                .toString();
    }

    // ----

    private CertificateRequested requested(CertificateRequestId id) {
        return new CertificateRequested(
                chargePoint,
                id,
                new CertificateRequest("csr", "CN=SN", new SubjectRule(null, Set.of("SN")), "EC", 256, "ab"),
                NOON);
    }

    private CertificateIssued issued(CertificateRequestId id, String of, Instant notAfter) {
        return new CertificateIssued(chargePoint, id, details(of, notAfter), "chain", NOON);
    }

    private static CertificateDetails details(String of, Instant notAfter) {
        return new CertificateDetails(of, "1f2e", "CN=SN", "CN=CA", NOON, notAfter, "EC", 256, "pem");
    }

    private List<String> ending() {
        return queries.ending(TODAY.plus(30, ChronoUnit.DAYS), 1_000).stream()
                .filter(it -> it.chargePointId().equals(chargePoint))
                .map(CertificateQueries.Ending::fingerprint)
                .toList();
    }

    /** Of this charge point's certificates, the newest first, with the reason of a revocation. */
    private List<String> states() {
        return query("{ chargePoint(identity: \"%s\") { certificates { nodes { state revocationReason } } } }"
                        .formatted(chargePoint.value()))
                .at("/chargePoint/certificates/nodes")
                .values()
                .stream()
                .map(it -> it.path("state").asString("") + " "
                        + it.path("revocationReason").asString("null"))
                .toList();
    }

    /** Of this charge point. */
    private List<String> alarms() {
        return query("{ certificateAlarms(first: 200) { nodes { kind remark chargePoint { identity } } } }")
                .at("/certificateAlarms/nodes")
                .values()
                .stream()
                .filter(it -> it.at("/chargePoint/identity").asString("").equals(chargePoint.value()))
                .map(it ->
                        it.path("kind").asString("") + " " + it.path("remark").asString(""))
                .toList();
    }
}
