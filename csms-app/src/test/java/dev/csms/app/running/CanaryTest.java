package dev.csms.app.running;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.csms.app.CsmsSettings;
import dev.csms.app.TestToken;
import dev.csms.domain.secret.Secret;
import dev.csms.domain.secret.Vault;
import dev.csms.ocpp.tls.ServerCertificate;
import dev.csms.ocpp.tls.ServerCertificates;
import dev.csms.query.Projections;
import dev.csms.query.projection.Projection;
import dev.csms.query.projection.ProjectionProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Recognisable secrets are put in through every door; then they are looked for everywhere but in the vault. */
@ExtendWith(OutputCaptureExtension.class)
class CanaryTest {

    private static final String INSTALLATION_KEY = "CANARY-installation-key-0123456789";
    private static final String ADMIN_PASSWORD = "CANARY-first-password-0123456789";
    private static final String CLIENT_SECRET = "CANARY-client-secret-0123456789";
    private static final String KNOWN = "KNOWN-TAG-4711";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Where secrets may be: sealed. */
    private static final Set<String> VAULT = Set.of("vault_secret", "keyring");

    private final Map<String, String> places = new LinkedHashMap<>();
    private final List<String> answers = new ArrayList<>();

    /** By what they are: secrets that are not ours to choose. */
    private final Map<String, byte[]> made = new LinkedHashMap<>();

    /** @param secret what is put in; no other door's begins with it */
    private record Door(String name, Consumer<String> putIn) {

        /** As long as an AuthorizationKey may be. */
        String secret(int number) {
            return "CANARY%02dx9f8e7d6c5bx".formatted(number);
        }
    }

    /** A door more is a line more. */
    private List<Door> doors(RunningCsms csms, OcppClient chargePoint) {
        return List.of(
                new Door(
                        "the vault",
                        canary -> csms.context().getBean(Vault.class).keep("test", Secret.of(canary))),
                operator(csms, "AuthorizationKey", "changeConfiguration(%s, key: \"AuthorizationKey\", value: \"%s\")"),
                operator(
                        csms,
                        "AuthorizationKey, padded",
                        "changeConfiguration(%s, key: \" authorizationkey \", value: \"%s\")"),
                operator(
                        csms,
                        "AuthorizationKey, given raw",
                        "sendCall(%s, action: \"ChangeConfiguration\", payload: {key: \"AuthorizationKey\", value:"
                                + " \"%s\"})"),
                operator(
                        csms,
                        "firmware location",
                        "updateFirmware(%s, location: \"ftp://user:%s@files.example.com/x\")"),
                operator(
                        csms,
                        "firmware location, user alone",
                        "updateFirmware(%s, location: \"ftp://%s@files.example.com/x\")"),
                operator(
                        csms,
                        "diagnostics location",
                        "getDiagnostics(%s, location: \"sftp://user:%s@files.example.com/\")"),
                operator(
                        csms,
                        "location, given raw",
                        "sendCall(%s, action: \"GetLog\", payload: {log: {remoteLocation: \"ftp://user:%s@h/\"}})"),
                new Door("AuthorizationKey, as the charge point tells it", canary -> told(csms, chargePoint, canary)),
                new Door(
                        "Basic authentication",
                        canary -> connect(csms, "/CANARY", "Basic " + basic("CANARY:" + canary))),
                new Door(
                        "Basic authentication of nobody",
                        canary -> connect(csms, "/NOBODY", "Basic " + basic("NOBODY:" + canary))),
                new Door("malformed authentication", canary -> connect(csms, "/CANARY", "Basic:" + canary)),
                new Door(
                        "password in the URL of a charge point",
                        canary -> connect(csms, "/CANARY?password=" + canary, "x")),
                operator(
                        csms,
                        "log location",
                        "getLog(%s, logType: SECURITY_LOG, location: \"https://user:%s@files.example.com/\")"),
                operator(
                        csms,
                        "location of signed firmware",
                        "signedUpdateFirmware(%s, location: \"ftps://user:%s@files.example.com/\", signature: \"AA==\","
                                + " signingCertificate: \"x\")"),
                new Door("AuthorizationKey, imported as text", canary -> imported(csms, "CANARY-TEXT", canary)),
                new Door(
                        "AuthorizationKey, imported as digits",
                        canary -> imported(csms, "CANARY-HEX", HexFormat.of().formatHex(canary.getBytes(UTF_8)))),
                new Door(
                        "private key, to be installed",
                        canary -> answers.add(csms.graphQl()
                                .answer(("mutation { installCertificate(chargePointId: \"CANARY\", certificateType:"
                                                + " CENTRAL_SYSTEM_ROOT_CERTIFICATE, certificate: \"-----BEGIN PRIVATE"
                                                + " KEY-----%s\") { operation { operationId } } }")
                                        .formatted(canary))
                                .toString())),
                new Door("password of a person", canary -> person(csms, canary)),
                new Door(
                        "wrong password of a person",
                        canary -> said(new Browser(csms.httpPort())
                                .post("/access/sign-in", Map.of("name", "birdie", "password", canary)))),
                new Door(
                        "setup link of nobody",
                        canary -> said(new Browser(csms.httpPort())
                                .post(
                                        "/access/set-up",
                                        Map.of("secret", canary, "name", "x", "password", "long enough a password")))),
                new Door("token of GraphQL", canary -> post(csms, "Bearer " + canary)),
                new Door("password of GraphQL", canary -> post(csms, "Basic " + basic("admin:" + canary))));
    }

    private Door operator(RunningCsms csms, String name, String mutation) {
        return new Door(
                name,
                canary -> answers.add(csms.graphQl()
                        .answer("mutation { it: %s { operation { operationId } } }"
                                .formatted(mutation.formatted("chargePointId: \"CANARY\"", canary)))
                        .toString()));
    }

    /** A charge point should not tell its key, and some do. */
    private void told(RunningCsms csms, OcppClient chargePoint, String canary) {
        answers.add(csms.graphQl()
                .answer("mutation { getConfiguration(chargePointId: \"CANARY\") { operation { operationId } } }")
                .toString());
        JsonNode call = chargePoint.nextCall();
        while (!call.get(2).asString().equals("GetConfiguration")) { // what came in through another door
            chargePoint.answer(call, "{\"status\":\"Accepted\"}");
            call = chargePoint.nextCall();
        }
        chargePoint.answer(
                call,
                "{\"configurationKey\":[{\"key\":\"AuthorizationKey\",\"readonly\":false,\"value\":\"%s\"}]}"
                        .formatted(canary));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(csms.graphQl()
                                .data("{ operations(filter: {chargePoint: \"CANARY\"}) { nodes { state } } }")
                                .toString())
                        .contains("ANSWERED")
                        .doesNotContain("WAITING", "SENT"));
    }

    private void imported(RunningCsms csms, String identity, String key) {
        csms.registerChargePoint(identity);
        answers.add(csms.graphQl()
                .answer("mutation { setAuthorizationKey(input: {identity: \"%s\", key: \"%s\"}) { authorizationKey } }"
                        .formatted(identity, key))
                .toString());
    }

    private void said(HttpResponse<String> answer) {
        answers.add(answer.headers() + answer.body());
    }

    /** Somebody who has been invited, chooses this password, and makes a token. What only he may know is kept. */
    private void person(RunningCsms csms, String password) {
        String link = csms.graphQl()
                .data("mutation { addPerson(name: \"birdie\", role: OPERATOR) { link } }")
                .at("/addPerson/link")
                .asString();
        made.put("invitation", text(link.substring(link.indexOf('#') + 1)));
        Browser browser = new Browser(csms.httpPort());
        assertThat(browser.post(
                                "/access/set-up",
                                Map.of("secret", link.substring(link.indexOf('#') + 1), "password", password))
                        .statusCode())
                .isEqualTo(204);
        browser.cookies().forEach((name, value) -> made.put("cookie " + name, text(value)));
        made.put(
                "API token",
                text(browser.ask("mutation { createApiToken(label: \"canary\") { token } }")
                        .at("/data/createApiToken/token")
                        .asString()));
        assertThat(made.get("API token")).isNotEmpty();
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    /** What is made here and told once, or never. */
    private void keysMadeHere(RunningCsms csms) throws Exception {
        String told = csms.graphQl()
                .data("mutation { registerChargePoint(input: {identity: \"CANARY-KEY\", securityProfile: 1}) {"
                        + " authorizationKey } }")
                .at("/registerChargePoint/authorizationKey")
                .asString();
        made.put("AuthorizationKey, told at registration", HexFormat.of().parseHex(told));
        try (OcppClient chargePoint =
                OcppClient.connectWith(csms.ocpp() + "/CANARY-KEY", OcppClient.basic("CANARY-KEY", told))) {
            chargePoint.call("BootNotification", OcppClient.BOOT);
            csms.graphQl()
                    .data("mutation { rotateAuthorizationKey(chargePointId: \"CANARY-KEY\") { operation {"
                            + " operationId } } }");
            JsonNode change = chargePoint.nextCall();
            made.put(
                    "AuthorizationKey, sent",
                    HexFormat.of().parseHex(change.get(3).path("value").asString()));
            chargePoint.answer(change, "{\"status\":\"Accepted\"}");
        }
        Vault vault = csms.context().getBean(Vault.class);
        for (String reference : csms.context()
                .getBean(JdbcClient.class)
                .sql("select unnest(array[root_key, issuing_key]) from certificate_authority")
                .query(String.class)
                .list()) {
            made.put(
                    "key of an authority, " + reference,
                    privatePart(vault.read(reference).orElseThrow().bytes()));
        }
        for (ServerCertificate server :
                csms.context().getBean(ServerCertificates.class).current()) {
            made.put("key of " + server, privatePart(server.key().getEncoded()));
        }
        made.put("setup token", text(TestToken.VALUE));
    }

    /** What nobody has who has the public key: the exponent, or as much of it as is longer than by chance. */
    private static byte[] privatePart(byte[] pkcs8) throws Exception {
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(pkcs8);
        for (String algorithm : List.of("EC", "RSA")) {
            try {
                BigInteger exponent = switch (KeyFactory.getInstance(algorithm).generatePrivate(encoded)) {
                    case ECPrivateKey ec -> ec.getS();
                    case RSAPrivateKey rsa -> rsa.getPrivateExponent();
                    default -> throw new IllegalArgumentException(algorithm);
                };
                byte[] bytes = exponent.toByteArray();
                return Arrays.copyOfRange(bytes, bytes.length - 28, bytes.length);
            } catch (InvalidKeySpecException e) {
                // of the other kind
            }
        }
        throw new IllegalArgumentException("a key of neither kind");
    }

    private static String basic(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private void connect(RunningCsms csms, String path, String authorization) {
        try {
            HTTP.newWebSocketBuilder()
                    .header("Authorization", authorization)
                    .subprotocols("ocpp1.6")
                    .buildAsync(URI.create(csms.ocpp() + path), new java.net.http.WebSocket.Listener() {})
                    .join()
                    .abort();
        } catch (java.util.concurrent.CompletionException e) {
            answers.add(String.valueOf(e.getMessage()));
        }
    }

    private void post(RunningCsms csms, String authorization) {
        answers.add(send(HttpRequest.newBuilder(csms.http("/graphql"))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"{ __typename }\"}"))));
    }

    private static String send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void no_secret_is_anywhere_but_in_the_vault(CapturedOutput output) throws Exception {
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put("installation key", INSTALLATION_KEY);
        secrets.put("password of the first administrator", ADMIN_PASSWORD);
        secrets.put("secret of the identity provider's client", CLIENT_SECRET);
        LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = logging.getLogger("ROOT");
        Logger ours = logging.getLogger("dev.csms");
        Level before = ours.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        try (TestIssuer issuer = new TestIssuer();
                RunningCsms csms = RunningCsms.with(
                        "--csms.installation-key=" + INSTALLATION_KEY,
                        "--csms.setup.admin-password=" + ADMIN_PASSWORD,
                        "--spring.security.oauth2.client.registration.company.client-id=csms",
                        "--spring.security.oauth2.client.registration.company.client-secret=" + CLIENT_SECRET,
                        "--spring.security.oauth2.client.registration.company.scope=openid",
                        "--spring.security.oauth2.client.provider.company.issuer-uri=" + issuer.uri())) {
            ours.setLevel(Level.TRACE);
            root.addAppender(log);
            log.start();
            secrets.put("password of the application's role", setting(csms, "spring.datasource.password"));
            secrets.put("password of the owner", setting(csms, "spring.flyway.password"));
            csms.registerChargePoint("CANARY");
            csms.registerIdTag(KNOWN);
            try (OcppClient chargePoint = OcppClient.connect(csms.ocpp() + "/CANARY")) {
                chargePoint.call("BootNotification", OcppClient.BOOT);
                chargePoint.call("Authorize", "{\"idTag\":\"" + KNOWN + "\"}");
                int number = 0;
                for (Door door : doors(csms, chargePoint)) {
                    String secret = door.secret(number++);
                    secrets.put(door.name(), secret);
                    door.putIn().accept(secret);
                }
                keysMadeHere(csms);
                said(new Browser(csms.httpPort()).get("/oauth2/authorization/company"));
            }
            ProjectionProgress projections = csms.context().getBean(ProjectionProgress.class);
            assertThat(projections.await(
                            Projections.ALL.stream().map(Projection::group).toList(),
                            projections.head(),
                            Duration.ofSeconds(30)))
                    .isTrue();

            place("database", database(csms));
            place("files", files(csms.context().getBean(CsmsSettings.class).dataDirectory()));
            place("metrics", send(HttpRequest.newBuilder(csms.http("/actuator/prometheus"))));
            place("health", send(HttpRequest.newBuilder(csms.http("/actuator/health"))));
            place("sbom", send(HttpRequest.newBuilder(csms.http("/actuator/sbom"))));
            place("answers", String.join("\n", answers));
            new EveryQuery(csms.graphQl()).answers().forEach((field, answer) -> place("GraphQL " + field, answer));
            place(
                    "GraphQL chargePoint",
                    csms.graphQl()
                            .answer("{ chargePoint(identity: \"CANARY\") { identity recentMessages { text } } }")
                            .toString());
        } finally {
            root.detachAppender(log);
            ours.setLevel(before);
        }
        place("log", log.list.stream().map(CanaryTest::text).collect(Collectors.joining("\n")));
        place("output", output.getAll());

        assertThat(places.get("database")).as("the search finds what is there").contains(KNOWN);
        assertThat(places.keySet()).filteredOn(it -> it.startsWith("GraphQL")).hasSizeGreaterThan(10);
        assertThat(places.values().stream().filter(text -> text.contains(KNOWN)).count())
                .isGreaterThan(2);
        secrets.forEach((name, secret) -> made.put(name, text(secret)));
        assertThat(made).hasSizeGreaterThan(35);
        assertThat(found()).isEmpty();
    }

    private void place(String name, String text) {
        places.put(name, text);
    }

    private static String text(ILoggingEvent event) {
        return event.getFormattedMessage()
                + event.getMDCPropertyMap()
                + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }

    private static String setting(RunningCsms csms, String name) {
        return csms.context().getEnvironment().getRequiredProperty(name);
    }

    /** All rows of all tables as text, which shows bytes in hex. */
    private static String database(RunningCsms csms) {
        JdbcClient owner = JdbcClient.create(
                csms.context().getBean(Flyway.class).getConfiguration().getDataSource());
        return owner
                .sql("select quote_ident(relname) from pg_class where relnamespace = 'public'::regnamespace and"
                        + " relkind in ('r', 'p', 'm')")
                .query(String.class)
                .list()
                .stream()
                .filter(table -> !VAULT.contains(table))
                .flatMap(
                        table -> owner
                                .sql("select '%s ' || t::text from public.%1$s t".formatted(table))
                                .query(String.class)
                                .list()
                                .stream())
                .collect(Collectors.joining("\n"));
    }

    /** What the program and the database's own log leave in the data directory, but for keys and the database itself. */
    private static String files(Path data) throws IOException {
        List<Path> kept;
        try (Stream<Path> all = Files.list(data)) {
            kept = all.filter(path ->
                            !path.getFileName().toString().matches("postgres|postgres-[0-9.]+|postgres-password"))
                    .toList();
        }
        StringBuilder contents = new StringBuilder();
        for (Path each : kept) {
            try (Stream<Path> files = Files.walk(each)) {
                files.filter(Files::isRegularFile).forEach(file -> contents.append(content(file)));
            }
        }
        return contents.toString();
    }

    private static String content(Path file) {
        try {
            return file + "\n" + Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> found() {
        List<String> found = new ArrayList<>();
        places.forEach((place, text) -> {
            String folded = text.toLowerCase(Locale.ROOT);
            String squeezed = folded.replaceAll("\\s+|\\\\n", ""); // Base64 is written in lines
            made.forEach((name, secret) -> {
                if (spellings(secret)
                        .map(spelling -> spelling.toLowerCase(Locale.ROOT))
                        .anyMatch(spelling -> folded.contains(spelling) || squeezed.contains(spelling))) {
                    found.add(name + " in " + place);
                }
            });
        });
        return found;
    }

    /** As it is, in hex, and in Base64 wherever it begins within the text that was encoded. */
    private static Stream<String> spellings(byte[] secret) {
        return Stream.concat(
                Stream.of(new String(secret, ISO_8859_1), HexFormat.of().formatHex(secret)),
                Stream.of(0, 1, 2).flatMap(shift -> {
                    byte[] shifted = new byte[secret.length + shift];
                    System.arraycopy(secret, 0, shifted, shift, secret.length);
                    String whole = Base64.getEncoder().withoutPadding().encodeToString(shifted);
                    String certain = whole.substring(shift == 0 ? 0 : shift + 1, whole.length() - 2);
                    return Stream.of(certain, certain.replace('+', '-').replace('/', '_'));
                }));
    }
}
