package dev.csms.ocpp.rpc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What looks like an attack, or like two devices with one identity, and who signed in. All of it is counted. A line in
 * the log and an entry in the journal is for each culprit: for the first time, and ten minutes later for those that
 * have followed.
 */
public final class SecurityLog {

    private static final Logger log = LoggerFactory.getLogger(SecurityLog.class);

    /** Whoever floods us must not flood the log. */
    static final Duration QUIET = Duration.ofMinutes(10);

    /** Of one kind within that time; an attacker can have any number of names. Further ones are taken together. */
    static final int MOST_CULPRITS = 200;

    static final String OTHERS = "(others)";

    private static final int MAX_SHOWN = 200;

    /** In the words that stand in the log and in the metric. */
    public enum SecurityEvent {
        /** Somebody knew an identity, and not its key. */
        AUTHENTICATION("Authentication"),
        /** Somebody came by another security profile than the charge point's. */
        PROFILE_MISMATCH("ProfileMismatch"),
        /** Somebody came under an identity that nobody has registered. */
        UNKNOWN_IDENTITY("UnknownIdentity"),
        /** A charge point's certificate was refused. */
        CLIENT_CERTIFICATE("ClientCertificate"),
        /** A charge point came by the certificate of its manufacturer, and was let in to get one of its operator. */
        FACTORY_CERTIFICATE("FactoryCertificate"),
        /** A connection has taken the place of another of the same charge point. */
        SESSION_SUPERSEDED("SessionSuperseded", Weight.COMMON),
        /** Somebody who proves nothing came as a charge point that is connected and alive. */
        SESSION_CONTESTED("SessionContested"),
        /** Somebody speaks only TLS that is broken. */
        TLS_VERSION("TlsVersion"),
        /** Somebody speaks only cipher suites that are weak. */
        TLS_CIPHER("TlsCipher"),
        /** Somebody begins a second handshake within a TLS connection. */
        TLS_RENEGOTIATION("TlsRenegotiation"),
        /** A connection has not become a WebSocket in time. */
        HANDSHAKE_TIMEOUT("HandshakeTimeout"),
        /** Somebody who is no proxy of ours says for whom it speaks. */
        FORWARDED_HEADERS("ForwardedHeaders"),
        /** One identity connects again and again while it is connected. */
        SESSION_FLAPPING("SessionFlapping", Weight.CRITICAL),
        /** One address has had more handshakes refused than anybody does by mistake. */
        REFUSED_HANDSHAKES("RefusedHandshakes"),
        /** More handshakes than this node takes. */
        HANDSHAKE_FLOOD("HandshakeFlood"),
        /** This node has begun, or ceased, to leave things undone because it has too much to do. */
        OVERLOAD("Overload", Weight.CRITICAL),
        /** One charge point asks for idTags that are not valid, again and again. */
        ID_TAG_GUESSING("IdTagGuessing", Weight.CRITICAL),
        /** One charge point boots again and again. */
        BOOT_LOOP("BootLoop"),
        /** A charge point calls before it has been accepted. */
        NOT_REGISTERED("NotRegistered"),
        /** One charge point asks for a certificate that it is not to have. */
        CERTIFICATE_REQUEST("CertificateRequest"),

        // what one address or one charge point can do by a single bad input
        /** A message longer than any that is read. */
        OVERSIZED("Oversized"),
        /** A message that is no message of OCPP-J, so that there is nothing to answer to. */
        MALFORMED("Malformed"),
        /** One connection sends more than it may, for so long that it is no mistake. */
        FLOOD("Flood"),
        /** A charge point speaks of a transaction of another one. */
        FOREIGN_TRANSACTION("ForeignTransaction"),

        // at the port for operators
        /** Somebody asked for what would cost too much, or for too much at once. */
        QUERY_REJECTED("QueryRejected"),
        /** Somebody asked for what is not for him. */
        AUTHORIZATION_DENIED("AuthorizationDenied"),
        /** Somebody asked who is not known; any number of them hide none of the others. */
        UNAUTHENTICATED("Unauthenticated"),
        /** Somebody could not sign in. */
        SIGN_IN_FAILED("SignInFailed"),
        /** Somebody has signed in. */
        SIGNED_IN("SignedIn", Weight.ROUTINE),
        /** Somebody has signed out. */
        SIGNED_OUT("SignedOut", Weight.ROUTINE);

        private final String label;
        private final Weight weight;

        SecurityEvent(String label) {
            this(label, Weight.ORDINARY);
        }

        SecurityEvent(String label, Weight weight) {
            this.label = label;
            this.weight = weight;
        }
    }

    /** How much an event matters. */
    private enum Weight {
        /** It is what a bad network does: counted, and not kept. */
        COMMON(Level.DEBUG),
        /** It is as it should be, and on record all the same. */
        ROUTINE(Level.INFO),
        ORDINARY(Level.WARN),
        /** Somebody ought to look at it soon. */
        CRITICAL(Level.WARN);

        private final Level level;

        Weight(Level level) {
            this.level = level;
        }
    }

    /**
     * Something to be kept.
     *
     * @param event       such as {@code SessionFlapping}
     * @param culprit     a charge point's identity, an address or an operator, printable
     * @param description printable
     * @param times       how often it has happened since the last entry for this culprit
     */
    public record Entry(String event, boolean critical, String culprit, String description, long times, Instant at) {}

    /** Where entries are kept. */
    @FunctionalInterface
    public interface Journal {

        Journal NONE = _ -> {};

        /** Must not block: it stands in the way of handshakes and calls. */
        void keep(Entry entry);
    }

    private final InstantSource clock;
    private final Journal journal;
    private final Map<SecurityEvent, Counter> counters = new EnumMap<>(SecurityEvent.class);
    private final Map<SecurityEvent, AtomicInteger> culprits = new EnumMap<>(SecurityEvent.class);
    private final Cache<Said, Spell> said;

    /** Keeps nothing. Several with the same meters count together. */
    public SecurityLog(MeterRegistry meters) {
        this(meters, InstantSource.system(), Journal.NONE);
    }

    public SecurityLog(MeterRegistry meters, InstantSource clock, Journal journal) {
        this(meters, clock, journal, Ticker.systemTicker());
    }

    SecurityLog(MeterRegistry meters, InstantSource clock, Journal journal, Ticker ticker) {
        this.clock = clock;
        this.journal = journal;
        this.said = Caffeine.newBuilder()
                .expireAfterWrite(QUIET)
                .ticker(ticker)
                .scheduler(Scheduler.systemScheduler())
                .executor(Runnable::run)
                .<Said, Spell>removalListener((who, spell, _) -> over(who, spell))
                .build();
        for (SecurityEvent event : SecurityEvent.values()) {
            culprits.put(event, new AtomicInteger());
            counters.put(
                    event,
                    Counter.builder("ocpp.security.events")
                            .description("what looked like an attack, and who signed in")
                            .tag("event", event.label)
                            .register(meters));
        }
    }

    /**
     * It has happened, once more. Does not wait for anything.
     *
     * @param culprit a charge point's identity, an address or an operator
     */
    public void note(SecurityEvent event, String culprit, String what) {
        counters.get(event).increment();
        String shown = Printable.text(what, MAX_SHOWN);
        Said who = new Said(event, Printable.text(culprit, MAX_SHOWN));
        Spell spell = said.getIfPresent(who);
        if (spell == null) {
            Said named = culprits.get(event).get() < MOST_CULPRITS ? who : new Said(event, OTHERS);
            spell = said.get(named, _ -> {
                culprits.get(event).incrementAndGet();
                return new Spell();
            });
            who = named;
        }
        if (spell.begins()) {
            log.atLevel(event.weight.level).log("{}: {}: {}", event.label, who.culprit(), shown);
            keep(who, shown, 1);
        } else {
            spell.again(shown);
        }
    }

    private void over(Said who, Spell spell) {
        culprits.get(who.event()).decrementAndGet();
        long times = spell.times.sum();
        if (times > 0) {
            keep(who, spell.last, times);
        }
    }

    private void keep(Said who, String what, long times) {
        SecurityEvent event = who.event();
        if (event.weight != Weight.COMMON) {
            boolean critical = event.weight == Weight.CRITICAL;
            journal.keep(new Entry(event.label, critical, who.culprit(), what, times, clock.instant()));
        }
    }

    /** Gives to the journal what has been held back until now. */
    public void flush() {
        said.invalidateAll();
        said.cleanUp();
    }

    /** Lets time pass for what is over; it does so by itself, if later. */
    void cleanUp() {
        said.cleanUp();
    }

    private record Said(SecurityEvent event, String culprit) {}

    /** The time for which somebody is not mentioned again. */
    private static final class Spell {

        private final AtomicBoolean begun = new AtomicBoolean();
        private final LongAdder times = new LongAdder();
        private volatile String last = "";

        boolean begins() {
            return !begun.get() && begun.compareAndSet(false, true);
        }

        void again(String what) {
            last = what;
            times.increment();
        }
    }
}
