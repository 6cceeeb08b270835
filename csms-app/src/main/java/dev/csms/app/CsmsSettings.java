package dev.csms.app;

import dev.csms.domain.chargepoint.MessagePolicy;
import dev.csms.domain.idtag.UnknownIdTags;
import dev.csms.domain.operation.AddressRules;
import dev.csms.ocpp.tls.CipherRules;
import dev.csms.ocpp.v16.Interval;
import dev.csms.ocpp.websocket.TrustedProxies;
import dev.csms.query.graphql.QueryBounds;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What can be set, under {@code csms}. A value that cannot be right is refused at the start, with a sentence.
 *
 * @param node          name of this node in the metadata of events; the host's name if not given
 * @param dataDirectory where the embedded PostgreSQL, files and the installation's key are kept
 * @param welcome       whether it is printed at the end of the start where everything is and what to do first
 */
@ConfigurationProperties("csms")
public record CsmsSettings(
        @Nullable String node,
        @DefaultValue("./data") Path dataDirectory,
        @DefaultValue("true") boolean welcome,
        @DefaultValue Ocpp ocpp,
        @DefaultValue Registration registration,
        @DefaultValue Authorization authorization,
        @DefaultValue EventStore eventStore,
        @DefaultValue Database database,
        @DefaultValue Messages messages,
        @DefaultValue Housekeeping housekeeping,
        @DefaultValue LocalAuthList localAuthList,
        @DefaultValue Files files,
        @DefaultValue Credentials credentials,
        @DefaultValue Certificates certificates,
        @DefaultValue Pki pki,
        @DefaultValue GraphQl graphql,
        @DefaultValue Overload overload,
        @DefaultValue Web web,
        @DefaultValue Oidc oidc) {

    private static final Pattern BASE_URL = Pattern.compile("https?://[A-Za-z0-9._:\\[\\]-]+(|/[A-Za-z0-9._~/-]*)");

    public CsmsSettings {
        node = node == null || node.isBlank() ? hostName() : node.strip();
        check(
                !Boolean.FALSE.equals(ocpp.profile0()) || registration.unknown() == UnknownChargePoints.REJECT,
                "csms.ocpp.profile-0 is false, and csms.registration.unknown lets strangers in, who cannot prove"
                        + " anything: let it be reject, or csms.ocpp.profile-0 true");
    }

    /** Whether charge points that prove nothing are let in: where strangers are, they are. */
    public boolean unsecuredChargePoints() {
        Boolean decided = ocpp.profile0();
        return decided == null ? registration.unknown() != UnknownChargePoints.REJECT : decided;
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
     * @param heartbeatInterval   of charge points that have none of their own; absent for the usual one
     * @param bootRetryInterval   until the next BootNotification of charge points that are not accepted; likewise
     * @param intervalJitter      by how much of a hundred each charge point's own intervals are longer or shorter than
     *                            these; absent for not at all where they are set, and for 20 where they are not
     * @param fractionalSeconds   whether times are written with milliseconds
     * @param requireSubprotocol  whether a handshake without {@code ocpp1.6} is refused with HTTP 400; else it is
     *                            completed and closed with 1002
     * @param compression         whether permessage-deflate is agreed to
     * @param maxSessions         connections at once
     * @param handshakesPerSecond of all charge points, before they are asked to come back later; 0 for any number
     * @param messagesPerSecond   of one charge point, sustained; what is more waits unread. 0 for any number
     * @param refusalsPerMinute   handshakes of one address that are refused before it is turned away unseen; 0 for any
     *                            number
     * @param flappingDelay       between connections of one identity that take each other's place again and again
     * @param pingInterval        between our pings
     * @param silence             after which a connection is taken for dead
     * @param callTimeout         how long a charge point has to answer what it is asked
     * @param callTimeouts        the same for single actions, by their names
     * @param profile0            whether charge points of security profile 0, which prove nothing, are let in; absent
     *                            if that is so where strangers are let in
     * @param hideUnknownIdentities whether a handshake under an unknown identity is answered as one with a wrong key
     * @param hexPasswords        whether passwords are tried as hex digits as well
     * @param takeoverProbe       how long a connected charge point of security profile 0 has to answer a ping, before
     *                            a connection that proves nothing takes its place; 0 to let it at once
     * @param bootGrace           how long after its connection a charge point that was accepted before has to begin with
     *                            a BootNotification, before it is asked for anything
     * @param arrivalsPerSource   connections of one address that are no WebSockets yet; 0 for any number
     * @param trustedProxies      addresses and networks of proxies that are believed what they say of their clients
     * @param proxyCertificateHeader in which these say their client's certificate, as URL-encoded PEM
     * @param tls                 the encrypted ports
     */
    public record Ocpp(
            @DefaultValue("") String host,
            @DefaultValue("8180") int port,
            @Nullable Duration heartbeatInterval,
            @Nullable Duration bootRetryInterval,
            @Nullable Integer intervalJitter,
            @DefaultValue("true") boolean fractionalSeconds,
            @DefaultValue("true") boolean requireSubprotocol,
            @DefaultValue("false") boolean compression,
            @DefaultValue("20000") int maxSessions,
            @DefaultValue("4000") int handshakesPerSecond,
            @DefaultValue("5000") int messagesPerSecond,
            @DefaultValue("60") int refusalsPerMinute,
            @DefaultValue("30s") Duration flappingDelay,
            @DefaultValue("60s") Duration pingInterval,
            @DefaultValue("150s") Duration silence,
            @DefaultValue("30s") Duration callTimeout,
            @DefaultValue Map<String, Duration> callTimeouts,
            @DefaultValue("10s") Duration bootGrace,
            @Nullable Boolean profile0,
            @DefaultValue("false") boolean hideUnknownIdentities,
            @DefaultValue("false") boolean hexPasswords,
            @DefaultValue("0s") Duration takeoverProbe,
            @DefaultValue("4000") int arrivalsPerSource,
            @DefaultValue List<String> trustedProxies,
            @DefaultValue(TrustedProxies.USUAL_HEADER) String proxyCertificateHeader,
            @DefaultValue Tls tls) {

        private static final Duration DAY = Duration.ofDays(1);
        private static final Duration USUAL_HEARTBEAT = Duration.ofMinutes(5);
        private static final Duration USUAL_BOOT_RETRY = Duration.ofMinutes(1);
        private static final int USUAL_JITTER = 20;
        private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);
        private static final Duration LONGEST_PROBE = Duration.ofSeconds(10);

        /** Answers that are long in coming by nature. */
        private static final Map<String, Duration> SLOW =
                Map.of("GetConfiguration", Duration.ofSeconds(60), "SendLocalList", Duration.ofSeconds(60));

        public Ocpp {
            checkPort("csms.ocpp.port", port);
            check(
                    port >= 0 || tls.port() >= 0 || tls.clientCertificatePort() >= 0,
                    "csms.ocpp.port, csms.ocpp.tls.port and csms.ocpp.tls.client-certificate-port are all -1: charge"
                            + " points could not connect");
            check(arrivalsPerSource >= 0, "csms.ocpp.arrivals-per-source must be 0 or more, not " + arrivalsPerSource);
            trustedProxies.forEach(network -> checkNetwork("csms.ocpp.trusted-proxies", network));
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
            check(messagesPerSecond >= 0, "csms.ocpp.messages-per-second must be 0 or more, not " + messagesPerSecond);
            check(
                    intervalJitter == null || intervalJitter >= 0 && intervalJitter <= 50,
                    "csms.ocpp.interval-jitter must be between 0 and 50 (per cent), not " + intervalJitter);
            check(
                    !takeoverProbe.isNegative() && takeoverProbe.compareTo(LONGEST_PROBE) <= 0,
                    "csms.ocpp.takeover-probe must be between 0s and 10s, not " + seconds(takeoverProbe));
            check(refusalsPerMinute >= 0, "csms.ocpp.refusals-per-minute must be 0 or more, not " + refusalsPerMinute);
            check(
                    !flappingDelay.isNegative() && flappingDelay.compareTo(LONGEST_DELAY) <= 0,
                    "csms.ocpp.flapping-delay must be between 0s and 5m, not " + seconds(flappingDelay));
            check(
                    silence.compareTo(pingInterval) > 0,
                    "csms.ocpp.silence (" + seconds(silence) + ") must be longer than csms.ocpp.ping-interval ("
                            + seconds(pingInterval) + "), or every connection would be taken for dead");
        }

        /** Given to accepted charge points that have none of their own. */
        public Interval heartbeat() {
            return interval(heartbeatInterval, USUAL_HEARTBEAT);
        }

        /** Given to charge points that are not accepted. */
        public Interval bootRetry() {
            return interval(bootRetryInterval, USUAL_BOOT_RETRY);
        }

        /** Who sets one means it to the second, unless he says how far from it it may be. */
        private Interval interval(@Nullable Duration set, Duration usual) {
            int otherwise = set == null ? USUAL_JITTER : 0;
            return new Interval(set == null ? usual : set, intervalJitter == null ? otherwise : intervalJitter);
        }

        private static void checkInterval(String name, @Nullable Duration interval) {
            if (interval != null) {
                check(
                        interval.compareTo(Duration.ofSeconds(1)) >= 0 && interval.compareTo(DAY) <= 0,
                        name + " must be between 1s and 1d, not " + seconds(interval));
            }
        }
    }

    private static void checkNetwork(String name, String network) {
        try {
            TrustedProxies.Network.of(network);
        } catch (IllegalArgumentException e) {
            throw new WrongSettingException(name + ": " + e.getMessage());
        }
    }

    private static void checkPort(String name, int port) {
        check(port >= -1 && port <= 65_535, name + " must be between 0 and 65535, or -1 for none, not " + port);
    }

    /**
     * The encrypted ports. Where no bundle is named, the built-in authority makes the server's certificates.
     *
     * @param port                   of security profile 2; -1 for none
     * @param clientCertificatePort  of security profile 3; -1 for none
     * @param onePort                whether charge points may show certificates at the first port as well
     * @param rules                  what may be spoken
     * @param handshakesPerSecond    of all; more wait
     * @param hostNames              by which charge points know this server, for certificates that it makes itself
     * @param rsaBundle              Spring's SSL bundle with the server's RSA certificate
     * @param ecBundle               the same on an elliptic curve
     * @param operatorBundle         SSL bundle whose trust store has roots of the operator besides those of the
     *                               certificate authority
     * @param manufacturerBundle     SSL bundle whose trust store has the roots of manufacturers
     * @param revocationLists        files with lists of certificates that others have revoked, DER or PEM
     * @param serialNumberAnywhere   whether it is enough that a certificate's CN has the serial number in it
     */
    public record Tls(
            @DefaultValue("8443") int port,
            @DefaultValue("8444") int clientCertificatePort,
            @DefaultValue("false") boolean onePort,
            @DefaultValue("modern") CipherRules rules,
            @DefaultValue("400") int handshakesPerSecond,
            @DefaultValue List<String> hostNames,
            @Nullable String rsaBundle,
            @Nullable String ecBundle,
            @Nullable String operatorBundle,
            @Nullable String manufacturerBundle,
            @DefaultValue List<Path> revocationLists,
            @DefaultValue("false") boolean serialNumberAnywhere) {

        private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9*]([A-Za-z0-9.-]{0,62}[A-Za-z0-9])?");

        public Tls {
            checkPort("csms.ocpp.tls.port", port);
            checkPort("csms.ocpp.tls.client-certificate-port", clientCertificatePort);
            check(
                    handshakesPerSecond >= 0,
                    "csms.ocpp.tls.handshakes-per-second must be 0 or more, not " + handshakesPerSecond);
            hostNames.forEach(name -> check(
                    HOST_NAME.matcher(name).matches(),
                    "csms.ocpp.tls.host-names must be names such as csms.example.com, of up to 64 characters, not \""
                            + name + "\""));
        }

        /** Names of those with the server's certificates. */
        public List<String> bundles() {
            return Stream.of(rsaBundle, ecBundle)
                    .filter(name -> name != null && !name.isBlank())
                    .toList();
        }

        /** Whether anybody listens. */
        public boolean isOn() {
            return port >= 0 || clientCertificatePort >= 0;
        }
    }

    /**
     * How charge points come to be known.
     *
     * @param unknown       what becomes of a charge point that nobody has registered
     * @param messagePolicy how the payloads are read of a charge point for which nobody has decided that
     */
    public record Registration(
            @DefaultValue("reject") UnknownChargePoints unknown,
            @DefaultValue("strict") MessagePolicy messagePolicy) {}

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
     * @param acceptLoss       whether a database is good enough that may lose what it has acknowledged
     */
    public record EventStore(
            @DefaultValue("20s") Duration patience,
            @DefaultValue("100000") long cachedAggregates,
            @DefaultValue("false") boolean acceptLoss) {

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
     * Connections to the database, by what they are for. Three more belong to none of these.
     *
     * @param commands     at most
     * @param projections  at most; each of five readers keeps one while it writes, as does a rebuild
     * @param queries      at most
     * @param housekeeping at most; one is kept for subscriptions, and one by a rebuild
     * @param patience     how long it is waited for one
     */
    public record Database(
            @DefaultValue("16") int commands,
            @DefaultValue("8") int projections,
            @DefaultValue("16") int queries,
            @DefaultValue("4") int housekeeping,
            @DefaultValue("2s") Duration patience) {

        private static final int MOST = 1_000;

        public Database {
            checkSize("commands", commands, 2);
            checkSize("projections", projections, 8);
            checkSize("queries", queries, 2);
            checkSize("housekeeping", housekeeping, 3);
            check(
                    patience.compareTo(Duration.ofMillis(250)) >= 0 && patience.compareTo(Duration.ofMinutes(1)) <= 0,
                    "csms.database.patience must be between 250ms and 1m, not " + patience.toMillis() + " ms");
        }

        private static void checkSize(String pool, int size, int least) {
            check(
                    size >= least && size <= MOST,
                    "csms.database." + pool + " must be between " + least + " and " + MOST + ", not " + size);
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

        /** Of one charge point in memory. */
        public static final int MOST_RECENT = 1_000;

        public Messages {
            check(
                    recent >= 0 && recent <= MOST_RECENT,
                    "csms.messages.recent must be 0 to " + MOST_RECENT + ", not " + recent);
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
     * @param deniedAddresses    ranges to which no operator can send charge points for files, besides those that never
     *                           make sense
     * @param allowedAddresses   ranges to which charge points can be sent whatever else says no
     */
    public record Files(
            @Nullable String baseUrl,
            @Nullable Path directory,
            @DefaultValue("7d") Duration urlValidity,
            @DefaultValue("512MB") DataSize maxFirmwareSize,
            @DefaultValue("100MB") DataSize maxDiagnosticsSize,
            @DefaultValue List<String> deniedAddresses,
            @DefaultValue List<String> allowedAddresses) {

        public Files {
            baseUrl = checkedUrl("csms.files.base-url", baseUrl);
            check(
                    urlValidity.compareTo(Duration.ofMinutes(1)) >= 0
                            && urlValidity.compareTo(Duration.ofDays(90)) <= 0,
                    "csms.files.url-validity must be between 1m and 90d, not " + seconds(urlValidity));
            check(maxFirmwareSize.toBytes() > 0, "csms.files.max-firmware-size must be more than nothing");
            check(maxDiagnosticsSize.toBytes() > 0, "csms.files.max-diagnostics-size must be more than nothing");
            try {
                AddressRules.of(deniedAddresses, allowedAddresses);
            } catch (IllegalArgumentException e) {
                throw new WrongSettingException(
                        "csms.files.denied-addresses and csms.files.allowed-addresses: " + e.getMessage());
            }
        }

        /** Where operators can send charge points for files. */
        public AddressRules addresses() {
            return AddressRules.of(deniedAddresses, allowedAddresses);
        }
    }

    /**
     * AuthorizationKeys of charge points.
     *
     * @param oldKeyValidity for which a key is good after the charge point has agreed to another one, if it does not use
     *                       that; 0 for no longer than until its answer
     */
    public record Credentials(@DefaultValue("1d") Duration oldKeyValidity) {

        public Credentials {
            check(
                    !oldKeyValidity.isNegative() && oldKeyValidity.compareTo(Duration.ofDays(365)) <= 0,
                    "csms.credentials.old-key-validity must be between 0s and 365d, not " + seconds(oldKeyValidity));
        }
    }

    /**
     * Certificates of charge points.
     *
     * @param cpoName               organization that a certificate must name, when it is asked for and at the door, where
     *                              none was decided for its charge point; if not given, what the charge point
     *                              says that its CpoName is; at the door only for certificates that are new to it
     * @param signingRequestsPerDay how many requests of one charge point are accepted within 24 hours
     * @param renewBefore           how long before its end a certificate is renewed; 0 for never. Up to a tenth of it
     *                              later, each charge point at a time of its own
     * @param renewalPeriod         after which it is looked for certificates to be renewed
     * @param signingTimeout        for which the certificate authority may take for one certificate
     * @param signingRetry          after which a certificate authority that has failed is asked again; each further time
     *                              after twice as long, up to an hour, for a week
     */
    public record Certificates(
            @Nullable String cpoName,
            @DefaultValue("5") int signingRequestsPerDay,
            @DefaultValue("30d") Duration renewBefore,
            @DefaultValue("1h") Duration renewalPeriod,
            @DefaultValue("60s") Duration signingTimeout,
            @DefaultValue("60s") Duration signingRetry) {

        public Certificates {
            cpoName = cpoName == null || cpoName.isBlank() ? null : cpoName.strip();
            check(
                    signingRequestsPerDay >= 0 && signingRequestsPerDay <= 1_000,
                    "csms.certificates.signing-requests-per-day must be 0 to 1000, not " + signingRequestsPerDay);
            check(
                    !renewBefore.isNegative() && renewBefore.compareTo(Duration.ofDays(365)) <= 0,
                    "csms.certificates.renew-before must be between 0s and 365d, not " + seconds(renewBefore));
            check(
                    renewalPeriod.compareTo(Duration.ofSeconds(1)) >= 0
                            && renewalPeriod.compareTo(Duration.ofDays(1)) <= 0,
                    "csms.certificates.renewal-period must be between 1s and 1d, not " + seconds(renewalPeriod));
            check(
                    signingTimeout.compareTo(Duration.ofSeconds(1)) >= 0
                            && signingTimeout.compareTo(Duration.ofMinutes(4)) <= 0,
                    "csms.certificates.signing-timeout must be between 1s and 4m, not " + seconds(signingTimeout));
            check(
                    signingRetry.compareTo(Duration.ofSeconds(1)) >= 0
                            && signingRetry.compareTo(Duration.ofHours(1)) <= 0,
                    "csms.certificates.signing-retry must be between 1s and 1h, not " + seconds(signingRetry));
        }
    }

    /**
     * The built-in certificate authority.
     *
     * @param baseUrl                        under which everybody reaches {@code /pki} at the port of GraphQL, as it
     *                                       is to stand in certificates; that of files if not given, and nothing
     *                                       stands in them if that is not given either
     * @param organization                   O of its own certificates and of this server's
     * @param rsaSignature                   how it signs with RSA
     * @param chargePointCertificateValidity of what it signs for charge points
     */
    public record Pki(
            @Nullable String baseUrl,
            @DefaultValue("CSMS") String organization,
            @DefaultValue("pkcs1") RsaSignature rsaSignature,
            @DefaultValue("365d") Duration chargePointCertificateValidity) {

        private static final int LONGEST_ORGANIZATION = 64; // X.520

        public Pki {
            baseUrl = checkedUrl("csms.pki.base-url", baseUrl);
            check(
                    !organization.isBlank() && organization.length() <= LONGEST_ORGANIZATION,
                    "csms.pki.organization must have 1 to 64 characters, not \"" + organization + "\"");
            check(
                    chargePointCertificateValidity.compareTo(Duration.ofDays(1)) >= 0
                            && chargePointCertificateValidity.compareTo(Duration.ofDays(3650)) <= 0,
                    "csms.pki.charge-point-certificate-validity must be between 1d and 3650d, not "
                            + seconds(chargePointCertificateValidity));
        }

        /** How an RSA authority signs. */
        public enum RsaSignature {
            /** RSASSA-PSS, which the security whitepaper would rather have; many small TLS stacks cannot check it. */
            PSS,
            /** {@code SHA256withRSA}, which all charge points that have RSA can check. */
            PKCS1
        }
    }

    /**
     * What may be asked at the port for operators.
     *
     * @param timeLimit              of a query; a mutation waits as long to show what it has written
     * @param inFlight               requests that are answered at once
     * @param mutationsPerMinute     of one person, by whatever tokens; 0 for any number
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
     * When this node begins to leave things undone. Each limit is that of the first level.
     *
     * @param appendWait   of a command for its events to be stored; twice as long is the second level, four times the
     *                     third
     * @param databaseAway for how long it is; twice as long is the second level
     * @param heap         how much of a hundred is in use after a collection; a third of the rest for each further level
     * @param calm         after which things are done again, level by level
     */
    public record Overload(
            @DefaultValue("3s") Duration appendWait,
            @DefaultValue("3s") Duration databaseAway,
            @DefaultValue("85") int heap,
            @DefaultValue("5s") Duration calm) {

        public Overload {
            checkTime("append-wait", appendWait);
            checkTime("database-away", databaseAway);
            checkTime("calm", calm);
            check(heap >= 50 && heap <= 95, "csms.overload.heap must be between 50 and 95 (per cent), not " + heap);
        }

        private static void checkTime(String name, Duration time) {
            check(
                    time.compareTo(Duration.ofMillis(100)) >= 0 && time.compareTo(Duration.ofMinutes(5)) <= 0,
                    "csms.overload." + name + " must be between 100ms and 5m, not " + time.toMillis() + " ms");
        }
    }

    /**
     * The port for operators, and sign-ins of people.
     *
     * @param sessionLength    after which they have to sign in again
     * @param sessionIdle      the same, if they do nothing
     * @param plainHttpCookies whether browsers stay signed in without TLS; whoever listens then can be them
     * @param connectionsPerSource of one address to the port for operators; 0 for any number
     * @param trustedProxies   addresses and networks of proxies that are believed what they say of their clients
     */
    public record Web(
            @DefaultValue("12h") Duration sessionLength,
            @DefaultValue("2h") Duration sessionIdle,
            @DefaultValue("false") boolean plainHttpCookies,
            @DefaultValue("500") int connectionsPerSource,
            @DefaultValue List<String> trustedProxies) {

        public Web {
            trustedProxies.forEach(network -> checkNetwork("csms.web.trusted-proxies", network));
            check(
                    connectionsPerSource >= 0,
                    "csms.web.connections-per-source must be 0 or more, not " + connectionsPerSource);
            check(
                    sessionLength.compareTo(Duration.ofMinutes(1)) >= 0
                            && sessionLength.compareTo(Duration.ofDays(31)) <= 0,
                    "csms.web.session-length must be between 1m and 31d, not " + seconds(sessionLength));
            check(
                    sessionIdle.compareTo(Duration.ofMinutes(2)) >= 0,
                    "csms.web.session-idle must be 2m or more, not " + seconds(sessionIdle));
        }

        /** Programs between people and this one. */
        public TrustedProxies proxies() {
            return new TrustedProxies(
                    trustedProxies.stream().map(TrustedProxies.Network::of).toList(), TrustedProxies.USUAL_HEADER);
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

    /** Under which what is public of the certificate authority stands for everybody; null if nobody has said. */
    public @Nullable String pkiBaseUrl() {
        return pki.baseUrl() == null ? files.baseUrl() : pki.baseUrl();
    }

    private static @Nullable String checkedUrl(String property, @Nullable String url) {
        if (url == null || url.isBlank()) {
            return null;
        }
        check(
                BASE_URL.matcher(url.strip()).matches(),
                property + " must be a URL such as https://csms.example.com, without a user or a query, not \"" + url
                        + "\"");
        return url.strip();
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
