package dev.csms.ocpp.v16;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.idtag.AuthorizationStatus;
import dev.csms.ocpp.rpc.Frequency;
import dev.csms.ocpp.rpc.SecurityLog;
import dev.csms.ocpp.rpc.SecurityLog.SecurityEvent;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Notices what is right in each single call and wrong in their number. What is answered stays true; only whoever tries
 * one idTag after the other waits longer for each next refusal.
 */
final class Vigilance {

    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int MOST_INVALID_ID_TAGS = 20;
    private static final int MOST_BOOTS = 10;

    private final SecurityLog securityLog;
    private final Duration guessingDelay;
    private final Frequency<ChargePointId> invalidIdTags;
    private final Frequency<ChargePointId> boots;

    Vigilance(SecurityLog securityLog, Duration guessingDelay, InstantSource clock) {
        this.securityLog = securityLog;
        this.guessingDelay = guessingDelay;
        this.invalidIdTags = new Frequency<>(MOST_INVALID_ID_TAGS, WINDOW, clock);
        this.boots = new Frequency<>(MOST_BOOTS, WINDOW, clock);
    }

    /** Looks at an answer before it is given. May wait, and with it the later calls of this charge point only. */
    void look(ChargePointId chargePoint, Record response) {
        switch (response) {
            case Authorize.Response authorize -> look(chargePoint, authorize.idTagInfo());
            case StartTransaction.Response start -> look(chargePoint, start.idTagInfo());
            case StopTransaction.Response stop -> look(chargePoint, stop.idTagInfo());
            // others say themselves how often they want to be booted
            case BootNotification.Response boot
            when boot.isAccepted() && boots.note(chargePoint) ->
                securityLog.note(
                        SecurityEvent.BOOT_LOOP,
                        chargePoint.value(),
                        "more than " + MOST_BOOTS + " BootNotifications in " + WINDOW.toMinutes() + " minutes");
            default -> {}
        }
    }

    private void look(ChargePointId chargePoint, @Nullable IdTagInfo info) {
        if (info != null && info.status() == AuthorizationStatus.INVALID && invalidIdTags.note(chargePoint)) {
            securityLog.note(
                    SecurityEvent.ID_TAG_GUESSING,
                    chargePoint.value(),
                    "more than " + MOST_INVALID_ID_TAGS + " invalid idTags in " + WINDOW.toMinutes() + " minutes");
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(guessingDelay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
