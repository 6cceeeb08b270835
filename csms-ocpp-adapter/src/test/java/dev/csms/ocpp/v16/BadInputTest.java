package dev.csms.ocpp.v16;

import static dev.csms.domain.chargepoint.MessagePolicy.LENIENT;
import static dev.csms.domain.chargepoint.MessagePolicy.STRICT;
import static dev.csms.domain.chargepoint.RegistrationStatus.ACCEPTED;
import static dev.csms.domain.chargepoint.RegistrationStatus.PENDING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.csms.domain.anomaly.AnomalyEvent.AnomalyDetected;
import dev.csms.domain.anomaly.AnomalyKind;
import dev.csms.domain.chargepoint.ChargePointEvent.DataTransferReceived;
import dev.csms.domain.chargepoint.ChargePointEvent.SessionClosed;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.idtag.AuthorizationEvent.AuthorizationAttempted;
import dev.csms.ocpp.rpc.CallOutcome;
import dev.csms.ocpp.websocket.OcppServerSettings.MissingSubprotocol;
import dev.csms.ocpp.websocket.RawWebSocket;
import dev.csms.ocpp.websocket.RawWebSocket.Response;
import dev.csms.ocpp.websocket.Settings;
import io.micrometer.core.instrument.Counter;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every bad input has one right reaction. A row says what is sent, byte by byte over a real socket, how it is answered,
 * and what it leaves behind: security events, counted deviations, a message in quarantine. What a row does not name must
 * not happen, and a session that is not closed must still be of use.
 *
 * <p>The ids are those of the list of bad inputs. What speaks of credentials and certificates, of what messages mean and
 * of operators stands where those are tested, under the id of its row as a tag; that none is missing is looked after by
 * the build.
 *
 * <p>In rows, apostrophes are quotation marks, {@code ‘} is an apostrophe, {@code ~} a backslash, {@code <21>} 21
 * characters.
 */
class BadInputTest {

    private static final String BOOT =
            "[2,\"boot\",\"BootNotification\",{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}]";
    private static final String PROBE = "[2,\"probe\",\"Heartbeat\",{}]";
    private static final int FIN_TEXT = RawWebSocket.FIN | RawWebSocket.TEXT;
    private static final int CONTINUATION = 0;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static CentralSystem shared;

    private Traces before;

    @BeforeAll
    static void start() {
        shared = new CentralSystem(Duration.ZERO, s -> s.refusalsPerMinute = 0);
    }

    @AfterAll
    static void stop() {
        shared.close();
    }

    @BeforeEach
    void look() {
        before = Traces.of(shared);
    }

    // ---- rows

    private static final String HANDSHAKES = """
        H1  | GET /ocpp/STRANGER HTTP/1.1       |                                | 404 | UnknownIdentity
        H1  | GET /ocpp/STRANGER HTTP/1.1       | Sec-WebSocket-Protocol: other  | 404 | UnknownIdentity
        H2  | GET /ocpp HTTP/1.1                |                                | 400 |
        H2  | GET /ocpp/ HTTP/1.1               |                                | 400 |
        H2  | GET /ocpp// HTTP/1.1              |                                | 400 |
        H2  | GET /ocpp/.. HTTP/1.1             |                                | 400 |
        H2  | GET /ocpp/%2e%2e HTTP/1.1         |                                | 400 |
        H2  | GET /ocpp/../CP-1 HTTP/1.1        |                                | 400 |
        H2  | GET /ocpp/%20 HTTP/1.1            |                                | 400 |
        H2  | GET /ocpp/a%0d%0ab HTTP/1.1       |                                | 400 |
        H2  | GET /ocpp/a%00 HTTP/1.1           |                                | 400 |
        H2  | GET /ocpp/%C2%85 HTTP/1.1         |                                | 400 |
        H2  | GET /ocpp/%zz HTTP/1.1            |                                | 400 |
        H2  | GET /ocpp/%4 HTTP/1.1             |                                | 400 |
        H2  | GET /ocpp/%ff HTTP/1.1            |                                | 400 |
        H2  | GET /ocpp/%ed%a0%80 HTTP/1.1      |                                | 400 |
        H2  | GET /ocpp/<49> HTTP/1.1           |                                | 400 |
        H3  | GET /ocpp/<1019> HTTP/1.1         |                                | 414 |
        H3  | GET /ocpp/<100000> HTTP/1.1       |                                | 414 |
        H3  | GET /ocpp/CP-1 HTTP/1.1           | X-Long: <9000>                 | 431 |
        H3  | GET /ocpp/CP-1 HTTP/1.1           | Content-Length: 5              | 400 |
        H3  | GET /ocpp/CP-1 HTTP/1.1           | Content-Length: 0, 5           | 400 |
        H3  | GET /ocpp/CP-1 HTTP/1.1           | Content-Length: x              | 400 |
        H3  | GET /ocpp/CP-1 HTTP/1.1           | Transfer-Encoding: chunked     | 400 |
        H3  | GET /ocpp/CP-1 HTTP/1.1           | Transfer-Encoding: , chunked   | 400 |
        H3  | GET /ocpp/CP-1 HTTP/1.1           | Host: one;Host: two            | 400 |
        H3  | GET /ocpp/CP-1 HTTP/1.1           | Host : one                     | 400 |
        H3  | GET /ocpp/RDAM 123 HTTP/1.1       |                                | 400 |
        H3  | PRI * HTTP/2.0                    |                                | 400 |
        H3  | nonsense                          |                                | 400 |
        H4  | GET /ocpp/CP-1 HTTP/1.1           | Sec-WebSocket-Version: 12      | 426 |
        H4  | GET /ocpp/CP-1 HTTP/1.1           | Sec-WebSocket-Version:         | 426 |
        H4  | GET /ocpp/CP-1 HTTP/1.1           | Upgrade:                       | 400 |
        H4  | GET /ocpp/CP-1 HTTP/1.1           | Connection:                    | 400 |
        H4  | GET /ocpp/CP-1 HTTP/1.1           | Connection: keep-alive         | 400 |
        H4  | GET /ocpp/CP-1 HTTP/1.1           | Sec-WebSocket-Key:             | 400 |
        H4  | GET /ocpp/CP-1 HTTP/1.1           | Sec-WebSocket-Key: c2hvcnQ=    | 400 |
        H4  | POST /ocpp/CP-1 HTTP/1.1          |                                | 405 |
        H4  | CONNECT /ocpp/CP-1 HTTP/1.1       |                                | 405 |
        H4  | GET /ocpp/CP-1 HTTP/1.0           |                                | 400 |
        H5  | GET /ocpp/CP-1 HTTP/1.1           | Origin: https://evil.example   | 403 |
        H5  | GET /ocpp/KNOWN HTTP/1.1          | Origin: https://evil.example   | 403 |
        H5  | GET /ocpp/KNOWN HTTP/1.1          | Origin: null                   | 403 | Authentication
        H5  | GET /ocpp/KNOWN HTTP/1.1          | Origin: file://                | 101 |
        H9  | GET /ocpp/KNOWN HTTP/1.1          | Sec-WebSocket-Protocol:        | 400 |
        H9  | GET /ocpp/KNOWN HTTP/1.1          | Sec-WebSocket-Protocol: ocpp2.0.1 | 400 |
        H9  | GET /ocpp/KNOWN HTTP/1.1          | Sec-WebSocket-Protocol: OCPP1.6 | 400 |
        H10 | GET /ocpp/KNOWN HTTP/1.1          | Sec-WebSocket-Protocol: ocpp0.1, ocpp1.6 | 101 |
        H10 | GET /ocpp/KNOWN HTTP/1.1          | Sec-WebSocket-Protocol: ocpp0.1;Sec-WebSocket-Protocol: ocpp1.6 | 101 |
        H11 | GET /ocpp/KNOWN HTTP/1.1          | Sec-WebSocket-Extensions: permessage-deflate | 101 |
        H11 | GET /ocpp/KNOWN HTTP/1.1          | Sec-WebSocket-Extensions: ???; x=" | 101 |
        """;

    private static final String FRAMES = """
        F1 | 81 05 68 65 6c 6c 6f                      | 1002 |           | not masked
        F1 | c1 80 00 00 00 00                         | 1002 |           | RSV1
        F1 | a1 80 00 00 00 00                         | 1002 |           | RSV2
        F1 | 91 80 00 00 00 00                         | 1002 |           | RSV3
        F1 | 83 80 00 00 00 00                         | 1002 |           | reserved data opcode
        F1 | 8b 80 00 00 00 00                         | 1002 |           | reserved control opcode
        F1 | 09 80 00 00 00 00                         | 1002 |           | fragmented ping
        F1 | 89 fe 00 7e 00 00 00 00                   | 1002 |           | ping of 126 bytes
        F2 | 80 80 00 00 00 00                         | 1002 |           | continuation of nothing
        F2 | 01 80 00 00 00 00 81 80 00 00 00 00       | 1002 |           | message inside a message
        F3 | 81 ff 80 00 00 00 00 00 00 01 00 00 00 00 | 1002 |           | length with the top bit set
        F3 | 88 81 00 00 00 00 03                      | 1002 |           | close with one byte
        F3 | 88 82 00 00 00 00 03 e7                   | 1002 |           | close 999
        F3 | 88 82 00 00 00 00 03 ed                   | 1002 |           | close 1005
        F3 | 88 82 00 00 00 00 07 d0                   | 1002 |           | close 2000
        F4 | 81 82 00 00 00 00 c3 28                   | 1007 |           | no continuation byte
        F4 | 81 81 00 00 00 00 c3                      | 1007 |           | cut off
        F4 | 81 81 00 00 00 00 ff                      | 1007 |           | no byte of UTF-8
        F4 | 81 82 00 00 00 00 c0 af                   | 1007 |           | overlong
        F4 | 81 83 00 00 00 00 ed a0 80                | 1007 |           | half a surrogate pair
        F4 | 81 84 00 00 00 00 f4 90 80 80             | 1007 |           | beyond Unicode
        F4 | 81 85 00 00 00 00 f8 88 80 80 80          | 1007 |           | five bytes
        F4 | 01 81 00 00 00 00 c3 80 81 00 00 00 00 28 | 1007 |           | split between frames
        F5 | 82 80 00 00 00 00                         | 1003 |           | binary
        F6 | 81 ff 00 00 00 00 00 10 00 01 00 00 00 00 | 1009 | Oversized | 1 MiB and a byte, promised
        F6 | 81 ff 40 00 00 00 00 00 00 00 00 00 00 00 | 1009 | Oversized | 2^62 bytes, promised
        """;

    private static final String MESSAGES = """
        # sent | beginning of the answer | what it leaves
        F8  | ""  | nothing |
        F8  | " " | nothing |
        J1  | hello                             | nothing | Malformed
        J1  | [2,'x','Heartbeat',{}             | nothing | Malformed
        J1  | [2,'x','Heartbeat',{]             | nothing | Malformed
        J1  | [2,'x','StopTransaction',{'transactionId':1 | nothing | Malformed quarantine
        J1  | [2,'x','MeterValues',{'connectorId':1,'transactionId':,'meterValue':[]}] | nothing | Malformed quarantine
        J1  | {'a':1}                           | nothing | Malformed
        J1  | null                              | nothing | Malformed
        J1  | []                                | nothing | Malformed
        J1  | [2]                               | nothing | Malformed
        J1  | [2,null,'Heartbeat',{}]           | nothing | Malformed
        J1  | [2,{},'Heartbeat',{}]             | nothing | Malformed
        J1  | [~u00002,'x','Heartbeat',{}]      | nothing | Malformed
        J2  | [2,'x']                           | [4,'x','FormationViolation', |
        J2  | [2,'x',5,{}]                      | [4,'x','FormationViolation', |
        J2  | [2,'x',null,{}]                   | [4,'x','FormationViolation', |
        J2  | [2,'x',{'action':'Heartbeat'},{}] | [4,'x','FormationViolation', |
        J2  | [2,'x','Heartbeat']               | [3,'x', | missing_payload
        J2  | [2,'x','Heartbeat',{},'more',[1]] | [3,'x', | extra_elements
        J3  | [2,'<36>','Heartbeat',{}]         | [3,'<36>', |
        J3  | [2,'<37>','Heartbeat',{}]         | [3,'<37>', | long_message_id
        J3  | [2,'<5000>','Heartbeat',{}]       | [3,'<5000>', | long_message_id
        J3  | [2,12345,'Heartbeat',{}]          | [3,12345, | numeric_message_id
        J3  | [2,-1.50e3,'Heartbeat',{}]        | [3,-1.50e3, | numeric_message_id
        J3  | [2,'','Heartbeat',{}]             | [3,'', |
        J3  | [2,'é','Heartbeat',{}]            | [3,'é', |
        J3  | [2,'a~u0041~'','Heartbeat',{}]    | [3,'a~u0041~'', |
        J3  | [2,'~ud800','Heartbeat',{}]       | [3,'~ud800', | unprintable_message_id
        J4  | [1,'x',{}]                        | nothing | ignored
        J4  | [5,'x']                           | nothing | ignored
        J4  | ['2','x','Heartbeat',{}]          | nothing | ignored
        J4  | [true]                            | nothing | ignored
        J4  | [2.5,'x']                         | nothing | ignored
        J4  | [99999999999]                     | nothing | ignored
        J5  | [2,'x','Frobnicate',{}]           | [4,'x','NotImplemented','‘Frobnicate‘ |
        J5  | [2,'x','heartbeat',{}]            | [4,'x','NotImplemented', |
        J5  | [2,'x','Heartbeat.req',{}]        | [4,'x','NotImplemented', |
        J5  | [2,'x','',{}]                     | [4,'x','NotImplemented', |
        J6  | [2,'x','Reset',{'type':'Hard'}]   | [4,'x','NotSupported', |
        J6  | [2,'x','RemoteStartTransaction',{'idTag':'A'}] | [4,'x','NotSupported', |
        J6  | [2,'x','TriggerMessage',{}]       | [4,'x','NotSupported', |
        J6  | [2,'x','CertificateSigned',{}]    | [4,'x','NotSupported', |
        J7  | [2,'x','Heartbeat',null]          | [3,'x', |
        J7  | [2,'x','Heartbeat',[]]            | [4,'x','FormationViolation', |
        J7  | [2,'x','Heartbeat','']            | [4,'x','FormationViolation', |
        J7  | [2,'x','Heartbeat',7]             | [4,'x','FormationViolation', |
        J7  | [2,'x','StopTransaction',7]       | [4,'x','FormationViolation', | quarantine
        J7  | [2,'x','MeterValues',[{}]]        | [4,'x','FormationViolation', | quarantine
        J8  | [2,'x','Heartbeat',{'a':1}]       | [4,'x','FormationViolation', |
        J8  | [2,'x','Authorize',{'idTag':'A','connectorId':1}] | [4,'x','FormationViolation', |
        J8  | [2,'x','MeterValues',{'connectorId':1,'meterValue':[{'timestamp':'2026-11-24T10:00:00Z','sampledValue':[{'value':'1','x':1}]}]}] | [3,'x',{}] | unknown_member
        J9  | [2,'x','Authorize',{}]            | [4,'x','OccurenceConstraintViolation', |
        J9  | [2,'x','StatusNotification',{'connectorId':1,'status':'Available'}] | [4,'x','OccurenceConstraintViolation', |
        J9  | [2,'x','StartTransaction',{'connectorId':1}] | [4,'x','OccurenceConstraintViolation', | quarantine
        J9  | [2,'x','MeterValues',{'connectorId':1,'meterValue':[]}] | [3,'x',{}] | empty_array
        J10 | [2,'x','Authorize',{'idTag':7}]   | [4,'x','TypeConstraintViolation', |
        J10 | [2,'x','Authorize',{'idTag':null}] | [4,'x','TypeConstraintViolation', |
        J10 | [2,'x','Authorize',{'idTag':'<21>'}] | [4,'x','TypeConstraintViolation', |
        J10 | [2,'x','StatusNotification',{'connectorId':'1','errorCode':'NoError','status':'Available'}] | [4,'x','TypeConstraintViolation', |
        J10 | [2,'x','StartTransaction',{'connectorId':'1','idTag':'A','meterStart':0,'timestamp':'2026-11-24T10:00:00Z'}] | [3,'x',{'transactionId': | text_for_number
        J10 | [2,'x','StartTransaction',{'connectorId':1,'idTag':'<21>','meterStart':0,'timestamp':'2026-11-24T10:00:00Z'}] | [3,'x',{'transactionId': | text_too_long
        J11 | [2,'x','StatusNotification',{'connectorId':1,'errorCode':'NoError','status':'Occupied'}] | [4,'x','PropertyConstraintViolation', |
        J11 | [2,'x','StatusNotification',{'connectorId':-1,'errorCode':'NoError','status':'Available'}] | [4,'x','PropertyConstraintViolation', |
        J11 | [2,'x','StopTransaction',{'transactionId':1,'meterStop':1,'timestamp':'2026-11-24T10:00:00Z','reason':'Whim'}] | [3,'x',{}] | unknown_value
        J12 | [2,'x','Authorize',{'idTag':'A','idTag':'B'}] | [4,'x','FormationViolation', |
        J13 | [2,'x','Authorize',{'idTag':[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}] | [4,'x','FormationViolation', |
        J13 | [2,'x','StopTransaction',{'a':[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}] | [4,'x','FormationViolation', | quarantine
        J14 | [2,'x','StatusNotification',{'connectorId':1e999,'errorCode':'NoError','status':'Available'}] | [4,'x','TypeConstraintViolation', |
        J14 | [2,'x','StatusNotification',{'connectorId':1e999999999,'errorCode':'NoError','status':'Available'}] | [4,'x','TypeConstraintViolation', |
        J14 | [2,'x','StatusNotification',{'connectorId':1.0,'errorCode':'NoError','status':'Available'}] | [3,'x',{}] |
        J15 | [2,'x','Heartbeat',{'a':NaN}]     | nothing | Malformed
        J15 | [2,'x','Heartbeat',{}] // comment | nothing | Malformed
        J15 | [2,‘x‘,‘Heartbeat‘,{}]            | nothing | Malformed
        J15 | \uFEFF[2,'x','Heartbeat',{}]      | nothing | Malformed
        J15 | [2,'x','Heartbeat',{}][2,'y','Heartbeat',{}] | nothing | Malformed
        J16 | [2,'x','Authorize',{'idTag':'A~u0000'}] | [4,'x','PropertyConstraintViolation', |
        J16 | [2,'x','Authorize',{'idTag':'A~ud800'}] | [4,'x','PropertyConstraintViolation', |
        J16 | [2,'x','Authorize',{'idTag':'A~u0085'}] | [4,'x','PropertyConstraintViolation', |
        J16 | [2,'x','Authorize',{'idTag':'A~n'}]     | [4,'x','PropertyConstraintViolation', |
        J16 | [2,'x','StartTransaction',{'connectorId':1,'idTag':'A~u0000','meterStart':0,'timestamp':'2026-11-24T10:00:00Z'}] | [3,'x',{'transactionId': | control_character
        J20 | [3,'nobody',{}]                   | nothing | unmatched
        J20 | [4,'nobody','GenericError','',{}] | nothing | unmatched
        J20 | [4,'nobody','Whatever']           | nothing | unmatched
        """;

    private static final String LENIENTLY = """
        J8  | [2,'x','Heartbeat',{'a':1}]       | [3,'x', | unknown_member
        J8  | [2,'x','Authorize',{'idTag':'A','connectorId':1}] | [3,'x',{'idTagInfo':{'status':'Invalid'}}] | unknown_member
        J10 | [2,'x','Authorize',{'idTag':7}]   | [3,'x',{'idTagInfo':{'status':'Invalid'}}] | number_for_text
        J11 | [2,'x','StatusNotification',{'connectorId':-1,'errorCode':'NoError','status':'Available'}] | [3,'x',{}] | out_of_range
        J16 | [2,'x','Authorize',{'idTag':'A~u0000'}] | [3,'x',{'idTagInfo':{'status':'Invalid'}}] | control_character
        J12 | [2,'x','Authorize',{'idTag':'A','idTag':'B'}] | [3,'x', | duplicate_member
        """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = HANDSHAKES)
    void handshakes(String id, String requestLine, @Nullable String headers, int status, @Nullable String leaves) {
        String known = "CP-" + NUMBER.incrementAndGet();
        shared.register(known, ACCEPTED, STRICT);
        String[] lines = headers == null ? new String[0] : filled(headers).split(";(?=[A-Z])");
        try (RawWebSocket client = RawWebSocket.connect(shared.port())) {
            Response response = client.send(filled(requestLine.replace("KNOWN", known)), lines);

            assertThat(response.status()).as("%s: %s", id, response).isEqualTo(status);
            assertThat(response.header("Sec-WebSocket-Extensions")).isEmpty();
            assertThat(response.header("Sec-WebSocket-Protocol"))
                    .isEqualTo(status == 101 ? List.of("ocpp1.6") : List.of());
            if (status != 101) {
                assertThat(client.isEnd()).isTrue();
            }
        }
        assertLeaves(leaves);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = FRAMES)
    void frames(String id, String bytes, int closeCode, @Nullable String leaves, String what) {
        try (RawWebSocket client = accepted(shared, STRICT)) {
            client.writeHex(bytes);

            assertThat(client.readClose().closeCode()).as("%s: %s", id, what).isEqualTo(closeCode);
            assertThat(client.isEnd()).isTrue();
        }
        assertLeaves(leaves);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = MESSAGES)
    void messages(String id, String sent, String answer, @Nullable String leaves) {
        say(id, sent, answer, leaves, STRICT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = LENIENTLY)
    void messages_of_charge_points_that_much_is_forgiven(
            String id, String sent, String answer, @Nullable String leaves) {
        say(id, sent, answer, leaves, LENIENT);
    }

    private void say(String id, String sent, String answer, @Nullable String leaves, MessagePolicy policy) {
        try (RawWebSocket client = accepted(shared, policy)) {
            client.text(json(sent));
            if (!answer.equals("nothing")) {
                assertThat(client.readText()).as("%s: %s", id, sent).startsWith(json(answer));
            }
            assertThat(client.text(PROBE).readText()).as("%s: %s", id, sent).startsWith("[3,\"probe\",");
        }
        assertLeaves(leaves);
    }

    private static String filled(String text) {
        return Payloads.json(text);
    }

    private static String json(String text) {
        return Payloads.json(text).replace('‘', '\'');
    }

    // ---- rows that take more than one message

    @Test
    @Tag("H1")
    void an_unknown_identity_is_like_a_wrong_key_where_identities_are_hidden() {
        try (CentralSystem hiding =
                new CentralSystem(Optional.empty(), new DoorRules(false, true, false, Duration.ZERO, null))) {
            Response response = status(hiding, "STRANGER");

            assertThat(response.status()).isEqualTo(401);
            assertThat(response.header("WWW-Authenticate")).hasSize(1);
            assertThat(response.body()).doesNotContain("STRANGER");
            assertThat(hiding.securityEvents("UnknownIdentity")).isOne();
        }
    }

    @Test
    @Tag("H9")
    void a_foreign_subprotocol_may_be_met_to_the_letter_of_ocpp_j() {
        try (CentralSystem literal = with(s -> s.missingSubprotocol = MissingSubprotocol.HANDSHAKE_CLOSE);
                RawWebSocket client = RawWebSocket.connect(literal.port())) {
            literal.register("CP-1", ACCEPTED, STRICT);

            Response response = client.request("/ocpp/CP-1", "Sec-WebSocket-Protocol: ocpp2.0.1");

            assertThat(response.status()).isEqualTo(101);
            assertThat(response.header("Sec-WebSocket-Protocol")).isEmpty();
            assertThat(client.read().closeCode()).isEqualTo(1002);
        }
    }

    @Test
    @Tag("H12")
    void a_second_session_closes_the_first_and_nobody_knows_what_came_of_its_calls() {
        try (RawWebSocket first = accepted(shared, STRICT)) {
            String identity = "CP-" + NUMBER.get();
            CompletionStage<CallOutcome> call = shared.sessions
                    .find(new ChargePointId(identity))
                    .orElseThrow()
                    .call("Reset", "{\"type\":\"Soft\"}".getBytes(UTF_8), Duration.ofSeconds(30));
            first.readText();
            try (RawWebSocket second = RawWebSocket.open(shared.port(), identity)) {
                assertThat(first.readClose().closeCode()).isEqualTo(1008);
                assertThat(call.toCompletableFuture().join()).isEqualTo(new CallOutcome.ConnectionLost());
                assertThat(second.text(PROBE).readText()).startsWith("[3,");
            }
        }
        assertLeaves("SessionSuperseded");
    }

    @Test
    @Tag("H13")
    void whoever_takes_its_own_place_more_than_five_times_has_to_wait() {
        List<RawWebSocket> clients = new ArrayList<>();
        try (CentralSystem flapping = with(s -> s.flappingDelay = Duration.ofMillis(400))) {
            flapping.register("CP-1", ACCEPTED, STRICT);
            for (int i = 0; i < 6; i++) {
                clients.add(RawWebSocket.open(flapping.port(), "CP-1"));
            }
            long start = System.nanoTime(); // it is the next before the last from which the last is kept apart
            clients.add(RawWebSocket.open(flapping.port(), "CP-1"));
            clients.add(RawWebSocket.open(flapping.port(), "CP-1"));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(350));
            assertThat(flapping.securityEvents("SessionFlapping")).isPositive();
            clients.forEach(RawWebSocket::close);
        }
    }

    @Test
    @Tag("H14")
    void whoever_was_refused_too_often_is_turned_away_unless_it_is_known_to_be_right() {
        try (CentralSystem strict = with(s -> s.refusalsPerMinute = 2)) {
            strict.register("CP-1", ACCEPTED, STRICT);
            RawWebSocket.open(strict.port(), "CP-1").close();
            assertThat(status(strict, "STRANGER").status()).isEqualTo(404);
            assertThat(status(strict, "STRANGER").status()).isEqualTo(404);

            Response turnedAway = status(strict, "STRANGER");

            assertThat(turnedAway.status()).isEqualTo(429);
            assertThat(turnedAway.header("Retry-After")).hasSize(1);
            assertThat(status(strict, "CP-1").status()).isEqualTo(101);
            assertThat(answered(strict, 404)).isEqualTo(2);
            assertThat(answered(strict, 429)).isOne();
        }
    }

    @Test
    @Tag("H14")
    void more_handshakes_than_are_looked_at_are_asked_to_come_later() {
        try (CentralSystem busy = with(s -> s.handshakesPerSecond = 1)) {
            List<Response> responses = IntStream.range(0, 20)
                    .mapToObj(_ -> status(busy, "STRANGER"))
                    .filter(response -> response.status() == 503)
                    .toList();

            assertThat(responses)
                    .isNotEmpty()
                    .allSatisfy(response ->
                            assertThat(response.header("Retry-After")).hasSize(1));
            assertThat(busy.securityEvents("HandshakeFlood")).isPositive();
        }
    }

    @Test
    @Tag("H14")
    void more_unfinished_handshakes_than_one_site_has_are_closed_at_once_and_the_next_in_time_is_let_in() {
        List<RawWebSocket> drips = new ArrayList<>();
        try (CentralSystem crowded = with(s -> {
            s.arrivalsPerSource = 3;
            s.handshakeTime = Duration.ofMillis(2_500); // in which all four have to come
        })) {
            crowded.register("CP-1", ACCEPTED, STRICT);
            for (int i = 0; i < 4; i++) {
                drips.add(RawWebSocket.connect(crowded.port()).write("GET /ocpp/CP-1 HT"));
            }

            assertThat(drips.getLast().isEnd()).isTrue();
            assertThat(crowded.securityEvents("HandshakeFlood")).isOne();
            await().untilAsserted(() ->
                    assertThat(crowded.securityEvents("HandshakeTimeout")).isEqualTo(3));
            await().untilAsserted(() -> assertThat(crowded.metrics
                            .get("ocpp.handshakes.unfinished")
                            .gauge()
                            .value())
                    .isZero());
            RawWebSocket.open(crowded.port(), "CP-1").close();
            assertThat(crowded.metrics
                            .counter("ocpp.handshakes", "status", "crowded")
                            .count())
                    .isOne();
            assertThat(crowded.metrics
                            .counter("ocpp.handshakes", "status", "400")
                            .count())
                    .as("half a request is not one that was refused")
                    .isZero();
        } finally {
            drips.forEach(RawWebSocket::close);
        }
    }

    @Test
    @Tag("F6")
    void fragments_that_add_up_to_more_than_1_mib() {
        try (RawWebSocket client = accepted(shared, STRICT)) {
            client.frame(RawWebSocket.TEXT, new byte[1 << 19]);
            client.frame(CONTINUATION, new byte[1 << 19]);
            client.frame(CONTINUATION, new byte[1]);

            assertThat(client.readClose().closeCode()).isEqualTo(1009);
        }
        assertLeaves("Oversized");
    }

    @Test
    @Tag("F7")
    void more_fragments_than_1024() {
        try (RawWebSocket client = accepted(shared, STRICT)) {
            client.frame(RawWebSocket.TEXT, new byte[0]);
            for (int i = 0; i < 1_024; i++) {
                client.frame(CONTINUATION, new byte[0]);
            }

            assertThat(client.readClose().closeCode()).isEqualTo(1008);
        }
        assertLeaves("");
    }

    @Test
    @Tag("F7")
    void a_message_that_does_not_come_to_its_end_in_time() {
        try (CentralSystem impatient = with(s -> s.messageTime = Duration.ofMillis(200));
                RawWebSocket promising = accepted(impatient, STRICT);
                RawWebSocket pausing = accepted(impatient, STRICT)) {
            promising.write(RawWebSocket.header(FIN_TEXT, 1_000)).write("[2,");
            pausing.frame(RawWebSocket.TEXT, "[2,".getBytes(UTF_8));

            assertThat(promising.readClose().closeCode()).isEqualTo(1008);
            assertThat(pausing.readClose().closeCode()).isEqualTo(1008);
        }
    }

    @Test
    @Tag("F9")
    void more_messages_than_allowed_wait_and_none_is_lost() {
        try (CentralSystem limiting = with(s -> s.messagesPerSecond = 5);
                RawWebSocket flooder = accepted(limiting, STRICT)) {
            long start = System.nanoTime();
            for (int i = 0; i < 37; i++) {
                flooder.text("[2,\"" + i + "\",\"Heartbeat\",{}]");
            }
            for (int i = 0; i < 37; i++) {
                assertThat(flooder.readText()).startsWith("[3,\"" + i + "\"");
            }

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
            assertThat(limiting.securityEvents("Flood")).isZero();
            assertThat(limiting.metrics
                            .counter("ocpp.reading.paused", "reason", "rate")
                            .count())
                    .isPositive();
        }
    }

    @Test
    @Tag("F9")
    void a_flood_of_pings_waits_as_well() {
        try (RawWebSocket client = accepted(shared, STRICT)) {
            long start = System.nanoTime();
            for (int i = 0; i < 130; i++) {
                client.frame(RawWebSocket.FIN | RawWebSocket.PING, new byte[0]);
            }
            for (int i = 0; i < 130; i++) {
                assertThat(client.read().opcode()).isEqualTo(RawWebSocket.PONG);
            }

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
        }
    }

    @Test
    @Tag("F9")
    void a_flood_without_end_is_closed() throws InterruptedException {
        try (CentralSystem limiting = with(s -> {
                    s.messagesPerSecond = 1;
                    s.floodTime = Duration.ofMillis(500);
                });
                RawWebSocket flooder = accepted(limiting, STRICT)) {
            Thread flood = Thread.startVirtualThread(() -> floodUntilClosed(flooder));

            assertThat(flooder.readClose().closeCode()).isEqualTo(1008);
            assertThat(limiting.securityEvents("Flood")).isOne();
            flooder.reset();
            flood.join();
        }
    }

    private static void floodUntilClosed(RawWebSocket flooder) {
        try {
            for (int i = 0; i < 100_000; i++) {
                flooder.text(PROBE);
            }
        } catch (UncheckedIOException _) {
            // closed at last
        }
    }

    @Test
    @Tag("F10")
    void a_reset_in_the_middle_of_a_message_says_nothing() {
        try (RawWebSocket client = accepted(shared, STRICT)) {
            int events = shared.domain.messages().size();
            byte[] start = RawWebSocket.masked(
                    FIN_TEXT, json("[2,'x','Authorize',{'idTag':'A'}]").getBytes(UTF_8));
            client.write(Arrays.copyOf(start, start.length - 1)).reset();

            await().until(() -> shared.domain.messages().size() > events);
            assertThat(shared.domain.messages().getLast().getPayload()).isInstanceOf(SessionClosed.class);
        }
        assertLeaves("");
    }

    @Test
    @Tag("F10")
    void a_close_that_is_never_answered_ends_in_ten_seconds() {
        try (RawWebSocket client = accepted(shared, STRICT)) {
            shared.sessions
                    .find(new ChargePointId("CP-" + NUMBER.get()))
                    .orElseThrow()
                    .close(1000, "enough");

            assertThat(client.readClose().closeCode()).isEqualTo(1000);
            assertThat(client.isEnd()).as("no longer than the client reads").isTrue();
        }
    }

    @Test
    @Tag("J1")
    void more_than_twenty_unreadable_messages_in_a_minute() {
        try (RawWebSocket client = accepted(shared, STRICT)) {
            for (int i = 0; i < 20; i++) {
                client.text("[,");
            }
            assertThat(client.text(PROBE).readText()).startsWith("[3,");
            client.text("[,");

            assertThat(client.readClose().closeCode()).isEqualTo(1008);
        }
        assertLeaves("Malformed");
    }

    @Test
    @Tag("J13")
    void a_bomb_of_brackets_costs_nothing() {
        try (RawWebSocket client = accepted(shared, STRICT)) {
            client.text("[2,\"x\",\"Authorize\",{\"idTag\":" + "[".repeat(500_000) + "]".repeat(500_000) + "}]");

            // sooner than the client loses patience, where the square of their number would take minutes
            assertThat(client.readText()).startsWith("[4,\"x\",\"FormationViolation\"");
        }
        assertLeaves("");
    }

    @Test
    @Tag("J14")
    void a_number_of_900_digits() {
        say(
                "J14",
                "[2,'x','StatusNotification',{'connectorId':" + "9".repeat(900)
                        + ",'errorCode':'NoError','status':'Available'}]",
                "[4,'x','TypeConstraintViolation',",
                "",
                STRICT);
    }

    @ParameterizedTest
    @Tag("J17")
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
        <script>alert(1)</script>
        ${jndi:ldap://x/a}
        '; drop table domain_event; --
        %n%n%s
        =cmd()|' /C calc'!A0
        😀 \u202Ereversed\u202C
        {"a":{"b":null}}
        ../../etc/passwd
        """)
    void what_would_be_code_elsewhere_is_data(String text) {
        String quoted = "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        try (RawWebSocket client = accepted(shared, STRICT)) {
            client.text("[2,\"x\",\"DataTransfer\",{\"vendorId\":\"V\",\"data\":" + quoted + "}]");

            assertThat(client.readText()).isEqualTo("[3,\"x\",{\"status\":\"UnknownVendorId\"}]");
        }
        assertThat(shared.domain.events(DataTransferReceived.class).getLast().data())
                .isEqualTo(text);
        assertLeaves("");
    }

    @Test
    @Tag("J18")
    void the_same_id_again_gets_the_stored_answer() {
        try (RawWebSocket client = accepted(shared, STRICT)) {
            int attempts = shared.domain.events(AuthorizationAttempted.class).size();
            String call = json("[2,'x','Authorize',{'idTag':'A'}]");
            String answer = client.text(call).readText();

            assertThat(client.text(call).readText()).isEqualTo(answer);
            assertThat(shared.domain.events(AuthorizationAttempted.class)).hasSize(attempts + 1);
        }
        assertLeaves("");
    }

    @Test
    @Tag("J19")
    void calls_that_do_not_wait_for_answers_are_answered_in_order() {
        try (RawWebSocket client = accepted(shared, STRICT)) {
            ByteArrayOutputStream calls = new ByteArrayOutputStream();
            for (int i = 0; i < 100; i++) {
                calls.writeBytes(RawWebSocket.masked(
                        FIN_TEXT,
                        json("[2,'" + i + (i % 2 == 0 ? "','DataTransfer',{'vendorId':'V'}]" : "','Heartbeat',{}]"))
                                .getBytes(UTF_8)));
            }
            client.write(calls.toByteArray());

            for (int i = 0; i < 100; i++) {
                assertThat(client.readText()).startsWith("[3,\"" + i + "\",");
            }
        }
        assertLeaves("");
    }

    @ParameterizedTest
    @Tag("J22")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        [2,'x','Heartbeat',{}]
        [2,'x','Authorize',{'idTag':'A'}]
        [2,'x','StartTransaction',{'connectorId':1,'idTag':'A','meterStart':0,'timestamp':'2026-11-24T10:00:00Z'}]
        [2,'x','Frobnicate',{}]
        """)
    void whatever_is_not_a_boot_before_the_first_is_accepted(String sent) {
        String identity = "CP-" + NUMBER.incrementAndGet();
        shared.register(identity, PENDING, STRICT);
        try (RawWebSocket client = RawWebSocket.open(shared.port(), identity)) {
            assertThat(client.text(json(sent)).readText()).startsWith("[4,\"x\",\"SecurityError\",");
            assertThat(client.text(BOOT).readText()).contains("Pending");
            assertThat(client.text(json(sent)).readText()).startsWith("[4,\"x\",\"SecurityError\",");
        }
        assertLeaves("NotRegistered");
    }

    // ---- who connects

    private static CentralSystem with(Consumer<Settings> change) {
        return new CentralSystem(Duration.ZERO, change);
    }

    /** A new charge point that has booted. */
    private static RawWebSocket accepted(CentralSystem centralSystem, MessagePolicy policy) {
        String identity = "CP-" + NUMBER.incrementAndGet();
        centralSystem.register(identity, ACCEPTED, policy);
        RawWebSocket client = RawWebSocket.open(centralSystem.port(), identity);
        assertThat(client.text(BOOT).readText()).contains("Accepted");
        return client;
    }

    private static Response status(CentralSystem centralSystem, String identity) {
        try (RawWebSocket client = RawWebSocket.connect(centralSystem.port())) {
            return client.request("/ocpp/" + identity);
        }
    }

    private static double answered(CentralSystem centralSystem, int status) {
        return centralSystem
                .metrics
                .counter("ocpp.handshakes", "status", String.valueOf(status))
                .count();
    }

    // ---- what is left

    private void assertLeaves(@Nullable String names) {
        Set<String> expected = names == null || names.isEmpty() ? Set.of() : Set.of(names.split(" "));
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() ->
                        assertThat(Traces.of(shared).since(before)).containsExactlyInAnyOrderElementsOf(expected));
    }

    /** What can be counted of bad inputs: security events, deviations, messages of no use, and those in quarantine. */
    private record Traces(Map<String, Double> counts) {

        private static final Set<String> OUTCOMES = Set.of("ignored", "unmatched");

        static Traces of(CentralSystem centralSystem) {
            Map<String, Double> counts = new TreeMap<>();
            Stream.of(
                            counters(centralSystem, "ocpp.security.events", "event"),
                            counters(centralSystem, "ocpp.deviations", "kind"),
                            counters(centralSystem, "ocpp.messages", "outcome"))
                    .forEach(counts::putAll);
            counts.keySet().removeIf(name -> name.startsWith("ocpp.messages:"));
            counts.put("quarantine", (double) centralSystem.domain.events(AnomalyDetected.class).stream()
                    .filter(anomaly -> anomaly.kind() == AnomalyKind.UNREADABLE_MESSAGE)
                    .count());
            return new Traces(counts);
        }

        private static Map<String, Double> counters(CentralSystem centralSystem, String meter, String tag) {
            Map<String, Double> counts = new TreeMap<>();
            for (Counter counter : centralSystem.metrics.find(meter).counters()) {
                String name = String.valueOf(counter.getId().getTag(tag));
                boolean counted = !meter.equals("ocpp.messages") || OUTCOMES.contains(name);
                counts.merge(counted ? name : "ocpp.messages:" + name, counter.count(), Double::sum);
            }
            return counts;
        }

        List<String> since(Traces before) {
            return counts.entrySet().stream()
                    .filter(it -> it.getValue() > before.counts().getOrDefault(it.getKey(), 0.0))
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }
}
