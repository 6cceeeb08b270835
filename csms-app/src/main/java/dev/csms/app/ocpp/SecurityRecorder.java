package dev.csms.app.ocpp;

import dev.csms.domain.Provenance;
import dev.csms.domain.securityevent.SecurityEventCommand.NoteSecurityEvent;
import dev.csms.ocpp.rpc.SecurityLog;
import dev.csms.ocpp.rpc.SecurityLog.Entry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts on record, in the background, what has been noticed: whoever notices something does not wait for the database,
 * and a flood of it fills no memory. What finds no room is counted and lost.
 */
final class SecurityRecorder implements SecurityLog.Journal {

    private static final Logger log = LoggerFactory.getLogger(SecurityRecorder.class);

    static final int MOST_WAITING = 1_000;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final CommandGateway commands;
    private final String node;
    private final Counter lost;
    private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private volatile boolean stopping;
    private @Nullable Thread writer;

    SecurityRecorder(CommandGateway commands, String node, MeterRegistry meters) {
        this.commands = commands;
        this.node = node;
        this.lost = Counter.builder("ocpp.security.events.lost")
                .description("what looked like an attack and is in the log and the metrics only")
                .register(meters);
    }

    @Override
    public void keep(Entry entry) {
        if (!waiting.offer(entry)) {
            lost.increment();
        }
    }

    synchronized void start() {
        stopping = false;
        writer = Thread.ofVirtual().name("security-events").start(this::write);
    }

    /** After it has written what waits, if that can be done soon. */
    synchronized void stop() {
        stopping = true;
        Thread stopped = writer;
        writer = null;
        try {
            if (stopped != null && !stopped.join(LAST_WORDS)) {
                log.warn("{} security events are not on record", waiting.size());
                stopped.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized boolean isRunning() {
        return writer != null;
    }

    private void write() {
        try {
            while (!stopping || !waiting.isEmpty()) {
                Entry entry = waiting.poll(200, TimeUnit.MILLISECONDS);
                if (entry != null) {
                    write(entry);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Entry entry) throws InterruptedException {
        boolean complained = false;
        while (!tried(entry, complained)) {
            complained = true;
            if (stopping) {
                lost.increment();
                return;
            }
            Thread.sleep(PAUSE_AFTER_FAILURE);
        }
    }

    private boolean tried(Entry entry, boolean complained) {
        try {
            commands.sendAndWait(
                    new NoteSecurityEvent(
                            entry.event(),
                            entry.culprit(),
                            entry.critical(),
                            entry.description(),
                            entry.times(),
                            entry.at()),
                    MetaData.from(Map.of(Provenance.ACTOR, Provenance.SYSTEM, Provenance.NODE, node)));
            return true;
        } catch (RuntimeException e) {
            if (!complained) {
                log.warn("Security events cannot be put on record; trying again: {}", e.toString());
            }
            return false;
        }
    }
}
