package dev.csms.app.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.TestToken;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes to the port for operators, and must not get further. */
class OperatorPortTest {

    private static final RunningCsms CSMS = RunningCsms.get();

    private final Browser http = new Browser(CSMS.httpPort());

    private HttpResponse<String> known(String method, String path, @Nullable String type, String body) {
        HttpRequest.Builder request = http.request(path)
                .header("Authorization", TestToken.BEARER)
                .method(method, BodyPublishers.ofString(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        return http.send(request);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        POST | application/json                  | {"query":"{ me { name } }"}       | 200
        POST | application/json;charset=UTF-8    | {"query":"{ me { name } }"}       | 200
        POST | application/json                  | null                              | 400
        POST | application/json                  | [{"query":"{ me { name } }"}]     | 400
        POST | application/json                  | {"query":null}                    | 400
        POST | application/json                  | {"query":"{ me { name } }","query":"{ x }"} | 400
        POST | application/json                  | {"query":"{ me { name } }","variables":[1]} | 400
        POST | application/x-www-form-urlencoded | query=x                           | 415
        POST | multipart/form-data;boundary=x    | --x--                             | 415
        POST | text/plain                        | {"query":"{ me { name } }"}       | 415
        POST |                                   | {"query":"{ me { name } }"}       | 415
        POST | application/graphql               | { me { name } }                   | 415
        PUT  | application/json                  | {"query":"{ me { name } }"}       | 405
        GET  | application/json                  | x                                 | 405
        DELETE | application/json                | x                                 | 405
        """)
    @Tag("G4")
    void a_question_is_one_json_object_by_post(String method, String type, String body, int status) {
        HttpResponse<String> answer = known(method, "/graphql", type, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (status != 200) {
            assertThat(answer.body()).contains("\"code\":\"BAD_USER_INPUT\"");
        }
    }

    @Test
    @Tag("G4")
    void a_mutation_is_not_carried_out_by_get() {
        HttpResponse<String> answer =
                known("GET", "/graphql?query=mutation%20%7B%20clearCache(chargePointId%3A%22x%22)%20%7D", null, "");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    @Tag("G5")
    void a_huge_variable_is_not_read() {
        String body = "{\"query\":\"{ me { name } }\",\"variables\":{\"a\":\"" + "x".repeat(1_000_000) + "\"}}";
        HttpResponse<String> answer = known("POST", "/graphql", "application/json", body);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("BAD_USER_INPUT");
    }

    @ParameterizedTest
    @CsvSource({
        "/access/sign-in, false", "/access/sign-in, true", "/access/link, true", "/access/set-up, true",
        "/access/sign-out, false", "/nothing, true", "/actuator/prometheus, true", "/login, true"
    })
    void a_long_body_is_read_nowhere(String path, boolean chunked) {
        byte[] body = ("{\"name\":\"x\",\"secret\":\"x\",\"password\":\"" + "x".repeat(17_000) + "\"}")
                .getBytes(StandardCharsets.US_ASCII);
        HttpResponse<String> answer = http.send(http.request(path)
                .header("Authorization", TestToken.BEARER)
                .header("Content-Type", "application/json")
                .POST(
                        chunked
                                ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                                : BodyPublishers.ofByteArray(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
        assertThat(answer.body()).contains("at most 16384 bytes are read");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_short_body_is_read_however_it_comes(boolean chunked) {
        byte[] body = "{\"secret\":\"none\"}".getBytes(StandardCharsets.US_ASCII);
        HttpResponse<String> answer = http.send(http.request("/access/link")
                .header("Content-Type", "application/json")
                .POST(
                        chunked
                                ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                                : BodyPublishers.ofByteArray(body)));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("this link opens nothing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"query\":\"{ me { name } }\"}",
                "{\"query\":\"{ __schema { types { name } } }\"}",
                "{\"query\":\"{ nothing }\"}",
                "not even JSON"
            })
    @Tag("G3")
    void nobody_is_answered_without_a_token(String body) {
        HttpResponse<String> answer = http.send(http.request("/graphql")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(answer.body())
                .isEqualTo("{\"errors\":[{\"message\":\"sign in, or send a token\",\"extensions\":{\"code\":"
                        + "\"UNAUTHENTICATED\"}}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "/actuator/health, 200",
        "/actuator/health/readiness, 200",
        "/actuator/health/liveness, 200",
        "/login, 200",
        "/setup, 200",
        "/access/assets/login.js, 200",
        "/access/assets/access.css, 200",
        "/access/assets/login.html, 404",
        "/access/providers, 200",
        "/actuator/prometheus, 401",
        "/actuator, 404",
        "/actuator/info, 404",
        "/actuator/sbom, 404",
        "/actuator/env, 404",
        "/graphiql/page.js, 401",
        "/firmware/x, 401",
        "/diagnostics/x, 401",
        "/webjars/react/18.3.1/umd/react.production.min.js, 404",
        "/.git/config, 404",
        "/nothing, 404",
        "/, 302",
        "/graphiql, 302"
    })
    @Tag("G14")
    void what_is_not_public_is_not_there(String path, int status) {
        HttpResponse<String> answer = http.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void somebody_who_is_known_is_shown_a_page_of_ours_where_there_is_none() {
        HttpResponse<String> answer = http.send(http.request("/nothing")
                .header("Authorization", TestToken.BEARER)
                .header("Accept", "text/html"));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .contains("There is nothing here", "access.css")
                .doesNotContain("Whitelabel", "<style");
    }

    @Test
    void health_has_no_details_for_nobody() {
        assertThat(http.get("/actuator/health").body())
                .contains("\"status\":\"UP\"")
                .doesNotContain("details", "components", "postgres");
        assertThat(known("GET", "/actuator/health", null, "").body()).contains("components");
        assertThat(known("GET", "/actuator/prometheus", null, "").body()).contains("csms_requests_refused_total");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/graphql", "/login", "/nothing", "/actuator/health", "/files/x", "/graphiql", "/%00"})
    void every_answer_tells_browsers_to_be_careful(String path) throws Exception {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        if (!path.equals("/%00")) { // what is no path the server refuses before anything of ours sees it
            assertThat(answer)
                    .contains("Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'")
                    .contains("frame-ancestors 'none'")
                    .contains("X-Content-Type-Options: nosniff")
                    .contains("Referrer-Policy: no-referrer")
                    .contains("Cross-Origin-Opener-Policy: same-origin")
                    .contains("Cross-Origin-Resource-Policy: same-origin")
                    .contains("Permissions-Policy: ")
                    .contains("Cache-Control: no-store");
        }
        assertThat(answer).doesNotContain("Server:", "Apache", "Tomcat", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE /graphql", "TRACK /graphql", "OPTIONS /graphql", "GET http://other.example/graphql"})
    @Tag("G14")
    void odd_requests_are_refused(String line) throws Exception {
        String answer = raw(line + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer.split(" ")[1]).isIn("400", "401", "404", "405", "501");
        assertThat(answer).doesNotContain("Access-Control-Allow");
    }

    @Test
    void a_header_that_drips_is_cut_off_after_ten_seconds() throws Exception {
        long begin = System.nanoTime();
        try (Socket dripping = new Socket("127.0.0.1", CSMS.httpPort())) {
            dripping.setSoTimeout(200);
            dripping.getOutputStream()
                    .write("GET /login HTTP/1.1\r\nHost: x\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            while (isOpenAfterOneMore(dripping)) {
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(40));
                assertThat(http.get("/login").statusCode()).isEqualTo(200);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(9));
        }
        assertThat(known("GET", "/actuator/prometheus", null, "").body())
                .contains("csms_connections_refused_total{reason=\"late\"}");
    }

    private static boolean isOpenAfterOneMore(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write('x');
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (SocketException e) {
            return false;
        }
    }

    private static String raw(String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", CSMS.httpPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    // WebSocket

    /** One that sends what it is told and remembers what it hears. */
    private static final class Client implements WebSocket.Listener, AutoCloseable {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder partial = new StringBuilder();
        private final HttpClient http = HttpClient.newHttpClient();
        private final WebSocket socket;

        Client(String... headers) {
            WebSocket.Builder builder = http.newWebSocketBuilder().subprotocols("graphql-transport-ws");
            for (int i = 0; i < headers.length; i += 2) {
                builder.header(headers[i], headers[i + 1]);
            }
            socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + CSMS.httpPort() + "/graphql"), this)
                    .join();
        }

        Client send(String message) {
            socket.sendText(message, true).join();
            return this;
        }

        String next() throws InterruptedException {
            String message = heard.poll(30, TimeUnit.SECONDS);
            assertThat(message).as("a message").isNotNull();
            return message;
        }

        int closeCode() throws Exception {
            return closed.get(30, TimeUnit.SECONDS);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                heard.add(partial.toString());
                partial.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void close() {
            socket.abort();
            http.shutdownNow();
        }
    }

    private static final String INIT =
            "{\"type\":\"connection_init\",\"payload\":{\"Authorization\":\"" + TestToken.BEARER + "\"}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"connection_init\"}",
                "{\"type\":\"connection_init\",\"payload\":{\"Authorization\":\"Bearer csms_wrong\"}}",
                "{\"type\":\"connection_init\",\"payload\":{\"Authorization\":7}}",
                "{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription { chargePointChanged {"
                        + " identity } }\"}}"
            })
    void a_socket_that_does_not_say_who_it_is_ends(String first) throws Exception {
        try (Client client = new Client()) {
            client.send(first);
            // 1006 where the end of the connection overtakes the reason
            assertThat(client.closeCode()).isIn(4401, 1006);
        }
    }

    @Test
    @Tag("G9")
    void a_socket_that_says_nothing_ends_after_five_seconds() throws Exception {
        long begin = System.nanoTime();
        try (Client client = new Client()) {
            assertThat(client.closeCode()).isEqualTo(4408);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(4));
    }

    @Test
    void a_page_of_another_site_opens_no_socket() {
        for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1:1")) {
            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                    CompletionException.class, () -> new Client("Origin", origin))
                            .getCause())
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            it -> assertThat(it.getResponse().statusCode()).isEqualTo(403));
        }
        new Client("Origin", "http://127.0.0.1:" + CSMS.httpPort()).close();
    }

    @Test
    @Tag("G9")
    void a_socket_has_fifty_subscriptions_and_no_more() throws Exception {
        try (Client client = new Client()) {
            client.send(INIT);
            assertThat(client.next()).contains("connection_ack");
            for (int i = 1; i <= 51; i++) {
                client.send("{\"id\":\"%d\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription {".formatted(i)
                        + " chargePointChanged { identity } }\"}}");
            }
            String refused = client.next();
            while (!refused.contains("\"id\":\"51\"")) { // charge points of other tests may change meanwhile
                refused = client.next();
            }
            assertThat(refused).contains("TOO_BUSY");
        }
    }

    @Test
    @Tag("G9")
    void a_subscriber_that_does_not_read_is_closed_and_charge_points_do_not_notice() throws Exception {
        CSMS.registerChargePoint("CP-Talkative");
        String data = "x".repeat(60_000);
        try (DeafClient deaf = new DeafClient("{ messageSeen(chargePoint: \"CP-Talkative\") { text } }");
                OcppClient chargePoint = OcppClient.connect(CSMS.ocpp() + "/CP-Talkative")) {
            chargePoint.call("BootNotification", "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}");
            Awaitility.await("end of the socket that nobody reads")
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        chargePoint.call(
                                "DataTransfer", "{\"vendorId\":\"com.example\",\"data\":\"%s\"}".formatted(data));
                        return deaf.isClosed();
                    });
        }
    }

    /** Subscribes, and never reads again. */
    private static final class DeafClient implements AutoCloseable {

        private final Socket socket = new Socket();

        DeafClient(String selection) throws Exception {
            socket.setReceiveBufferSize(4_096); // before it connects, or the window is large
            socket.connect(new InetSocketAddress("127.0.0.1", CSMS.httpPort()));
            socket.getOutputStream()
                    .write(("GET /graphql HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: Upgrade\r\nUpgrade: websocket"
                                    + "\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                                    + "Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n")
                            .formatted(CSMS.httpPort())
                            .getBytes(StandardCharsets.US_ASCII));
            awaitEndOfHeaders();
            send(1, INIT);
            send(
                    1,
                    "{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription %s\"}}"
                            .formatted(selection.replace("\"", "\\\"")));
        }

        private void awaitEndOfHeaders() throws IOException {
            StringBuilder headers = new StringBuilder();
            while (headers.indexOf("\r\n\r\n") < 0) {
                headers.append((char) socket.getInputStream().read());
            }
            assertThat(headers).startsWith("HTTP/1.1 101");
        }

        /** The other end says so to whoever goes on writing. */
        boolean isClosed() {
            try {
                send(9, "");
                return false;
            } catch (IOException e) {
                return true;
            }
        }

        /** A short frame, masked with zeros. */
        private void send(int opcode, String text) throws IOException {
            byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.write(0x80 | opcode);
            if (payload.length < 126) {
                frame.write(0x80 | payload.length);
            } else {
                frame.write(0x80 | 126);
                frame.write(payload.length >> 8);
                frame.write(payload.length);
            }
            frame.writeBytes(new byte[4]);
            frame.writeBytes(payload);
            socket.getOutputStream().write(frame.toByteArray());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void queries_on_a_socket_are_examined_too() throws Exception {
        try (Client client = new Client()) {
            client.send(INIT);
            assertThat(client.next()).contains("connection_ack");
            String aliases = IntStream.rangeClosed(1, 201)
                    .mapToObj(i -> "a" + i + ": __typename")
                    .collect(Collectors.joining(" "));
            client.send("{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"{ " + aliases + " }\"}}");
            assertThat(client.next()).contains("TOO_EXPENSIVE");
        }
    }
}
