package dev.csms.app.ocpp;

import dev.csms.ocpp.rpc.SecurityLog;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** What is noticed of charge points is put on record before the first and until after the last of them. */
@Component
final class SecurityRecording implements SmartLifecycle {

    private final SecurityLog securityLog;
    private final SecurityRecorder recorder;

    SecurityRecording(SecurityLog securityLog, SecurityRecorder recorder) {
        this.securityLog = securityLog;
        this.recorder = recorder;
    }

    @Override
    public void start() {
        recorder.start();
    }

    @Override
    public void stop() {
        securityLog.flush();
        recorder.stop();
    }

    @Override
    public boolean isRunning() {
        return recorder.isRunning();
    }

    @Override
    public int getPhase() {
        return OcppListening.LAST_UP_FIRST_DOWN - 1;
    }
}
