package dev.csms.domain.securityevent;

import dev.csms.domain.ClaimedTime;
import dev.csms.domain.FactLog;
import dev.csms.domain.anomaly.Anomalies;
import dev.csms.domain.securityevent.SecurityEvent.SecurityEventNoted;
import dev.csms.domain.securityevent.SecurityEvent.SecurityEventReported;
import dev.csms.domain.securityevent.SecurityEventCommand.NoteSecurityEvent;
import dev.csms.domain.securityevent.SecurityEventCommand.ReportSecurityEvent;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.jspecify.annotations.Nullable;

/** Puts security events on record, whatever they are. */
public final class SecurityEventCommandHandler {

    private final FactLog facts;

    public SecurityEventCommandHandler(FactLog facts) {
        this.facts = facts;
    }

    @CommandHandler
    void handle(ReportSecurityEvent report) {
        ClaimedTime time = ClaimedTime.of(report.timestamp(), report.receivedAt());
        @Nullable SecurityEventType known = SecurityEventType.of(report.type()).orElse(null);
        facts.recordOnce(
                "SecurityEvent",
                keyOf(report),
                new SecurityEventReported(
                        report.chargePointId(),
                        report.type(),
                        known,
                        known != null && known.isCritical(),
                        time.effective(),
                        report.techInfo(),
                        report.receivedAt()));
        new Anomalies(facts, report.chargePointId(), null, null, report.raw(), report.receivedAt())
                .check(time, "security event " + report.type());
    }

    /** Charge points send it until it is answered, and some of them once more: the same words are the same event. */
    private static String keyOf(ReportSecurityEvent report) {
        String said = report.type() + "\n" + report.techInfo();
        return "security-event-%s-%s-%s"
                .formatted(
                        report.chargePointId().value().toLowerCase(Locale.ROOT),
                        report.timestamp() == null ? report.receivedAt() : report.timestamp(),
                        UUID.nameUUIDFromBytes(said.getBytes(StandardCharsets.UTF_8)));
    }

    @CommandHandler
    void handle(NoteSecurityEvent note) {
        facts.record(new SecurityEventNoted(
                note.type(), note.culprit(), note.critical(), note.description(), note.times(), note.notedAt()));
    }
}
