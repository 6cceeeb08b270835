package dev.csms.app.overload;

import dev.csms.app.CsmsSettings;
import dev.csms.app.eventstore.StoreStrain;
import dev.csms.app.housekeeping.RegularWork;
import dev.csms.app.overload.Overload.Change;
import dev.csms.ocpp.rpc.SecurityLog;
import dev.csms.ocpp.rpc.SecurityLog.SecurityEvent;
import dev.csms.ocpp.websocket.OcppServer;
import dev.csms.ocpp.websocket.Relief;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Looks at the signals twice a second, and says so everywhere when the level has changed. */
final class OverloadWatch {

    private static final Logger log = LoggerFactory.getLogger(OverloadWatch.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Overload overload;
    private final StoreStrain store;
    private final OcppServer server;
    private final SecurityLog securityLog;
    private final InstantSource clock;
    private final String node;
    private final HeapAfterCollection heap = new HeapAfterCollection();

    OverloadWatch(
            Overload overload,
            StoreStrain store,
            OcppServer server,
            SecurityLog securityLog,
            InstantSource clock,
            CsmsSettings settings) {
        this.overload = overload;
        this.store = store;
        this.server = server;
        this.securityLog = securityLog;
        this.clock = clock;
        this.node = settings.node();
    }

    /** On a thread of the system: virtual ones get their turn late when there is too much to do. */
    RegularWork regularly() {
        return RegularWork.onThreadOfItsOwn("looking for overload", BETWEEN_LOOKS, this::look);
    }

    private void look() {
        Instant now = clock.instant();
        overload.look(signals(now), now).ifPresent(this::tell);
    }

    private Signals signals(Instant now) {
        return new Signals(store.longestWait(), store.away(), heap.share(now));
    }

    private void tell(Change change) {
        server.relieve(
                switch (change.now().level()) {
                    case NONE -> Relief.NONE;
                    case NO_HANDSHAKES, NO_QUERIES -> Relief.NO_HANDSHAKES;
                    case NO_READING -> Relief.NO_READING;
                });
        String what = change.now().why() + ": " + change.now().level().words();
        log.atLevel(change.isWorse() ? Level.WARN : Level.INFO).log("Overload: {}", what);
        securityLog.note(SecurityEvent.OVERLOAD, node, what);
    }
}
