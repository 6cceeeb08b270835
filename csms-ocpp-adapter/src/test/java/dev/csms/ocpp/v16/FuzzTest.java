package dev.csms.ocpp.v16;

import static dev.csms.domain.chargepoint.RegistrationStatus.ACCEPTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.ocpp.websocket.RawWebSocket;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Frames that were right, changed in one way or some, by a hundred thousand over real sockets: every call whose id can be
 * read is answered, once and in its turn; nothing fails in a way that nobody has thought of; and when all is over
 * nothing is left.
 */
class FuzzTest {

    private static final int FRAMES = Integer.getInteger("fuzz.frames", 100_000);
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_124);

    /** A store in memory gets slow when it is full. */
    private static final int FRAMES_OF_ROUND = 2_500;

    private static final int FRAMES_OF_CHARGE_POINT = 125;
    private static final int FRAMES_AT_ONCE = 25;
    private static final int MOST_UNREADABLE = 20;
    private static final long MOST_HEAP_GROWTH = 8L << 20;

    /** What virtual threads run on, as many as it likes, and what looks at them here. */
    private static final Pattern JVM_THREADS = Pattern.compile("ForkJoinPool.*|VirtualThread.*|awaitility.*");

    private final ListAppender<ILoggingEvent> failures = new ListAppender<>();

    @Test
    void every_readable_call_is_answered_once_and_nothing_is_left() {
        System.out.println("fuzz.seed=" + SEED + " fuzz.frames=" + FRAMES);
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        failures.start();
        root.addAppender(failures);
        try {
            round(0); // what is made once is made now
            Footprint before = Footprint.now();
            for (int round = 1; round * FRAMES_OF_ROUND <= FRAMES; round++) {
                round(round);
            }
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                Footprint after = Footprint.now();
                assertThat(after.files()).isLessThanOrEqualTo(before.files());
                assertThat(before.threads()).containsAll(after.threads());
                assertThat(after.heap()).isLessThan(before.heap() + MOST_HEAP_GROWTH);
            });
        } finally {
            root.detachAppender(failures);
        }
    }

    private void round(int round) {
        try (CentralSystem centralSystem = new CentralSystem(Duration.ZERO, _ -> {})) {
            for (int i = 0; i < FRAMES_OF_ROUND / FRAMES_OF_CHARGE_POINT; i++) {
                long seed = SEED + 1_000L * round + i;
                try {
                    chargePoint(centralSystem, "CP-" + i, new Random(seed));
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError("round " + round + ", charge point " + i, e);
                }
            }
        }
        assertThat(failures.list.stream()
                        .filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR)
                                || event.getLevel() == Level.WARN && event.getThrowableProxy() != null)
                        .map(ILoggingEvent::getFormattedMessage))
                .as("round %d", round)
                .isEmpty();
        failures.list.clear();
    }

    private static void chargePoint(CentralSystem centralSystem, String identity, Random random) {
        MessagePolicy policy = MessagePolicy.values()[random.nextInt(MessagePolicy.values().length)];
        centralSystem.register(identity, ACCEPTED, policy);
        try (RawWebSocket client = RawWebSocket.open(centralSystem.port(), identity)) {
            client.text("[2,\"b\",\"BootNotification\",{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}]")
                    .readText();
            int unreadable = 0;
            for (int sent = 0; sent < FRAMES_OF_CHARGE_POINT; sent += FRAMES_AT_ONCE) {
                List<FuzzedFrame> frames = new ArrayList<>();
                while (frames.size() < FRAMES_AT_ONCE) {
                    FuzzedFrame frame = FuzzedFrame.from(random, "f-" + sent + "-" + frames.size());
                    if (!frame.mayBeUnreadable() || unreadable < MOST_UNREADABLE) {
                        unreadable += frame.mayBeUnreadable() ? 1 : 0;
                        frames.add(frame);
                    }
                }
                exchange(client, frames, random);
            }
        }
    }

    private static void exchange(RawWebSocket client, List<FuzzedFrame> frames, Random random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        frames.forEach(frame -> bytes.writeBytes(inFragments(frame.text(), random)));
        client.write(bytes.toByteArray()).text("[2,\"end\",\"Heartbeat\",{}]");
        List<JsonNode> expected = frames.stream()
                .filter(frame -> frame.id() != null)
                .map(FuzzedFrame::id)
                .toList();
        List<JsonNode> answered = new ArrayList<>();
        try {
            for (String answer = client.readText(); !answer.startsWith("[3,\"end\","); answer = client.readText()) {
                answered.add(FuzzedFrame.idOfAnswer(answer));
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            throw new AssertionError("after " + answered.size() + " answers to " + texts(frames), e);
        }
        assertThat(answered).as(() -> texts(frames)).isEqualTo(expected);
    }

    private static String texts(List<FuzzedFrame> frames) {
        StringBuilder all = new StringBuilder();
        frames.forEach(frame -> all.append('\n').append(new String(frame.text(), UTF_8)));
        return all.toString();
    }

    private static byte[] inFragments(byte[] text, Random random) {
        if (random.nextInt(10) > 0 || text.length < 2) {
            return RawWebSocket.masked(RawWebSocket.FIN | RawWebSocket.TEXT, text);
        }
        int cut = random.nextInt(text.length);
        ByteArrayOutputStream fragments = new ByteArrayOutputStream();
        fragments.writeBytes(RawWebSocket.masked(RawWebSocket.TEXT, Arrays.copyOf(text, cut)));
        fragments.writeBytes(RawWebSocket.masked(RawWebSocket.FIN | RawWebSocket.PONG, new byte[0]));
        fragments.writeBytes(RawWebSocket.masked(RawWebSocket.FIN, Arrays.copyOfRange(text, cut, text.length)));
        return fragments.toByteArray();
    }

    /** What the process holds, after a collection. */
    private record Footprint(int files, Set<String> threads, long heap) {

        static Footprint now() {
            System.gc();
            String[] files = new File("/proc/self/fd").list();
            return new Footprint(
                    files == null ? 0 : files.length,
                    Thread.getAllStackTraces().keySet().stream()
                            .map(Thread::getName)
                            .filter(name -> !JVM_THREADS.matcher(name).matches())
                            .collect(Collectors.toSet()),
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
    }
}
