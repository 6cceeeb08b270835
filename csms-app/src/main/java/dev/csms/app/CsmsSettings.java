package dev.csms.app;

import dev.csms.domain.idtag.UnknownIdTags;
import dev.csms.query.graphql.QueryBounds;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What can be set, under {@code csms}. A value that cannot be right is refused at the start, with a sentence.
 *
 * @param node          name of this node in the metadata of events; the host's name if not given
 * @param dataDirectory where the embedded PostgreSQL, files and the installation's key are kept
 */
@ConfigurationProperties("csms")
public record CsmsSettings(
        @Nullable String node,
        @DefaultValue("./data") Path dataDirectory,
        @DefaultValue Ocpp ocpp,
        @DefaultValue Registration registration,
        @DefaultValue Authorization authorization,
        @DefaultValue EventStore eventStore,
        @DefaultValue Messages messages,
        @DefaultValue Housekeeping housekeeping,
        @DefaultValue LocalAuthList localAuthList,
        @DefaultValue Files files,
        @DefaultValue GraphQl graphql,
        @DefaultValue Web web,
        @DefaultValue Oidc oidc) {

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
     * @param callTimeout         how long a charge point has to answer what it is asked
     * @param callTimeouts        the same for single actions, by their names
     * @param bootGrace           how long after its connection a charge point that was accepted before has to begin with
     *                            a BootNotification, before it is asked for anything
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
            @DefaultValue("150s") Duration silence,
            @DefaultValue("30s") Duration callTimeout,
            @DefaultValue Map<String, Duration> callTimeouts,
            @DefaultValue("10s") Duration bootGrace) {

        private static final Duration DAY = Duration.ofDays(1);
        private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);

        /** Answers that are long in coming by nature. */
        private static final Map<String, Duration> SLOW =
                Map.of("GetConfiguration", Duration.ofSeconds(60), "SendLocalList", Duration.ofSeconds(60));

        public Ocpp {
            check(port >= 0 && port <= 65_535, "csms.ocpp.port must be between 0 and 65535, not " + port);
            checkInterval("csms.ocpp.heartbeat-interval", heartbeatInterval);
            checkInterval("csms.ocpp.boot-retry-interval", bootRetryInterval);
            checkInterval("csms.ocpp.call-timeout", callTimeout);
            callTimeouts.forEach((action, timeout) -> checkInterval("csms.ocpp.call-timeouts." + action, timeout));
            check(
                    !bootGrace.isNegative() && bootGrace.compareTo(DAY) <= 0,
                    "csms.ocpp.boot-grace must be between 0s and 1d, not " + seconds(bootGrace));
            Map<String, Duration> timeouts = new HashMap<>(SLOW);
            timeouts.putAll(callTimeouts);
            callTimeouts = Map.copyOf(timeouts);
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

    /**
     * What is remembered of the messages themselves.
     *
     * @param recent    how many of each charge point are in memory; 0 for none
     * @param retention how long all are kept in the database; 0 for not at all
     */
    public record Messages(
            @DefaultValue("20") int recent,
            @DefaultValue("0s") Duration retention) {

        public Messages {
            check(recent >= 0 && recent <= 1_000, "csms.messages.recent must be 0 to 1000, not " + recent);
            check(!retention.isNegative(), "csms.messages.retention must be 0 or more, not " + seconds(retention));
        }
    }

    /**
     * What charge points are asked for by the system itself.
     *
     * @param enabled whether they are
     * @param delay   after a boot, on average; each charge point's own is between half of it and one and a half
     */
    public record Housekeeping(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("60s") Duration delay) {

        public Housekeeping {
            check(
                    !delay.isNegative() && delay.compareTo(Duration.ofDays(1)) <= 0,
                    "csms.housekeeping.delay must be between 0s and 1d, not " + seconds(delay));
        }
    }

    /**
     * Local authorization lists of the charge points that have a rule for theirs.
     *
     * @param autoSync whether they follow when idTags change
     * @param period   after which changes are looked for; updates are spread over as much again
     */
    public record LocalAuthList(
            @DefaultValue("true") boolean autoSync,
            @DefaultValue("30s") Duration period) {

        public LocalAuthList {
            check(
                    period.compareTo(Duration.ofSeconds(1)) >= 0 && period.compareTo(Duration.ofDays(1)) <= 0,
                    "csms.local-auth-list.period must be between 1s and 1d, not " + seconds(period));
        }
    }

    /**
     * Files that charge points fetch and leave.
     *
     * @param baseUrl            under which charge points reach the port of GraphQL; this machine's address if not given
     * @param directory          where they are kept; a part of the data directory if not given
     * @param urlValidity        how long a charge point may use the URL that it is given
     * @param maxFirmwareSize    of one image
     * @param maxDiagnosticsSize of one file
     */
    public record Files(
            @Nullable String baseUrl,
            @Nullable Path directory,
            @DefaultValue("7d") Duration urlValidity,
            @DefaultValue("512MB") DataSize maxFirmwareSize,
            @DefaultValue("100MB") DataSize maxDiagnosticsSize) {

        private static final Pattern BASE_URL = Pattern.compile("https?://[A-Za-z0-9._:\\[\\]-]+(/[A-Za-z0-9._~/-]*)?");

        public Files {
            baseUrl = baseUrl == null || baseUrl.isBlank() ? null : baseUrl.strip();
            check(
                    baseUrl == null || BASE_URL.matcher(baseUrl).matches(),
                    "csms.files.base-url must be a URL such as https://csms.example.com, without a user or a query,"
                            + " not \""
                            + baseUrl + "\"");
            check(
                    urlValidity.compareTo(Duration.ofMinutes(1)) >= 0
                            && urlValidity.compareTo(Duration.ofDays(90)) <= 0,
                    "csms.files.url-validity must be between 1m and 90d, not " + seconds(urlValidity));
            check(maxFirmwareSize.toBytes() > 0, "csms.files.max-firmware-size must be more than nothing");
            check(maxDiagnosticsSize.toBytes() > 0, "csms.files.max-diagnostics-size must be more than nothing");
        }
    }

    /**
     * What may be asked at the port for operators.
     *
     * @param timeLimit              of a query
     * @param inFlight               requests that are answered at once
     * @param mutationsPerMinute     of one person or token; 0 for any number
     * @param subscriptionsPerSocket at once
     */
    public record GraphQl(
            @DefaultValue("5s") Duration timeLimit,
            @DefaultValue("64") int inFlight,
            @DefaultValue("60") int mutationsPerMinute,
            @DefaultValue("50") int subscriptionsPerSocket) {

        public GraphQl {
            check(
                    timeLimit.compareTo(Duration.ofMillis(100)) >= 0 && timeLimit.compareTo(Duration.ofMinutes(5)) <= 0,
                    "csms.graphql.time-limit must be between 100ms and 5m, not " + timeLimit.toMillis() + " ms");
            check(inFlight > 0, "csms.graphql.in-flight must be at least 1, not " + inFlight);
            check(
                    mutationsPerMinute >= 0,
                    "csms.graphql.mutations-per-minute must be 0 or more, not " + mutationsPerMinute);
            check(
                    subscriptionsPerSocket > 0,
                    "csms.graphql.subscriptions-per-socket must be at least 1, not " + subscriptionsPerSocket);
        }

        /** The same in the words of the query side. */
        public QueryBounds bounds() {
            return new QueryBounds(timeLimit, inFlight, mutationsPerMinute, subscriptionsPerSocket);
        }
    }

    /**
     * Sign-ins of people.
     *
     * @param sessionLength    after which they have to sign in again
     * @param sessionIdle      the same, if they do nothing
     * @param plainHttpCookies whether browsers stay signed in without TLS; whoever listens then can be them
     */
    public record Web(
            @DefaultValue("12h") Duration sessionLength,
            @DefaultValue("2h") Duration sessionIdle,
            @DefaultValue("false") boolean plainHttpCookies) {

        public Web {
            check(
                    sessionLength.compareTo(Duration.ofMinutes(1)) >= 0
                            && sessionLength.compareTo(Duration.ofDays(31)) <= 0,
                    "csms.web.session-length must be between 1m and 31d, not " + seconds(sessionLength));
            check(
                    sessionIdle.compareTo(Duration.ofMinutes(2)) >= 0,
                    "csms.web.session-idle must be 2m or more, not " + seconds(sessionIdle));
        }
    }

    /**
     * What the claims of an identity provider mean. The provider itself is configured as in any Spring Boot application.
     *
     * @param nameClaim   who it is; {@code sub} where it is absent
     * @param roleClaim   which role, as a path such as {@code realm_access.roles}; of several, the one with most rights
     * @param groupsClaim to which groups of charge points somebody is limited; nobody is if not given
     * @param roles       role here by what the provider calls it, where that is not the same
     */
    public record Oidc(
            @DefaultValue("preferred_username") String nameClaim,
            @DefaultValue("roles") String roleClaim,
            @Nullable String groupsClaim,
            @DefaultValue Map<String, String> roles) {}

    /** Where files are kept. */
    public Path filesDirectory() {
        Path directory = files.directory();
        return directory == null ? dataDirectory.resolve("files") : directory;
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

        public WrongSettingException(String sentence) {
            super(sentence);
        }
    }
}
