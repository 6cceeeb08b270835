package dev.csms.ocpp.websocket;

import java.time.Duration;

/**
 * How the port for charge points behaves.
 *
 * @param host               address to listen at; empty for all
 * @param port               of {@code ws}; 0 for any free one, {@link #NO_PORT} for none
 * @param path               what stands before the identity, as it is spelt in the request
 * @param missingSubprotocol what whoever offers no subprotocol that we speak meets with
 * @param compression        whether permessage-deflate (RFC 7692) is agreed to when a charge point offers it
 * @param proxies            who may speak for others
 */
public record OcppServerSettings(
        String host,
        int port,
        String path,
        MissingSubprotocol missingSubprotocol,
        boolean compression,
        Limits limits,
        KeepAlive keepAlive,
        TrustedProxies proxies) {

    /** In place of a port: nobody listens. */
    public static final int NO_PORT = -1;

    /** The sources differ (OCPP-J 1.6 §3.2 and the OCTT's test case 88); either way no OCPP is spoken. */
    public enum MissingSubprotocol {
        /** Status 400, no WebSocket. */
        HTTP_400,
        /** To the letter of OCPP-J: a complete handshake without the header, then Close 1002 at once. */
        HANDSHAKE_CLOSE
    }

    /**
     * @param messageBytes      the longest message, after decompression
     * @param messageFragments  the most frames of one message
     * @param messageTime       from the first to the last byte of one message
     * @param handshakeTime     from the connection to the end of its HTTP request
     * @param sessions          the most connections; more are asked to come back later
     * @param headerBytes       of the HTTP request
     * @param pathBytes         of the request target
     * @param messagesPerSecond of one connection, sustained; what is more waits unread. 0: no such limit
     * @param handshakesPerSecond of all; more are asked to come back later. 0: no such limit
     * @param tlsHandshakesPerSecond of all; more wait, until their time is up. 0: no such limit
     * @param arrivalsPerSource connections of one address that are no WebSockets yet. 0: no such limit
     * @param refusalsPerMinute of handshakes from one address, before it is turned away unseen. 0: no such limit
     * @param flappingDelay     between the connections of an identity that take each other's place again and again
     */
    public record Limits(
            int messageBytes,
            int messageFragments,
            Duration messageTime,
            Duration handshakeTime,
            int sessions,
            int headerBytes,
            int pathBytes,
            int messagesPerSecond,
            int handshakesPerSecond,
            int tlsHandshakesPerSecond,
            int arrivalsPerSource,
            int refusalsPerMinute,
            Duration flappingDelay) {

        public static final Limits DEFAULT = new Limits(
                1 << 20,
                1024,
                Duration.ofSeconds(30),
                Duration.ofSeconds(15),
                20_000,
                8 << 10,
                1 << 10,
                0,
                4_000,
                400,
                100,
                60,
                Duration.ofSeconds(30));
    }

    /**
     * @param pingInterval between our pings
     * @param silence      after which a connection is taken for dead
     */
    public record KeepAlive(Duration pingInterval, Duration silence) {

        public static final KeepAlive DEFAULT = new KeepAlive(Duration.ofSeconds(60), Duration.ofSeconds(150));
    }

    /** Everything else as recommended. */
    public static OcppServerSettings at(String host, int port) {
        return new OcppServerSettings(
                host,
                port,
                "/ocpp",
                MissingSubprotocol.HTTP_400,
                false,
                Limits.DEFAULT,
                KeepAlive.DEFAULT,
                TrustedProxies.NONE);
    }
}
