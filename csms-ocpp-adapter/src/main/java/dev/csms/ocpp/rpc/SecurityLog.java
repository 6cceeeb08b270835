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

/** What looks like an attack, or like two devices with one identity. All of it is counted; a line is for each culprit. */
public final class SecurityLog {

    private static final Logger log = LoggerFactory.getLogger(SecurityLog.class);

    /** Whoever floods us must not flood the log. */
    private static final Duration QUIET = Duration.ofMinutes(10);

    private static final int MAX_CULPRITS = 10_000;
    private static final int MAX_SHOWN = 200;

    /** In the words that stand in the log and in the metric. */
    public enum SecurityEvent {
        /** Somebody speaks only TLS that is broken. */
        TLS_VERSION("TlsVersion"),
        /** Somebody speaks only cipher suites that are weak. */
        TLS_CIPHER("TlsCipher"),
        /** Somebody begins a second handshake within a TLS connection. */
        TLS_RENEGOTIATION("TlsRenegotiation"),
        /** A connection has not become a WebSocket in time. */
        HANDSHAKE_TIMEOUT("HandshakeTimeout"),
        /** A charge point's certificate was refused. */
        CLIENT_CERTIFICATE("ClientCertificate"),
        /** Somebody who is no proxy of ours says for whom it speaks. */
        FORWARDED_HEADERS("ForwardedHeaders"),
        /** One identity connects again and again while it is connected. */
        SESSION_FLAPPING("SessionFlapping"),
        /** One address has had more handshakes refused than anybody does by mistake. */
        REFUSED_HANDSHAKES("RefusedHandshakes"),
        /** More handshakes than this node takes. */
        HANDSHAKE_FLOOD("HandshakeFlood"),
        /** One charge point asks for idTags that are not valid, again and again. */
        ID_TAG_GUESSING("IdTagGuessing"),
        /** One charge point boots again and again. */
        BOOT_LOOP("BootLoop"),
        /** One charge point asks for a certificate that it is not to have. */
        CERTIFICATE_REQUEST("CertificateRequest");

        private final String label;

        SecurityEvent(String label) {
            this.label = label;
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
            log.warn("{}: {}: {}", event.label, Printable.text(culprit, MAX_SHOWN), Printable.text(what, MAX_SHOWN));
        }
    }

    private record Said(SecurityEvent event, String culprit) {}
}
