package dev.csms.ocpp.websocket;

import java.time.Duration;

/** So many connections there may be; each counts from its admission until the gatekeeper knows of its end. */
final class Places {

    private final int all;
    private int taken;

    Places(int all) {
        this.all = all;
    }

    /** False if there is none. */
    synchronized boolean take() {
        if (taken >= all) {
            return false;
        }
        taken++;
        return true;
    }

    synchronized void leave() {
        taken--;
        if (taken == 0) {
            notifyAll();
        }
    }

    /** False if somebody is still there after that time. */
    synchronized boolean awaitEmpty(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos(); taken > 0 && left > 0; left = deadline - System.nanoTime()) {
            wait(Math.max(1, left / 1_000_000));
        }
        return taken == 0;
    }
}
