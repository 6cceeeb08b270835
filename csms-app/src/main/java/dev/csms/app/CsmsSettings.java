package dev.csms.app;

import dev.csms.domain.idtag.UnknownIdTags;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set, under {@code csms}. A value that cannot be right is refused at the start, with a sentence.
 *
 * @param node          name of this node in the metadata of events; the host's name if not given
 * @param dataDirectory where the embedded PostgreSQL keeps everything
 */
@ConfigurationProperties("csms")
public record CsmsSettings(
        @Nullable String node,
        @DefaultValue("./data") Path dataDirectory,
        @DefaultValue Ocpp ocpp,
        @DefaultValue Registration registration,
        @DefaultValue Authorization authorization,
        @DefaultValue EventStore eventStore) {

    public CsmsSettings {
        node = node == null || node.isBlank() ? hostName() : node.strip();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    @Override
    public String node() {
        return node == null ? hostName() : node;
    }

    /**
     * How charge points are spoken to.
     *
     * @param host                address to listen at; empty for all
     * @param heartbeatInterval   of charge points that have none of their own
     * @param bootRetryInterval   until the next BootNotification of charge points that are not accepted
     * @param fractionalSeconds   whether times are written with milliseconds
     * @param requireSubprotocol  whether a handshake without {@code ocpp1.6} is refused with HTTP 400; else it is
     *                            completed and closed with 1002
     * @param compression         whether permessage-deflate is agreed to
     * @param maxSessions         connections at once
     * @param handshakesPerSecond of all charge points, before they are asked to come back later; 0 for any number
     * @param refusalsPerMinute   handshakes of one address that are refused before it is turned away unseen; 0 for any
     *                            number
     * @param flappingDelay       between connections of one identity that take each other's place again and again
     * @param pingInterval        between our pings
     * @param silence             after which a connection is taken for dead
     */
    public record Ocpp(
            @DefaultValue("") String host,
            @DefaultValue("8180") int port,
            @DefaultValue("5m") Duration heartbeatInterval,
            @DefaultValue("1m") Duration bootRetryInterval,
            @DefaultValue("true") boolean fractionalSeconds,
            @DefaultValue("true") boolean requireSubprotocol,
            @DefaultValue("false") boolean compression,
            @DefaultValue("20000") int maxSessions,
            @DefaultValue("4000") int handshakesPerSecond,
            @DefaultValue("60") int refusalsPerMinute,
            @DefaultValue("30s") Duration flappingDelay,
            @DefaultValue("60s") Duration pingInterval,
            @DefaultValue("150s") Duration silence) {

        private static final Duration DAY = Duration.ofDays(1);
        private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);

        public Ocpp {
            check(port >= 0 && port <= 65_535, "csms.ocpp.port must be between 0 and 65535, not " + port);
            checkInterval("csms.ocpp.heartbeat-interval", heartbeatInterval);
            checkInterval("csms.ocpp.boot-retry-interval", bootRetryInterval);
            check(maxSessions > 0, "csms.ocpp.max-sessions must be at least 1, not " + maxSessions);
            check(
                    handshakesPerSecond >= 0,
                    "csms.ocpp.handshakes-per-second must be 0 or more, not " + handshakesPerSecond);
            check(refusalsPerMinute >= 0, "csms.ocpp.refusals-per-minute must be 0 or more, not " + refusalsPerMinute);
            check(
                    !flappingDelay.isNegative() && flappingDelay.compareTo(LONGEST_DELAY) <= 0,
                    "csms.ocpp.flapping-delay must be between 0s and 5m, not " + seconds(flappingDelay));
            check(
                    silence.compareTo(pingInterval) > 0,
                    "csms.ocpp.silence (" + seconds(silence) + ") must be longer than csms.ocpp.ping-interval ("
                            + seconds(pingInterval) + "), or every connection would be taken for dead");
        }

        private static void checkInterval(String name, Duration interval) {
            check(
                    interval.compareTo(Duration.ofSeconds(1)) >= 0 && interval.compareTo(DAY) <= 0,
                    name + " must be between 1s and 1d, not " + seconds(interval));
        }
    }

    /** @param unknown what becomes of a charge point that nobody has registered */
    public record Registration(@DefaultValue("reject") UnknownChargePoints unknown) {}

    /** What becomes of a charge point that nobody has registered. */
    public enum UnknownChargePoints {
        /** HTTP 404. */
        REJECT,
        /** Let in, registered, and its BootNotification answered Pending. */
        PENDING,
        /** Let in, registered and accepted. */
        ACCEPT
    }

    /** @param unknownIdTag what becomes of an idTag that nobody has registered */
    public record Authorization(@DefaultValue("invalid") UnknownIdTags unknownIdTag) {}

    /**
     * @param patience         how long a command waits for a database that is away
     * @param cachedAggregates how many aggregates are kept in memory
     */
    public record EventStore(
            @DefaultValue("20s") Duration patience,
            @DefaultValue("100000") long cachedAggregates) {

        public EventStore {
            check(
                    patience.compareTo(Duration.ofSeconds(1)) >= 0 && patience.compareTo(Duration.ofMinutes(5)) <= 0,
                    "csms.event-store.patience must be between 1s and 5m, not " + seconds(patience));
            check(
                    cachedAggregates >= 0,
                    "csms.event-store.cached-aggregates must be 0 or more, not " + cachedAggregates);
        }
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }

    private static void check(boolean right, String sentence) {
        if (!right) {
            throw new WrongSettingException(sentence);
        }
    }

    /** A setting cannot be right; the message says which one and why. */
    public static final class WrongSettingException extends IllegalArgumentException {

        WrongSettingException(String sentence) {
            super(sentence);
        }
    }
}
