package dev.csms.ocpp.rpc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What looks like an attack, or like two devices with one identity. All of it is counted; a line is for each culprit. */
public final class SecurityLog {

    private static final Logger log = LoggerFactory.getLogger(SecurityLog.class);

    /** Whoever floods us must not flood the log. */
    private static final Duration QUIET = Duration.ofMinutes(10);

    private static final int MAX_CULPRITS = 10_000;
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
        /** A connection has taken the place of another of the same charge point. */
        SESSION_SUPERSEDED("SessionSuperseded", true),
        /** Somebody who proves nothing came as a charge point that is connected and alive. */
        SESSION_CONTESTED("SessionContested"),
        /** One identity connects again and again while it is connected. */
        SESSION_FLAPPING("SessionFlapping"),
        /** One address has had more handshakes refused than anybody does by mistake. */
        REFUSED_HANDSHAKES("RefusedHandshakes"),
        /** More handshakes than this node takes. */
        HANDSHAKE_FLOOD("HandshakeFlood"),
        /** One charge point asks for idTags that are not valid, again and again. */
        ID_TAG_GUESSING("IdTagGuessing"),
        /** One charge point boots again and again. */
        BOOT_LOOP("BootLoop");

        private final String label;

        /** It is what a bad network does; two of many are no news. */
        private final boolean common;

        SecurityEvent(String label) {
            this(label, false);
        }

        SecurityEvent(String label, boolean common) {
            this.label = label;
            this.common = common;
        }
    }

    private final Map<SecurityEvent, Counter> counters = new EnumMap<>(SecurityEvent.class);
    private final Cache<Said, Boolean> said = Caffeine.newBuilder()
            .expireAfterWrite(QUIET)
            .maximumSize(MAX_CULPRITS)
            .build();

    /** Several with the same meters count together. */
    public SecurityLog(MeterRegistry meters) {
        for (SecurityEvent event : SecurityEvent.values()) {
            counters.put(
                    event,
                    Counter.builder("ocpp.security.events")
                            .description("what looked like an attack on the port for charge points")
                            .tag("event", event.label)
                            .register(meters));
        }
    }

    /**
     * It has happened, once more.
     *
     * @param culprit a charge point's identity or an address
     */
    public void note(SecurityEvent event, String culprit, String what) {
        counters.get(event).increment();
        if (said.asMap().putIfAbsent(new Said(event, culprit), true) == null) {
            log.atLevel(event.common ? Level.DEBUG : Level.WARN)
                    .log(
                            "{}: {}: {}",
                            event.label,
                            Printable.text(culprit, MAX_SHOWN),
                            Printable.text(what, MAX_SHOWN));
        }
    }

    private record Said(SecurityEvent event, String culprit) {}
}
