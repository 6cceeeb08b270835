package dev.csms.app.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.csms.ocpp.websocket.SourceNetwork;
import dev.csms.ocpp.websocket.TrustedProxies;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * HTTP that cannot be held up. Tomcat's own timeouts begin anew with each byte, so that whoever drips a header keeps a
 * connection for ever; and a few thousand such connections, all from one address, keep everybody else out. Here a header
 * has to be there as a whole within the connection timeout, and one address has so many connections and no more. Files
 * may take as long as they like, as long as something moves.
 */
public final class OperatorPort extends Http11NioProtocol {

    /** Without a byte of a body, or of an answer that somebody takes. */
    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(60);

    private final Endpoint endpoint;
    private final LongAdder late = new LongAdder();
    private final Cache<SocketWrapperBase<?>, Long> nothingSince =
            Caffeine.newBuilder().weakKeys().build();

    /** For Tomcat, which knows it by its name. */
    public OperatorPort() {
        this(new Endpoint());
    }

    private OperatorPort(Endpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        setDisableUploadTimeout(false);
        setConnectionUploadTimeout((int) LONGEST_STANDSTILL.toMillis());
    }

    /** @param most connections; 0 for any number */
    void setMostOfOneSource(int most) {
        endpoint.mostOfOneSource = most;
    }

    /** @param proxies whose connections are not counted: they are those of many */
    void setProxies(TrustedProxies proxies) {
        endpoint.proxies = proxies;
    }

    int connections() {
        return endpoint.getConnections().size();
    }

    /** How many connections have ended because their header did not come. */
    long late() {
        return late.sum();
    }

    /** How many connections were one too many of their source. */
    long crowded() {
        return endpoint.crowded.sum();
    }

    @Override
    protected Processor createProcessor() {
        return new Deadline(this, getAdapter(), late, nothingSince);
    }

    /** One connection at a time; Tomcat sees to it that nothing happens to it twice at once. */
    private static final class Deadline extends Http11Processor {

        private final AbstractHttp11Protocol<?> protocol;
        private final LongAdder late;

        /** The processor is another one after that. */
        private final Cache<SocketWrapperBase<?>, Long> nothingSince;

        Deadline(
                AbstractHttp11Protocol<?> protocol,
                Adapter adapter,
                LongAdder late,
                Cache<SocketWrapperBase<?>, Long> nothingSince) {
            super(protocol, adapter);
            this.protocol = protocol;
            this.late = late;
            this.nothingSince = nothingSince;
        }

        @Override
        public SocketState process(SocketWrapperBase<?> socket, SocketEvent event) throws IOException {
            if (isHalfRead() && millisLeft(request.getStartTimeNanos()) <= 0) {
                late.increment();
                return SocketState.CLOSED;
            }
            socket.setWriteTimeout(LONGEST_STANDSTILL.toMillis());
            int before = request.getRequestProcessor().getRequestCount();
            SocketState state = super.process(socket, event);
            if (state == SocketState.LONG && isHalfRead()) {
                socket.setReadTimeout(Math.max(1, millisLeft(request.getStartTimeNanos())));
                return state;
            }
            if (state == SocketState.OPEN
                    && before == request.getRequestProcessor().getRequestCount()) {
                return afterNothing(socket);
            }
            nothingSince.invalidate(socket);
            return state;
        }

        /** Something has come that begins no request, such as line feeds, or a part of what is encrypted. */
        private SocketState afterNothing(SocketWrapperBase<?> socket) {
            if (millisLeft(nothingSince.get(socket, _ -> System.nanoTime())) > 0) {
                return SocketState.OPEN;
            }
            late.increment();
            return SocketState.CLOSED;
        }

        /** Whether a request has begun whose header has not ended: others are not left alone with a start. */
        private boolean isHalfRead() {
            return !isAsync() && request.getStartTimeNanos() >= 0;
        }

        private long millisLeft(long begunNanos) {
            return protocol.getConnectionTimeout() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos);
        }
    }

    private static final class Endpoint extends NioEndpoint {

        private final LongAdder crowded = new LongAdder();
        private volatile int mostOfOneSource;
        private volatile TrustedProxies proxies = TrustedProxies.NONE;

        @Override
        protected boolean setSocketOptions(SocketChannel socket) {
            if (isOneTooMany(socket)) {
                crowded.increment();
                destroySocket(socket);
                return false;
            }
            return super.setSocketOptions(socket);
        }

        /** Looked for only where there are so many at all, so that nothing has to be counted for each. */
        private boolean isOneTooMany(SocketChannel socket) {
            int most = mostOfOneSource;
            if (most == 0 || connections.size() < most) {
                return false;
            }
            SourceNetwork source = source(socket);
            return source != null
                    && connections.keySet().stream()
                                    .filter(each -> source.equals(source(each)))
                                    .limit(most)
                                    .count()
                            == most;
        }

        private @Nullable SourceNetwork source(SocketChannel socket) {
            try {
                return socket.getRemoteAddress() instanceof InetSocketAddress remote
                                && !proxies.include(remote.getAddress())
                        ? SourceNetwork.of(remote.getAddress())
                        : null;
            } catch (IOException e) {
                return null; // it has just been closed
            }
        }
    }
}
