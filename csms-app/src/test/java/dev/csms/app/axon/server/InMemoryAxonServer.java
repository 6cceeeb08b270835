package dev.csms.app.axon.server;

import io.axoniq.axonserver.grpc.event.Event;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One node of an Axon Server without a disk: what it has stored outlives {@link #stop}, not the object. */
public final class InMemoryAxonServer implements AutoCloseable {

    private final InMemoryEventStore events = new InMemoryEventStore();
    private final InMemoryCommands commands = new InMemoryCommands();
    private @Nullable Server server;
    private int port;

    private InMemoryAxonServer() {}

    /** On a free port of the loopback interface. */
    public static InMemoryAxonServer started() {
        InMemoryAxonServer server = new InMemoryAxonServer();
        server.start();
        return server;
    }

    /** Again, if it was stopped: on the same port, with the same events. */
    public void start() {
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
                    .addService(new InMemoryPlatform())
                    .addService(events)
                    .addService(commands)
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .permitKeepAliveTime(100, TimeUnit.MILLISECONDS) // the connector's idea of often is not gRPC's
                    .permitKeepAliveWithoutCalls(true)
                    .build()
                    .start();
            port = server.getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As if its machine were gone: whatever is under way is cut off. */
    public void stop() {
        if (server != null) {
            try {
                server.shutdownNow().awaitTermination();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
            server = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** As {@code axon.axonserver.servers} has it. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** The next append fails, as if another node had been first. */
    public void refuseNextAppend() {
        events.refuseNextAppend();
    }

    /** All that is stored, in its order. */
    public List<Event> events() {
        return events.all();
    }

    /** From where those have read who have followed the log. */
    public List<Long> firstTokens() {
        return events.firstTokens();
    }

    public List<Event> snapshots() {
        return events.snapshots();
    }

    /** Names of the components that have handled commands. */
    public List<String> commandHandlers() {
        return commands.haveHandled();
    }
}
