package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.access.RescueFile;
import dev.csms.app.access.SetupLink;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People, from the first start on. */
class SignInTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String ANOTHER = "staple of another kind";

    private static TestIssuer issuer;
    private static RunningCsms csms;
    private static String adminLink;

    private final Browser browser = new Browser(csms.httpPort());

    @BeforeAll
    static void becomeAdmin() {
        issuer = new TestIssuer();
        csms = RunningCsms.with(
                "--csms.housekeeping.enabled=false",
                "--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer.uri(),
                "--spring.security.oauth2.client.registration.company.client-id=csms",
                "--spring.security.oauth2.client.registration.company.client-secret=secret",
                "--spring.security.oauth2.client.registration.company.scope=openid",
                "--spring.security.oauth2.client.provider.company.issuer-uri=" + issuer.uri(),
                "--csms.oidc.roles.csms-admins=admin",
                "--csms.oidc.role-claim=realm_access.roles",
                "--csms.oidc.groups-claim=sites");
        adminLink = link(csms.context().getBean(SetupLink.class).next().orElseThrow());
        Browser first = new Browser(csms.httpPort());
        assertThat(setUp(first, adminLink, "Root", "too short").statusCode()).isEqualTo(422);
        assertThat(setUp(first, "x" + adminLink, "Root", PASSWORD).statusCode()).isEqualTo(401);
        HttpResponse<String> entered = setUp(first, adminLink, "Root", PASSWORD);
        assertThat(entered.statusCode()).as(entered.body()).isEqualTo(204);
        assertThat(first.ask("{ me { name rights groups } }").toString())
                .contains("\"name\":\"Root\"", "ADMINISTER", "COMMAND", "AUDIT", "READ");
    }

    @AfterAll
    static void stop() {
        csms.close();
        issuer.close();
    }

    private static String link(String path) {
        assertThat(path).startsWith("/setup#");
        return path.substring("/setup#".length());
    }

    private static HttpResponse<String> setUp(Browser browser, String secret, String name, String password) {
        return browser.post("/access/set-up", Map.of("secret", secret, "name", name, "password", password));
    }

    private static HttpResponse<String> signIn(Browser browser, String name, String password) {
        return browser.post("/access/sign-in", Map.of("name", name, "password", password));
    }

    private static Browser admin() {
        Browser admin = new Browser(csms.httpPort());
        assertThat(signIn(admin, "root", PASSWORD).statusCode()).isEqualTo(204);
        return admin;
    }

    private static JsonNode data(Browser browser, String query) {
        JsonNode answer = browser.ask(query);
        assertThat(answer.has("errors")).as(answer.toString()).isFalse();
        return answer.path("data");
    }

    /** Adds somebody who has chosen the usual password. */
    private static Browser added(String name, String role, String more) {
        JsonNode added = data(
                admin(),
                "mutation { addPerson(name: \"%s\", role: %s%s) { added link person { role } } }"
                        .formatted(name, role, more));
        Browser person = new Browser(csms.httpPort());
        assertThat(setUp(person, link(added.at("/addPerson/link").asString()), "ignored", PASSWORD)
                        .statusCode())
                .isEqualTo(204);
        return person;
    }

    // the first administrator

    @Test
    void the_link_is_dead_once_there_is_an_administrator() {
        assertThat(setUp(browser, adminLink, "Mallory", PASSWORD).statusCode()).isEqualTo(401);
        assertThat(browser.post("/access/link", Map.of("secret", adminLink)).statusCode())
                .isEqualTo(404);
        assertThat(csms.context().getBean(SetupLink.class).next()).isEmpty();
        assertThat(browser.cookies()).isEmpty();
    }

    @Test
    void who_is_locked_out_but_has_the_machine_gets_in_again() {
        Path data = Path.of(csms.context().getEnvironment().getRequiredProperty("csms.data-directory"));
        java.io.PrintStream before = System.out;
        java.io.ByteArrayOutputStream printed = new java.io.ByteArrayOutputStream();
        System.setOut(new java.io.PrintStream(printed, true, java.nio.charset.StandardCharsets.UTF_8));
        try {
            assertThat(RescueFile.write(List.of(data.toString()))).isZero();
        } finally {
            System.setOut(before);
        }
        String secret = printed.toString(java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("/setup#"))
                .map(line -> line.substring(line.indexOf('#') + 1).strip())
                .findFirst()
                .orElseThrow();

        assertThat(setUp(browser, secret, "Rescuer", PASSWORD).statusCode()).isEqualTo(204);
        assertThat(browser.ask("{ me { rights } }").toString()).contains("ADMINISTER");
        assertThat(setUp(new Browser(csms.httpPort()), secret, "Again", PASSWORD)
                        .statusCode())
                .isEqualTo(401);
    }

    // signing in and out

    @Test
    void a_password_opens_a_session_and_signing_out_ends_it() {
        HttpResponse<String> entered = signIn(browser, "ROOT", PASSWORD);
        assertThat(entered.statusCode()).isEqualTo(204);
        assertThat(entered.headers().allValues("Set-Cookie"))
                .hasSize(2)
                .allSatisfy(cookie -> assertThat(cookie)
                        .startsWith("__Host-csms")
                        .contains("Path=/", "Secure", "SameSite=Strict")
                        .doesNotContain("Domain"));
        assertThat(entered.headers().allValues("Set-Cookie").getFirst()).contains("HttpOnly");
        assertThat(data(browser, "{ me { name } }").toString()).contains("Root");
        assertThat(browser.get("/graphiql").statusCode()).isEqualTo(200);

        String kept = browser.cookieHeader();
        assertThat(browser.post("/access/sign-out", Map.of()).statusCode()).isEqualTo(204);
        assertThat(browser.cookies()).isEmpty();
        HttpResponse<String> later =
                browser.send(browser.request("/graphiql").header("Cookie", kept).GET());
        assertThat(later.statusCode()).as("the cookie that somebody kept").isEqualTo(302);
        assertThat(later.headers().firstValue("Location").orElseThrow()).endsWith("/login");
    }

    @Test
    void another_site_cannot_use_a_session() {
        Browser admin = admin();
        String mutation = "{\"query\":\"mutation { registerIdTag(input: {idTag: \\\"CSRF\\\"}) { registered } }\"}";
        HttpResponse<String> forged = admin.send(admin.request("/graphql")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(mutation)));
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(forged.body()).contains("X-CSRF-Token", "Authorization: Bearer");
        HttpResponse<String> wrong = admin.send(admin.request("/graphql")
                .header("Content-Type", "application/json")
                .header("X-CSRF-Token", "x".repeat(43))
                .POST(BodyPublishers.ofString(mutation)));
        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(data(admin, "{ idTag(idTag: \"CSRF\") { idTag } }").toString())
                .isEqualTo("{\"idTag\":null}");
    }

    @ParameterizedTest
    @CsvSource({"root, wrong password here", "nobody-at-all, correct horse battery", "a b, correct horse battery"})
    void who_is_wrong_is_not_told_in_what(String name, String password) {
        HttpResponse<String> refused = signIn(browser, name, password);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("\"name or password is not right\"").doesNotContain(name);
        assertThat(browser.cookies()).isEmpty();
    }

    @Test
    void who_fails_too_often_waits_and_others_do_not() {
        added("clumsy", "ANALYST", "");
        added("skilled", "ANALYST", "");
        for (int i = 0; i < 10; i++) {
            assertThat(signIn(browser, "clumsy", "wrong").statusCode()).isEqualTo(401);
        }
        assertThat(signIn(browser, "clumsy", PASSWORD).statusCode()).isEqualTo(429);
        assertThat(signIn(browser, "skilled", PASSWORD).statusCode()).isEqualTo(204);
    }

    @Test
    void a_burst_is_no_more_than_many_in_a_row() throws Exception {
        added("besieged", "ANALYST", "");
        Callable<Integer> attempt =
                () -> signIn(new Browser(csms.httpPort()), "besieged", "wrong").statusCode();
        Map<Integer, Integer> answers = new HashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> each : threads.invokeAll(Collections.nCopies(40, attempt))) {
                answers.merge(each.get(), 1, Integer::sum);
            }
        }
        assertThat(answers).containsOnlyKeys(401, 429);
        assertThat(answers.get(401)).isLessThanOrEqualTo(10);
    }

    @Test
    void a_new_password_ends_what_the_old_one_opened() {
        Browser before = added("changer", "ANALYST", "");
        Map<String, String> change = Map.of("name", "changer", "password", PASSWORD, "newPassword", ANOTHER);
        assertThat(browser.post("/access/sign-in", change).statusCode()).isEqualTo(204);
        assertThat(before.ask("{ me { name } }").toString()).contains("UNAUTHENTICATED");
        assertThat(signIn(new Browser(csms.httpPort()), "changer", PASSWORD).statusCode())
                .isEqualTo(401);
        assertThat(signIn(new Browser(csms.httpPort()), "changer", ANOTHER).statusCode())
                .isEqualTo(204);
    }

    @Test
    void a_password_that_somebody_else_knows_has_to_be_changed() {
        added("provided", "ANALYST", "");
        csms.context()
                .getBean(JdbcClient.class)
                .sql("update person_password set to_be_changed = true where person_key = 'provided'")
                .update();
        assertThat(signIn(browser, "provided", PASSWORD).statusCode()).isEqualTo(409);
        assertThat(browser.cookies()).isEmpty();
        Map<String, Object> said = new HashMap<>(Map.of("name", "provided", "password", PASSWORD));
        said.put("newPassword", "provided-provided");
        assertThat(browser.post("/access/sign-in", said).statusCode())
                .as("too easy")
                .isEqualTo(422);
        said.put("newPassword", ANOTHER);
        assertThat(browser.post("/access/sign-in", said).statusCode()).isEqualTo(204);
    }

    @Test
    void who_is_disabled_is_out_at_once_and_tokens_stay_dead() {
        Browser person = added("leaver", "OPERATOR", "");
        String token = data(person, "mutation { createApiToken(label: \"mine\") { token } }")
                .at("/createApiToken/token")
                .asString();
        GraphQl program = new GraphQl(csms.httpPort(), token);
        assertThat(program.data("{ me { name rights } }").toString()).contains("leaver", "COMMAND");

        Browser admin = admin();
        data(admin, "mutation { disablePerson(name: \"leaver\", reason: \"has left\") { person { disabled } } }");
        assertThat(person.ask("{ me { name } }").toString()).contains("UNAUTHENTICATED");
        assertThat(program.answer("{ me { name } }").toString()).contains("UNAUTHENTICATED");
        assertThat(signIn(browser, "leaver", PASSWORD).statusCode()).isEqualTo(401);

        data(admin, "mutation { enablePerson(name: \"leaver\") { link } }");
        assertThat(program.answer("{ me { name } }").toString()).contains("UNAUTHENTICATED");
        assertThat(data(admin, "{ person(name: \"leaver\") { apiTokens { revokedAt } } }")
                        .at("/person/apiTokens/0/revokedAt")
                        .isNull())
                .isFalse();
    }

    @Test
    void nobody_locks_everybody_out() {
        // SignInTest's other administrator may be there already, by the rescue link
        Browser admin = admin();
        data(admin, "{ people { nodes { name role disabled } } }")
                .at("/people/nodes")
                .forEach(it -> {
                    if (it.path("role").asString().equals("ADMIN")
                            && !it.path("name").asString().equals("Root")) {
                        data(
                                admin,
                                "mutation { disablePerson(name: \"%s\") { person { name } } }"
                                        .formatted(it.path("name").asString()));
                    }
                });
        assertThat(admin.ask("mutation { disablePerson(name: \"Root\") { person { name } } }")
                        .toString())
                .contains("there would be no administrator any more");
        assertThat(admin.ask("mutation { setRole(name: \"Root\", role: ANALYST) { person { name } } }")
                        .toString())
                .contains("there would be no administrator any more");
    }

    @Test
    @Tag("G1")
    @Tag("G6")
    void who_comes_and_goes_and_asks_for_too_much_is_on_record() {
        added("noted", "ANALYST", "");
        assertThat(signIn(browser, "noted", PASSWORD).statusCode()).isEqualTo(204);
        assertThat(browser.ask("{ events(first: 1) { nodes { type } } }").toString())
                .contains("FORBIDDEN");
        assertThat(browser.ask("{ a: chargePoints(first: 200) { nodes { transactions(first: 200) { nodes { id } } } }"
                                + " }")
                        .toString())
                .contains("TOO_EXPENSIVE");
        assertThat(browser.post("/access/sign-out", Map.of()).statusCode()).isEqualTo(204);
        assertThat(signIn(browser, "noted", "wrong").statusCode()).isEqualTo(401);

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                data(admin(), "{ securityEvents(first: 200) { nodes { type culprit description } } }")
                                        .toString())
                        .contains(
                                "{\"type\":\"SignedIn\",\"culprit\":\"operator:noted\"",
                                "{\"type\":\"AuthorizationDenied\",\"culprit\":\"operator:noted\",\"description\":\"FORBIDDEN:"
                                    + " Query.events",
                                "{\"type\":\"QueryRejected\",\"culprit\":\"operator:noted\"",
                                "{\"type\":\"SignedOut\",\"culprit\":\"operator:noted\"",
                                "{\"type\":\"SignInFailed\",\"culprit\":\"127.0.0.1\""));
    }

    // tokens

    @Test
    void a_token_has_no_more_rights_than_whom_it_acts_for() {
        Browser operator = added("maker", "OPERATOR", "");
        assertThat(operator.ask("mutation { createApiToken(label: \"x\", role: ADMIN) { token } }")
                        .toString())
                .contains("FORBIDDEN");
        assertThat(operator.ask("mutation { createApiToken(label: \"x\", person: \"Root\") { token } }")
                        .toString())
                .contains("FORBIDDEN");
        JsonNode made = data(
                operator,
                "mutation { createApiToken(label: \"reports\", role: ANALYST, validForDays: 7) { token apiToken {"
                        + " tokenId label role } } }");
        String token = made.at("/createApiToken/token").asString();
        assertThat(token).startsWith("csms_").hasSize("csms_".length() + 43);
        GraphQl program = new GraphQl(csms.httpPort(), token);
        assertThat(program.data("{ me { name rights } }").toString()).contains("maker", "[\"READ\"]");
        assertThat(program.answer("mutation { createApiToken(label: \"y\") { token } }")
                        .toString())
                .as("a program makes no tokens")
                .contains("FORBIDDEN");

        data(admin(), "mutation { setRole(name: \"maker\", role: AUDITOR) { person { role } } }");
        assertThat(program.data("{ me { rights } }").toString()).contains("[\"READ\"]");

        String id = made.at("/createApiToken/apiToken/tokenId").asString();
        assertThat(data(operator, "mutation { revokeApiToken(tokenId: \"%s\") { revoked } }".formatted(id))
                        .toString())
                .contains("true");
        assertThat(program.answer("{ me { name } }").toString()).contains("UNAUTHENTICATED");
    }

    @Test
    void a_token_ends_itself_and_no_other() {
        Browser person = added("holder", "OPERATOR", "");
        String create = "mutation { createApiToken(label: \"x\", role: ANALYST) { token apiToken { tokenId } } }";
        JsonNode one = data(person, create).path("createApiToken");
        JsonNode other = data(person, create).path("createApiToken");
        GraphQl program = new GraphQl(csms.httpPort(), one.path("token").asString());
        String revoke = "mutation { revokeApiToken(tokenId: \"%s\") { revoked } }";
        String idOfOther = other.at("/apiToken/tokenId").asString();

        assertThat(program.answer(revoke.formatted(idOfOther)).toString()).contains("FORBIDDEN");
        assertThat(new GraphQl(csms.httpPort(), other.path("token").asString())
                        .data("{ me { name } }")
                        .toString())
                .contains("holder");

        String own = one.at("/apiToken/tokenId").asString();
        assertThat(program.data(revoke.formatted(own)).toString()).contains("true");
        assertThat(program.answer("{ me { name } }").toString()).contains("UNAUTHENTICATED");
        assertThat(csms.graphQl().data(revoke.formatted(idOfOther)).toString())
                .as("by an administrator's")
                .contains("true");
    }

    @Test
    @Tag("G6")
    void who_is_limited_to_a_group_sees_and_moves_nothing_else() {
        GraphQl setup = csms.graphQl();
        csms.registerChargePoint("LIM-1");
        csms.registerChargePoint("LIM-2");
        setup.data("mutation { setChargePointGroup(identity: \"LIM-1\", group: \"north\") { chargePoint { group } } }");
        Browser limited = added("norther", "OPERATOR", ", groups: [\"north\"]");

        assertThat(data(limited, "{ chargePoints { nodes { identity } } }").toString())
                .isEqualTo("{\"chargePoints\":{\"nodes\":[{\"identity\":\"LIM-1\"}]}}");
        assertThat(limited.ask("mutation { clearCache(chargePointId: \"lim-1\") { operation { state } } }")
                        .has("errors"))
                .isFalse();
        String hidden = limited.ask("mutation { clearCache(chargePointId: \"LIM-2\") { operation { state } } }")
                .toString();
        String absent = limited.ask("mutation { clearCache(chargePointId: \"LIM-3\") { operation { state } } }")
                .toString();
        assertThat(hidden).contains("NOT_FOUND").isEqualTo(absent.replace("LIM-3", "LIM-2"));
        assertThat(limited.ask("mutation { setRegistration(input: {identity: \"LIM-2\", registration: REJECTED}) {"
                                + " chargePoint { identity } } }")
                        .toString())
                .contains("NOT_FOUND");
        assertThat(limited.ask("mutation { registerChargePoint(input: {identity: \"LIM-2\"}) { registered } }")
                        .toString())
                .contains("FORBIDDEN");
    }

    @Test
    void who_is_limited_asks_nothing_of_hidden_charge_points_by_a_detour() {
        for (String identity : List.of("DETOUR-1", "DETOUR-2")) {
            csms.registerChargePoint(identity);
        }
        csms.graphQl()
                .data("mutation { setChargePointGroup(identity: \"DETOUR-1\", group: \"detour\") { chargePoint { group"
                        + " } } }");
        String hidden = csms.graphQl()
                .data("mutation { it: clearCache(chargePointId: \"DETOUR-2\") { operation { operationId } } }")
                .at("/it/operation/operationId")
                .asString();
        Browser limited = added("detourer", "OPERATOR", ", groups: [\"detour\"]");

        String cancel = "mutation { cancelOperation(operationId: \"%s\") { operation { state } } }";
        assertThat(limited.ask(cancel.formatted(hidden)).toString())
                .contains("NOT_FOUND")
                .isEqualTo(limited.ask(cancel.formatted("absent")).toString().replace("absent", hidden));
        assertThat(limited.ask("mutation { cancelReservation(reservationId: 1, chargePointId: \"DETOUR-2\", options:"
                                + " {force: true}) { operation { state } } }")
                        .toString())
                .contains("NOT_FOUND");

        String batch = "mutation { requestOperations(%s, request: {getConfiguration: {}}) { batchId results {"
                + " chargePointId refusal remark } } }";
        JsonNode named = data(limited, batch.formatted("chargePointIds: [\"DETOUR-1\", \"DETOUR-2\", \"DETOUR-3\"]"))
                .path("requestOperations");
        assertThat(named.at("/results/0/refusal").isNull()).isTrue();
        assertThat(named.at("/results/1/refusal").asString()).isEqualTo("NOT_FOUND");
        assertThat(named.at("/results/1").toString())
                .isEqualTo(named.at("/results/2").toString().replace("DETOUR-3", "DETOUR-2"));
        assertThat(data(limited, batch.formatted("filter: {identityContains: \"DETOUR\"}"))
                        .at("/requestOperations/results")
                        .findValuesAsString("chargePointId"))
                .containsExactly("DETOUR-1");
        String ofAll = csms.graphQl()
                .data(batch.formatted("filter: {identityContains: \"DETOUR\"}"))
                .at("/requestOperations/batchId")
                .asString();
        assertThat(data(
                                limited,
                                "mutation { cancelBatch(batchId: \"%s\") { cancelled batch { total } } }"
                                        .formatted(ofAll))
                        .toString())
                .isEqualTo("{\"cancelBatch\":{\"cancelled\":1,\"batch\":{\"total\":1}}}");
        assertThat(csms.graphQl()
                        .data("{ operationBatch(batchId: \"%s\") { total ended } }".formatted(ofAll))
                        .toString())
                .isEqualTo("{\"operationBatch\":{\"total\":2,\"ended\":1}}");
    }

    @Test
    void a_subscription_ends_with_the_right_to_it_though_nothing_is_pushed() {
        csms.registerChargePoint("QUIET-1");
        String quiet = "{ chargePointChanged(identity: \"QUIET-1\") { identity group } }";
        List<Subscription> ending = new ArrayList<>();
        try (Subscription staying =
                new Subscription(csms.httpPort(), token("stays").secret(), quiet)) {
            staying.next();
            Token demoted = token("demoted");
            Token moved = token("moved");
            Token disabled = token("disabled");
            Token revoked = token("revoked");
            Token expired = token("expired");
            for (Token each : List.of(demoted, moved, disabled, revoked, expired)) {
                Subscription subscription = new Subscription(csms.httpPort(), each.secret(), quiet);
                ending.add(subscription);
                subscription.next(); // the present state; there is nothing else to push
            }

            GraphQl admin = csms.graphQl();
            admin.data("mutation { setRole(name: \"demoted\", role: ANALYST) { person { role } } }");
            admin.data("mutation { setRole(name: \"moved\", role: OPERATOR, groups: [\"elsewhere\"]) { person { role }"
                    + " } }");
            admin.data("mutation { disablePerson(name: \"disabled\") { person { name } } }");
            admin.data("mutation { revokeApiToken(tokenId: \"%s\") { revoked } }".formatted(revoked.id()));
            csms.context()
                    .getBean(JdbcClient.class)
                    .sql("update access_token set expires_at = now() where token_id = :id")
                    .param("id", expired.id())
                    .update();

            ending.forEach(Subscription::ends);
            admin.data(
                    "mutation { setChargePointGroup(identity: \"QUIET-1\", group: \"quiet\") { chargePoint { group } }"
                            + " }");
            String group = "";
            while (!group.equals("quiet")) { // its present state may come twice before
                group = staying.next().at("/chargePointChanged/group").asString();
            }
        } finally {
            ending.forEach(Subscription::close);
        }
    }

    private record Token(String id, String secret) {}

    /** Of a new operator. */
    private static Token token(String name) {
        csms.graphQl().data("mutation { addPerson(name: \"%s\", role: OPERATOR) { added } }".formatted(name));
        JsonNode made = csms.graphQl()
                .data("mutation { it: createApiToken(label: \"x\", person: \"%s\") { token apiToken { tokenId } } }"
                        .formatted(name))
                .path("it");
        return new Token(
                made.at("/apiToken/tokenId").asString(), made.path("token").asString());
    }

    @Test
    void no_secret_is_kept() {
        Browser person = added("secretive", "ANALYST", "");
        String token = data(person, "mutation { createApiToken(label: \"x\") { token } }")
                .at("/createApiToken/token")
                .asString();
        JdbcClient db = csms.context().getBean(JdbcClient.class);
        for (String table : List.of("domain_event", "access_token", "person_password", "person", "api_token")) {
            for (String secret : List.of(PASSWORD, token, person.cookies().get("__Host-csms"))) {
                assertThat(db.sql("select count(*) from " + table + " it where position(:secret in it::text) > 0")
                                .param("secret", secret)
                                .query(Long.class)
                                .single())
                        .as(table)
                        .isZero();
            }
        }
        assertThat(db.sql("select payload::text from domain_event where aggregate_type = 'Person'")
                        .query(String.class)
                        .list())
                .noneMatch(it -> it.contains("argon2") || it.contains("hash"));
        assertThat(db.sql("select hash from person_password limit 1")
                        .query(String.class)
                        .single())
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void what_somebody_does_is_on_record_with_who_and_whence() {
        added("actor", "OPERATOR", "");
        assertThat(signIn(browser, "actor", PASSWORD).statusCode()).isEqualTo(204);
        data(browser, "mutation FromTheDesk { registerIdTag(input: {idTag: \"RECORD\"}) { registered } }");

        JsonNode metadata = JsonMapper.shared()
                .readTree(csms.context()
                        .getBean(JdbcClient.class)
                        .sql("select meta_data::text from domain_event where aggregate_identifier = 'id-tag-record'")
                        .query(String.class)
                        .single());
        assertThat(metadata.path("actor").asString("")).isEqualTo("operator:actor");
        assertThat(metadata.path("token").asString("")).startsWith("session-");
        assertThat(metadata.path("remoteAddress").asString("")).isEqualTo("127.0.0.1");
        assertThat(metadata.path("action").asString("")).isEqualTo("registerIdTag");
        assertThat(metadata.path("operationName").asString("")).isEqualTo("FromTheDesk");
    }

    // an identity provider

    @Test
    void a_good_token_of_the_provider_opens_what_its_role_may() {
        GraphQl program =
                new GraphQl(csms.httpPort(), issuer.token("carol", List.of("unrelated", "csms-admins"), List.of(), 60));
        assertThat(program.data("{ me { name rights groups } }").toString())
                .contains("carol", "ADMINISTER", "\"groups\":[]");
        GraphQl limited = new GraphQl(csms.httpPort(), issuer.token("dave", List.of("analyst"), List.of("north"), 60));
        assertThat(limited.data("{ me { name rights groups } }").toString())
                .contains("dave", "[\"READ\"]", "[\"north\"]");
    }

    @Test
    void a_browser_that_comes_back_from_the_provider_is_signed_in() {
        assertThat(browser.get("/access/providers").body()).contains("\"path\":\"/oauth2/authorization/company\"");
        String to = browser.get("/oauth2/authorization/company")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(to).startsWith(issuer.uri() + "/a?");
        String state = to.replaceAll(".*\\bstate=([^&]*).*", "$1");
        String nonce = to.replaceAll(".*\\bnonce=([^&]*).*", "$1");

        Browser another = new Browser(csms.httpPort());
        assertThat(another.get("/login/oauth2/code/company?code=" + nonce + "&state=" + state)
                        .headers()
                        .firstValue("Location"))
                .as("one that did not ask")
                .hasValueSatisfying(it -> assertThat(it).endsWith("/login#failed"));
        assertThat(another.cookies()).doesNotContainKey("__Host-csms");

        HttpResponse<String> back = browser.get("/login/oauth2/code/company?code=" + nonce + "&state=" + state);
        assertThat(back.statusCode()).as(back.headers().map().toString()).isEqualTo(200);
        assertThat(back.body()).contains("/graphiql");
        assertThat(data(browser, "{ me { name rights } }").toString()).contains("frank", "ADMINISTER");
    }

    @Test
    void somebody_of_the_same_name_at_the_provider_is_somebody_else() {
        GraphQl other = new GraphQl(csms.httpPort(), issuer.token("Root", List.of("analyst"), List.of("north"), 60));
        assertThat(other.data("{ me { name apiTokens { tokenId } } }").toString())
                .isEqualTo("{\"me\":{\"name\":\"oidc:Root\",\"apiTokens\":[]}}");
        assertThat(other.answer("mutation { createApiToken(label: \"x\") { token } }")
                        .toString())
                .contains("BAD_USER_INPUT");
        assertThat(other.answer("mutation { createApiToken(label: \"x\", person: \"Root\") { token } }")
                        .toString())
                .contains("FORBIDDEN");
    }

    @Test
    @Tag("G7")
    void a_token_that_is_not_good_opens_nothing() {
        String good = issuer.token("eve", List.of("csms-admins"), List.of(), 60);
        Map<String, String> bad = Map.of(
                "expired", issuer.token("eve", List.of("csms-admins"), List.of(), -120),
                "without a signature", issuer.unsigned("eve"),
                "of another key", issuer.forged("eve"),
                "of another issuer", issuer.ofAnotherIssuer("eve"),
                "without a role", issuer.token("eve", List.of("unrelated"), List.of(), 60),
                "without its groups", issuer.token("eve", List.of("analyst"), List.of(), 60),
                "broken", good.substring(0, good.length() - 4) + "AAAA",
                "no token", "x.y.z",
                "of ours that is none", "csms_" + "A".repeat(43),
                "empty", "");
        bad.forEach((what, token) -> {
            HttpResponse<String> refused = browser.send(browser.request("/graphql")
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + token)
                    .POST(BodyPublishers.ofString("{\"query\":\"{ me { name } }\"}")));
            assertThat(refused.statusCode()).as(what).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate"))
                    .as(what)
                    .hasValue("Bearer");
            assertThat(refused.body()).as(what).contains("UNAUTHENTICATED").doesNotContain("eve");
        });
    }
}
