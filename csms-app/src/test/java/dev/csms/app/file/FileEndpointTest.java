package dev.csms.app.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.app.CsmsTest;
import dev.csms.app.Http;
import dev.csms.app.TestToken;
import dev.csms.domain.chargepoint.ChargePointCommand.RegisterChargePoint;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.chargepoint.RegistrationSource;
import dev.csms.domain.chargepoint.RegistrationStatus;
import dev.csms.domain.operation.Delivery;
import dev.csms.domain.operation.FileLocation;
import dev.csms.domain.operation.OperationCommand.RequestOperation;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.operation.Request.GetDiagnostics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files over real HTTP, as charge points and operators fetch and leave them. */
@CsmsTest
@TestPropertySource(
        properties = {
            "csms.files.max-firmware-size=64KB",
            "csms.files.max-diagnostics-size=64KB",
            "csms.files.directory=target/file-endpoint-test"
        })
class FileEndpointTest {

    private static final int LIMIT = 64 * 1024;
    private static final Path DIRECTORY = Path.of("target/file-endpoint-test");
    private static final ChargePointId CP = new ChargePointId("CP-FILES");

    @Autowired
    private CommandGateway commands;

    @Autowired
    private SignedPaths paths;

    @Autowired
    private JdbcClient db;

    @LocalServerPort
    private int port;

    @BeforeEach
    void register() {
        commands.sendAndWait(new RegisterChargePoint(
                CP, RegistrationStatus.ACCEPTED, RegistrationSource.OPERATOR, MessagePolicy.STRICT, null));
    }

    // firmware

    @Test
    void an_uploaded_image_is_fetched_as_it_was() {
        byte[] image = bytes(LIMIT);
        JsonNode uploaded = upload("v2 final.bin", image);
        assertThat(uploaded.get("name").asString()).isEqualTo("v2 final.bin");
        assertThat(uploaded.get("sizeBytes").asInt()).isEqualTo(LIMIT);
        assertThat(uploaded.get("sha256").asString()).isEqualTo(sha256(image));

        HttpResponse<byte[]> fetched = get(firmware(uploaded) + "/v2.bin");
        assertThat(fetched.statusCode()).isEqualTo(200);
        assertThat(fetched.body()).isEqualTo(image);
        assertThat(fetched.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(fetched.headers().firstValue("Content-Length")).contains(String.valueOf(LIMIT));
        assertThat(fetched.headers().firstValue("Accept-Ranges")).contains("bytes");
        assertThat(fetched.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");
        assertThat(fetched.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(get(firmware(uploaded)).statusCode()).as("without a name").isEqualTo(200);
    }

    @Test
    void a_download_goes_on_where_it_broke_off() {
        byte[] image = bytes(1_000);
        String path = firmware(upload("v3", image));
        HttpResponse<byte[]> rest =
                Http.send(request(path).header("Range", "bytes=600-").GET());
        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(rest.headers().firstValue("Content-Range")).contains("bytes 600-999/1000");
        assertThat(rest.body()).isEqualTo(java.util.Arrays.copyOfRange(image, 600, 1_000));
        assertThat(Http.send(request(path).header("Range", "bytes=2000-").GET()).statusCode())
                .isEqualTo(416);
        HttpResponse<byte[]> head = Http.send(request(path).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Length")).contains("1000");
    }

    @Test
    void an_expired_url_is_gone_and_a_changed_one_was_never_there() {
        String id = upload("v4", bytes(10)).get("imageId").asString();
        assertThat(get(paths.path(FileKind.FIRMWARE, id, Instant.now().minusSeconds(1)))
                        .statusCode())
                .isEqualTo(410);
        String good = paths.path(FileKind.FIRMWARE, id, Instant.now().plusSeconds(600));
        assertThat(get(good).statusCode()).isEqualTo(200);
        String[] part = good.split("/");
        String later = String.valueOf(Long.parseLong(part[4]) + 3600);
        List<String> forged = List.of(
                String.join("/", "", "files", "firmware", id, later, part[5]),
                String.join("/", "", "files", "diagnostics", id, part[4], part[5]),
                String.join("/", "", "files", "firmware", id, part[4], part[5].substring(1)),
                String.join("/", "", "files", "firmware", id, part[4]),
                "/files/firmware/" + id,
                "/files/firmware/",
                "/files/",
                "/files");
        for (String path : forged) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(put(good, bytes(1)).statusCode()).as("only to be read").isEqualTo(404);
        assertThat(Http.send(request(good).DELETE()).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/files/firmware/../../application.yaml",
                "/files/firmware/..%2f..%2finstallation-key/1/x",
                "/files/firmware/%2e%2e/%2e%2e/installation-key",
                "/files/../actuator/env",
                "/diagnostics/..%2finstallation-key",
                "/diagnostics/../installation-key",
                "/diagnostics/..",
                "/diagnostics/%00",
                "/diagnostics/",
                "/firmware/",
                "/firmware/x"
            })
    @Tag("G13")
    void there_is_no_way_to_any_other_file(String path) throws IOException {
        assertThat(rawStatus("GET", path)).isIn(400, 404, 405);
    }

    @Test
    @Tag("G13")
    void an_image_that_is_too_large_or_empty_is_refused_and_leaves_nothing() {
        long before = filesOnDisk();
        assertThat(put("/firmware/large", bytes(LIMIT + 1)).statusCode()).isEqualTo(413);
        assertThat(Http.send(request("/firmware/large").PUT(withoutLength(bytes(LIMIT + 1))))
                        .statusCode())
                .as("without a Content-Length")
                .isEqualTo(413);
        assertThat(put("/firmware/empty", new byte[0]).statusCode()).isEqualTo(400);
        assertThat(put("/firmware/" + "n".repeat(101), bytes(1)).statusCode()).isEqualTo(400);
        assertThat(put("/firmware/a%0Ab", bytes(1)).statusCode()).isEqualTo(400);
        assertThat(filesOnDisk()).isEqualTo(before);
    }

    @Test
    void an_upload_that_breaks_off_leaves_nothing() throws IOException {
        long before = filesOnDisk();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            OutputStream out = socket.getOutputStream();
            out.write("PUT /firmware/broken HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nonly this"
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(filesOnDisk()).isEqualTo(before));
    }

    // diagnostics

    @Test
    void a_body_that_is_put_or_posted_is_kept_and_can_be_downloaded() {
        String job = job();
        byte[] log = bytes(5_000);
        assertThat(put(upload(job) + "/log%20(1).zip", log).statusCode()).isEqualTo(200);
        byte[] other = bytes(6_000);
        assertThat(Http.send(request(upload(job))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofByteArray(other)))
                        .statusCode())
                .as("whatever it is called")
                .isEqualTo(200);

        List<JsonNode> received = received(job, 2);
        assertThat(received.get(0).get("file").get("fileName").asString()).isEqualTo("log (1).zip");
        assertThat(received.get(0).get("file").get("sha256").asString()).isEqualTo(sha256(log));
        assertThat(received.get(0).get("file").get("sizeBytes").asInt()).isEqualTo(5_000);
        assertThat(received.get(1).get("file").has("fileName")).isFalse();
        HttpResponse<byte[]> download =
                get("/diagnostics/" + received.get(0).get("file").get("fileId").asString());
        assertThat(download.statusCode()).isEqualTo(200);
        assertThat(download.body()).isEqualTo(log);
        assertThat(download.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment")
                .doesNotContain("log (1)");
    }

    /** As charge points put the name behind the directory: with a slash of their own, or without. */
    @ParameterizedTest
    @ValueSource(strings = {"", "/", "//log.zip", "/log.zip", "/a/b/log.zip"})
    void the_name_may_follow_in_any_way(String suffix) {
        String job = job();
        assertThat(put(upload(job) + suffix, bytes(10)).statusCode()).isEqualTo(200);
        received(job, 1);
    }

    @Test
    @Tag("G13")
    void files_in_a_form_are_kept_and_its_other_fields_are_not() {
        String job = job();
        byte[] log = bytes(LIMIT);
        String boundary = "----boundary";
        byte[] form = join(
                "--" + boundary + "\r\nContent-Disposition: form-data; name=\"comment\"\r\n\r\nhello\r\n",
                "--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../etc/passwd\"\r\n"
                        + "Content-Type: application/zip\r\n\r\n",
                log,
                "\r\n--" + boundary + "--\r\n");
        assertThat(form(job, boundary, form).statusCode()).isEqualTo(200);
        JsonNode file = received(job, 1).getFirst().get("file");
        assertThat(file.get("sha256").asString()).isEqualTo(sha256(log));
        assertThat(file.get("fileName").asString()).as("only to be shown").contains("passwd");
        assertThat(get("/diagnostics/" + file.get("fileId").asString()).body()).isEqualTo(log);
    }

    @Test
    void a_form_without_a_file_or_with_too_large_a_one_is_refused() {
        String job = job();
        byte[] empty = join("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nhello\r\n--b--\r\n");
        assertThat(form(job, "b", empty).statusCode()).isEqualTo(400);
        byte[] large = join(
                "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n",
                bytes(LIMIT + 1),
                "\r\n--b--\r\n");
        assertThat(form(job, "b", large).statusCode()).isEqualTo(413);
        assertThat(form(job, "b", join("no form at all")).statusCode()).isEqualTo(400);
    }

    @Test
    @Tag("G13")
    void what_is_sent_twice_is_kept_once_and_what_is_too_large_not_at_all() {
        String job = job();
        long before = filesOnDisk();
        byte[] log = bytes(100);
        assertThat(put(upload(job), log).statusCode()).isEqualTo(200);
        assertThat(put(upload(job), log).statusCode()).isEqualTo(200);
        assertThat(put(upload(job), bytes(LIMIT + 1)).statusCode()).isEqualTo(413);
        assertThat(Http.send(request(upload(job)).PUT(withoutLength(bytes(LIMIT + 1))))
                        .statusCode())
                .isEqualTo(413);
        assertThat(put(upload(job), new byte[0]).statusCode()).isEqualTo(400);
        assertThat(Http.send(request(upload(job))
                                .header("Content-Range", "bytes 0-9/100")
                                .PUT(BodyPublishers.ofByteArray(bytes(10))))
                        .statusCode())
                .isEqualTo(400);
        assertThat(filesOnDisk()).isEqualTo(before + 1);
        received(job, 1);
    }

    @Test
    @Tag("G13")
    void there_is_an_end_to_the_files_of_one_job() {
        String job = job();
        for (int i = 1; i <= 10; i++) {
            assertThat(put(upload(job), bytes(i)).statusCode()).isEqualTo(200);
        }
        long before = filesOnDisk();
        assertThat(put(upload(job), bytes(11)).statusCode()).isEqualTo(409);
        assertThat(put(upload(job), bytes(10)).statusCode())
                .as("one that is there, sent again")
                .isEqualTo(200);
        assertThat(filesOnDisk()).isEqualTo(before);
    }

    @Test
    void what_would_be_one_file_too_many_is_not_even_read() throws IOException {
        String job = job();
        for (int i = 1; i <= 10; i++) {
            assertThat(put(upload(job), bytes(i)).statusCode()).isEqualTo(200);
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                db.sql("select count(*) from diagnostics_file where diagnostics_upload_id = :job")
                                        .param("job", job)
                                        .query(Integer.class)
                                        .single())
                        .isEqualTo(10));

        try (Upload endless = new Upload(job)) {
            assertThat(endless.status()).isEqualTo(409);
        }
    }

    @Test
    void one_job_has_two_uploads_at_once() throws IOException {
        String job = job();
        long before = filesOnDisk();
        try (Upload first = new Upload(job);
                Upload second = new Upload(job)) {
            Awaitility.await().untilAsserted(() -> assertThat(filesOnDisk()).isEqualTo(before + 2));
            try (Upload third = new Upload(job)) {
                assertThat(third.status()).isEqualTo(429);
            }
            assertThat(put(upload(job()), bytes(10)).statusCode())
                    .as("that of another job")
                    .isEqualTo(200);

            first.end();

            assertThat(first.status()).isEqualTo(200);
            assertThat(put(upload(job), bytes(10)).statusCode()).isEqualTo(200);
            second.end();
            assertThat(second.status()).isEqualTo(200);
        }
    }

    /** One that goes on until it is ended. */
    private final class Upload implements AutoCloseable {

        private final Socket socket = new Socket("127.0.0.1", port);

        Upload(String job) throws IOException {
            send("PUT " + upload(job) + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nmore\r\n");
            socket.setSoTimeout(20_000);
        }

        void end() throws IOException {
            send("0\r\n\r\n");
        }

        private void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        int status() throws IOException {
            byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return Integer.parseInt(new String(start, StandardCharsets.US_ASCII).split(" ")[1]);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void nothing_is_left_for_a_job_that_never_was_or_too_late() {
        long before = filesOnDisk();
        assertThat(put(upload("no-such-job"), bytes(10)).statusCode()).isEqualTo(404);
        String job = job();
        assertThat(put(paths.path(FileKind.DIAGNOSTICS, job, Instant.now().minusSeconds(1)), bytes(10))
                        .statusCode())
                .isEqualTo(410);
        assertThat(put(paths.path(FileKind.FIRMWARE, job, Instant.now().plusSeconds(60)), bytes(10))
                        .statusCode())
                .isEqualTo(404);
        assertThat(get(upload(job)).statusCode()).as("only to be written").isEqualTo(404);
        assertThat(filesOnDisk()).isEqualTo(before);
    }

    private String job() {
        OperationId id = OperationId.random();
        Instant now = Instant.now();
        commands.sendAndWait(new RequestOperation(
                CP,
                id,
                new GetDiagnostics(FileLocation.ofDiagnostics(id.value()), null, null, null, null),
                Delivery.UNTIL_DEADLINE,
                now.plusSeconds(600),
                true,
                null,
                null,
                now));
        return id.value();
    }

    private List<JsonNode> received(String job, int expected) {
        List<JsonNode> events =
                db.sql("""
                    select payload from domain_event
                    where payload_type = 'DiagnosticsFileReceived' and aggregate_identifier = :job order by sequence_number
                    """).param("job", "diagnostics-upload-" + job).query(String.class).list().stream()
                        .map(JsonMapper.shared()::readTree)
                        .toList();
        assertThat(events).hasSize(expected);
        return events;
    }

    private String upload(String job) {
        return paths.path(FileKind.DIAGNOSTICS, job, Instant.now().plusSeconds(600));
    }

    private String firmware(JsonNode uploaded) {
        return paths.path(
                FileKind.FIRMWARE,
                uploaded.get("imageId").asString(),
                Instant.now().plusSeconds(600));
    }

    private JsonNode upload(String name, byte[] image) {
        HttpResponse<byte[]> response = put("/firmware/" + name.replace(" ", "%20"), image);
        assertThat(response.statusCode()).isEqualTo(201);
        return JsonMapper.shared().readTree(response.body());
    }

    private HttpResponse<byte[]> form(String job, String boundary, byte[] form) {
        return Http.send(request(upload(job))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(form)));
    }

    private HttpResponse<byte[]> get(String path) {
        return Http.send(request(path).GET());
    }

    private HttpResponse<byte[]> put(String path, byte[] body) {
        return Http.send(request(path).PUT(BodyPublishers.ofByteArray(body)));
    }

    private static BodyPublisher withoutLength(byte[] body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        // charge points have no token, and need none
        return path.startsWith("/files/") ? request : request.header("Authorization", TestToken.BEARER);
    }

    /** Paths as they are, which no client library would send. */
    private int rawStatus(String method, String path) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write((method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
                                    + TestToken.BEARER + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return Integer.parseInt(answer.split(" ")[1]);
        }
    }

    private static long filesOnDisk() {
        try (Stream<Path> all = Files.walk(DIRECTORY)) {
            return all.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 256 + length);
        }
        return bytes;
    }

    private static byte[] join(Object... parts) {
        List<byte[]> all = new ArrayList<>();
        for (Object part : parts) {
            all.add(part instanceof byte[] bytes ? bytes : part.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
        byte[] joined = new byte[all.stream().mapToInt(it -> it.length).sum()];
        int at = 0;
        for (byte[] part : all) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
