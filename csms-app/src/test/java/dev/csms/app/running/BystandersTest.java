package dev.csms.app.running;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Honest charge points and an operator go about their work while others do what they can to stop them: connections that
 * never get to the point, peers that do not listen, that never stop talking, that promise too much. Nobody honest loses
 * a connection or an answer, and the others are gone in their time.
 */
class BystandersTest {

    private static final RunningCsms CSMS = RunningCsms.get();
    private static final int HONEST = 200;
    private static final int DRIPS = 150;
    private static final int DEAF = 10;
    private static final int FLOODERS = 10;
    private static final int GIANTS = 20;

    /** By somebody who waits for an answer; a machine that does nothing for a while holds up fewer than half of them. */
    private static final Duration NOTICEABLE = Duration.ofSeconds(1);

    private static final Duration THINKING = Duration.ofMillis(500);

    /** Of those who are honest, before the attack may end. */
    private static final int ANSWERS = HONEST * 10;

    /** For a handshake, 15 seconds; and the rest for a slow machine. */
    private static final Duration GONE = Duration.ofSeconds(60);

    private final Queue<Long> answerMillis = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> complaints = new ConcurrentLinkedQueue<>();
    private final Queue<String> stillThere = new ConcurrentLinkedQueue<>();
    private final Queue<Peer> flooders = new ConcurrentLinkedQueue<>();
    private final List<Thread> running = new ArrayList<>();
    private final List<Thread> attacks = new ArrayList<>();
    private volatile boolean enough;

    @Test
    void nobody_honest_notices_anything_and_the_others_are_gone_in_time() throws InterruptedException {
        List<OcppClient> honest = IntStream.range(0, HONEST)
                .mapToObj(i -> CSMS.booted("HONEST-" + i))
                .toList();
        IntStream.range(0, DEAF).forEach(i -> CSMS.registerChargePoint("DEAF-" + i));
        IntStream.range(0, FLOODERS).forEach(i -> CSMS.registerChargePoint("FLOODER-" + i));
        IntStream.range(0, GIANTS).forEach(i -> CSMS.registerChargePoint("GIANT-" + i));
        honest.forEach(chargePoint -> start(() -> work(chargePoint)));
        start(this::look);
        long quietMillis = median(whileNobodyAttacks());

        Instant begun = Instant.now();
        IntStream.range(0, DRIPS).forEach(i -> attack("drip " + i, this::drip));
        IntStream.range(0, DEAF).forEach(i -> attack("deaf " + i, peer -> talkWithoutListening(peer, "DEAF-" + i)));
        IntStream.range(0, GIANTS).forEach(i -> attack("giant " + i, peer -> promise(peer, "GIANT-" + i)));
        IntStream.range(0, FLOODERS).forEach(i -> start(() -> flood("FLOODER-" + i)));
        for (Thread attack : attacks) {
            attack.join(); // it looks at the clock itself
        }
        Awaitility.await("answers to those who are honest")
                .atMost(Duration.ofMinutes(2))
                .until(() -> answerMillis.size() > ANSWERS || !complaints.isEmpty());
        enough = true;
        flooders.forEach(Peer::hangUp);
        for (Thread thread : running) {
            assertThat(thread.join(GONE)).isTrue();
        }

        assertThat(complaints).isEmpty();
        assertThat(honest).noneMatch(chargePoint -> chargePoint.closed().isDone());
        assertThat(stillThere).as("since %s", begun).isEmpty();
        honest.forEach(OcppClient::close);
        long[] sorted = answerMillis.stream().mapToLong(it -> it).sorted().toArray();
        assertThat(sorted.length).isGreaterThan(ANSWERS);
        System.out.printf(
                "%d answers under attack: median %d ms, p99 %d ms, longest %d ms%n",
                sorted.length, sorted[sorted.length / 2], sorted[sorted.length * 99 / 100], sorted[sorted.length - 1]);
        assertThat(median(sorted))
                .as("milliseconds, of half of the calls; %d before", quietMillis)
                .isLessThan(2 * quietMillis + NOTICEABLE.toMillis());
    }

    /** What the answers took. */
    private long[] whileNobodyAttacks() {
        Awaitility.await("answers before the attack")
                .atMost(Duration.ofMinutes(2))
                .until(() -> answerMillis.size() > HONEST * 5 || !complaints.isEmpty());
        assertThat(complaints).isEmpty();
        long[] sorted = answerMillis.stream().mapToLong(it -> it).sorted().toArray();
        answerMillis.clear();
        return sorted;
    }

    private static long median(long[] sorted) {
        return sorted[sorted.length / 2];
    }

    private void start(Runnable work) {
        running.add(started(work));
    }

    private Thread started(Runnable work) {
        return Thread.ofVirtual().start(() -> {
            try {
                work.run();
            } catch (RuntimeException | AssertionError e) {
                complaints.add(e);
            }
        });
    }

    // ---- who is honest

    private void work(OcppClient chargePoint) {
        for (int turn = 0; !enough; turn++) {
            long start = System.nanoTime();
            JsonNode answer = turn % 2 == 0
                    ? chargePoint.frame("Heartbeat", "{}")
                    : chargePoint.frame(
                            "MeterValues",
                            "{\"connectorId\":0,\"meterValue\":[{\"timestamp\":\"%s\",\"sampledValue\":[{\"value\":\"%d\"}]}]}"
                                    .formatted(Instant.now(), turn));
            assertThat(answer.get(0).asInt()).as("%s", answer).isEqualTo(3);
            answerMillis.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
            pause(THINKING.plusMillis(ThreadLocalRandom.current().nextInt(100)));
        }
    }

    private void look() {
        while (!enough) {
            CSMS.graphQl().data("{ chargePoints(first: 50) { nodes { identity registration } } }");
            pause(THINKING);
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- who is not

    /** A connection of an attacker, which has to be at its end when enough time has passed. */
    private void attack(String who, Consumer<Peer> how) {
        attacks.add(started(() -> {
            Instant begun = Instant.now();
            try (Peer peer = new Peer()) {
                how.accept(peer);
                while (!peer.isGone() && Instant.now().isBefore(begun.plus(GONE))) {
                    pause(Duration.ofMillis(100));
                }
                if (!peer.isGone()) {
                    stillThere.add(who);
                }
            } catch (IOException refused) {
                // gone already
            }
        }));
    }

    private void drip(Peer peer) {
        String request = "GET /ocpp/HONEST-1 HTTP/1.1\r\nHost: here\r\nX-Patience: ";
        for (int i = 0; i < 200 && !peer.isGone(); i++) {
            peer.send(request.substring(i % request.length(), i % request.length() + 1)
                    .getBytes(ISO_8859_1));
            pause(Duration.ofMillis(200));
        }
    }

    /** What it says is short; what it would have to hear is not. */
    private void talkWithoutListening(Peer peer, String identity) {
        peer.upgrade(identity);
        byte[] call = Peer.text("[2,\"" + "x".repeat(500_000) + "\",\"Heartbeat\",{}]");
        for (int i = 0; i < 100 && !peer.hearsNothing(); i++) {
            peer.send(call);
        }
    }

    private void promise(Peer peer, String identity) {
        peer.upgrade(identity);
        peer.send(new byte[] {(byte) 0x81, (byte) 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0});
    }

    private void flood(String identity) {
        try (Peer peer = new Peer()) {
            flooders.add(peer);
            peer.upgrade(identity);
            byte[] call = Peer.text("[2,\"f\",\"Heartbeat\",{}]");
            Thread.startVirtualThread(peer::listen);
            while (!enough && !peer.hearsNothing()) {
                peer.send(call);
            }
        } catch (IOException e) {
            // it may be thrown out
        }
    }

    /** One TCP connection, and as much of WebSocket as it takes to be a nuisance. */
    private static final class Peer implements AutoCloseable {

        private static final byte[] NO_MASK = new byte[4];

        private final Socket socket = new Socket();
        private volatile boolean gone;

        Peer() throws IOException {
            URI uri = URI.create(CSMS.ocpp());
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
        }

        static byte[] text(String message) {
            byte[] payload = message.getBytes(UTF_8);
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.write(0x81);
            if (payload.length < 126) {
                frame.write(0x80 | payload.length);
            } else {
                frame.write(0xff);
                for (int shift = 56; shift >= 0; shift -= 8) {
                    frame.write((int) ((long) payload.length >>> shift));
                }
            }
            frame.writeBytes(NO_MASK);
            frame.writeBytes(payload);
            return frame.toByteArray();
        }

        void upgrade(String identity) {
            send(("GET /ocpp/" + identity + " HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Protocol: ocpp1.6\r\n\r\n")
                    .getBytes(ISO_8859_1));
        }

        void send(byte[] bytes) {
            try {
                socket.getOutputStream().write(bytes);
            } catch (IOException e) {
                gone = true;
            }
        }

        /** Until the end. */
        void listen() {
            try {
                new DataInputStream(socket.getInputStream()).skipNBytes(Long.MAX_VALUE);
            } catch (IOException e) {
                gone = true;
            }
        }

        /** Whether the other side has ended it; takes what that has said. */
        boolean isGone() {
            try {
                socket.setSoTimeout(50);
                byte[] said = new byte[1 << 16];
                while (!gone) { // what it was sent before the end comes before the end
                    gone = socket.getInputStream().read(said) < 0;
                }
            } catch (SocketTimeoutException e) {
                // it is still there, and says nothing
            } catch (IOException e) {
                gone = true;
            }
            return gone;
        }

        /** The same by what it takes, for who does not listen. */
        boolean hearsNothing() {
            return gone;
        }

        /** Ends it, so that whoever listens hears it. */
        void hangUp() {
            close();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                gone = true;
            }
        }
    }
}
