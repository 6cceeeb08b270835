package dev.csms.app.running;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports on the loopback interface that nobody listens on, for programs that cannot choose one themselves. Each is given
 * once, and they are below those that systems give to connections, of which one might take it meanwhile.
 */
final class FreePort {

    private static final int FIRST = 12_000;
    private static final int LAST = 32_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(FIRST, LAST - 1_000));

    private FreePort() {}

    static int find() {
        int port = NEXT.getAndIncrement();
        while (isTaken(port)) {
            port = NEXT.getAndIncrement();
        }
        return port;
    }

    private static boolean isTaken(int port) {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
