package dev.csms.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.ocpp.websocket.SourceNetwork;
import dev.csms.ocpp.websocket.TrustedProxies;
import dev.csms.ocpp.websocket.TrustedProxies.Network;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slow and many connections, over real sockets. */
class OperatorPortTest {

    private static final Duration HEADER = Duration.ofSeconds(2); // a whole one has to come in that time
    private static final int PACE_MILLIS = 50;

    @TempDir
    private static Path directory;

    private final Tomcat tomcat = new Tomcat();
    private final OperatorPort port = new OperatorPort();

    @BeforeEach
    void start() throws Exception {
        tomcat.setBaseDir(directory.toString());
        port.setConnectionTimeout((int) HEADER.toMillis());
        Connector connector = new Connector(port);
        connector.setPort(0);
        tomcat.setConnector(connector);
        StandardContext context = (StandardContext) tomcat.addContext("", null);
        context.setClearReferencesThreadLocals(false);
        context.setClearReferencesRmiTargets(false);
        Tomcat.addServlet(context, "echo", new Echo()).addMapping("/");
        tomcat.start();
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }

    /** Says how long the body was. */
    private static final class Echo extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getOutputStream().print(request.getInputStream().readAllBytes().length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: x\r\nX: ", "GET /", "\r\n\r\n"})
    void a_header_that_drips_is_cut_off_while_others_are_answered(String begun) throws Exception {
        long begin = System.nanoTime();
        try (Socket dripping = connect()) {
            dripping.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
            char drop = begun.endsWith("\n") ? '\n' : 'x';
            while (isOpenAfter(dripping, drop)) {
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(HEADER.multipliedBy(15));
                try (Socket other = connect()) {
                    assertThat(answer(other, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                            .contains("200");
                }
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(HEADER.dividedBy(2));
        }
        assertThat(port.late()).isEqualTo(1);
    }

    @Test
    void the_second_header_of_a_connection_has_a_deadline_of_its_own() throws Exception {
        try (Socket dripping = connect()) {
            dripping.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] start = dripping.getInputStream().readNBytes(12);
            assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
            dripping.getInputStream().skipNBytes(dripping.getInputStream().available());
            Awaitility.await().atMost(HEADER.multipliedBy(5)).until(() -> !isOpenAfter(dripping, 'x'));
        }
        assertThat(port.late()).isEqualTo(1);
    }

    @Test
    void a_header_that_stops_is_cut_off() throws Exception {
        try (Socket silent = connect()) {
            silent.getOutputStream().write("GET / HTTP/1.1\r\nHo".getBytes(StandardCharsets.US_ASCII));
            silent.setSoTimeout((int) HEADER.multipliedBy(5).toMillis());
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(port.late()).isEqualTo(1);
    }

    @Test
    void a_body_may_take_longer_than_a_header() throws Exception {
        int length = 0;
        try (Socket slow = connect()) {
            slow.getOutputStream()
                    .write("PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < HEADER.multipliedBy(2).toNanos()) {
                slow.getOutputStream().write("1\r\nx\r\n".getBytes(StandardCharsets.US_ASCII));
                length++;
                pause(slow);
            }
            assertThat(answer(slow, "0\r\n\r\n")).startsWith("HTTP/1.1 200").contains("\r\n\r\n" + length);
        }
        assertThat(port.late()).isZero();
    }

    @Test
    void one_source_has_so_many_connections_and_no_more() throws Exception {
        port.setMostOfOneSource(3);
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                Socket socket = connect();
                open.add(socket);
                assertThat(answered(socket)).isTrue();
            }
            Awaitility.await().untilAsserted(() -> {
                try (Socket oneTooMany = connect()) {
                    assertThat(answered(oneTooMany)).isFalse();
                }
            });
            assertThat(port.crowded()).isPositive();

            open.removeFirst().close();

            Awaitility.await().untilAsserted(() -> {
                try (Socket next = connect()) {
                    assertThat(answered(next)).isTrue();
                }
            });
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void but_a_proxy_has_as_many_as_it_needs() throws Exception {
        port.setMostOfOneSource(3);
        port.setProxies(new TrustedProxies(List.of(Network.of("127.0.0.1")), TrustedProxies.USUAL_HEADER));
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                Socket socket = connect();
                open.add(socket);
                assertThat(answered(socket)).isTrue();
            }
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void a_subscriber_of_ipv6_is_one_source() throws Exception {
        assertThat(source("2001:db8:0:1::1")).isEqualTo(source("2001:db8:0:1:ffff::2"));
        assertThat(source("2001:db8:0:1::1")).isNotEqualTo(source("2001:db8:0:2::1"));
        assertThat(source("192.0.2.1")).isNotEqualTo(source("192.0.2.2"));
    }

    private static SourceNetwork source(String address) throws IOException {
        return SourceNetwork.of(InetAddress.getByName(address));
    }

    private Socket connect() throws IOException {
        return new Socket("127.0.0.1", port.getLocalPort());
    }

    /** A request that leaves the connection open. */
    private static boolean answered(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == 'H';
        } catch (SocketException e) {
            return false;
        }
    }

    private static String answer(Socket socket, String request) throws IOException {
        socket.setSoTimeout(0);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Sends one more, and looks for a moment whether the connection ends. */
    private static boolean isOpenAfter(Socket socket, char drop) throws IOException {
        try {
            socket.getOutputStream().write(drop);
            return pause(socket);
        } catch (SocketException e) {
            return false;
        }
    }

    private static boolean pause(Socket socket) throws IOException {
        socket.setSoTimeout(PACE_MILLIS);
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }
}
