package dev.csms.app.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A port that leads to another one, so that a server can come back at another port than before. */
final class Forwarder implements AutoCloseable {

    private final ServerSocket listener;
    private volatile int target;

    Forwarder(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** For connections to come. */
    void leadTo(int port) {
        target = port;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket from = listener.accept();
                Thread.ofVirtual().start(() -> connect(from));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket from) {
        try (from;
                Socket to = new Socket(InetAddress.getLoopbackAddress(), target)) {
            Thread back = Thread.ofVirtual().start(() -> pump(to, from));
            pump(from, to);
            back.join();
        } catch (IOException refused) {
            // as the target does
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until one of them ends; then both do. */
    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException broken) {
            // is the end as well
        } finally {
            end(from);
            end(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
