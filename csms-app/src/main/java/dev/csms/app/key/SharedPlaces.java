package dev.csms.app.key;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Places for dear work, of which there are few. They are given to networks in turn, and within a network in turn to those
 * whom it concerns, so that nobody gets more of them by asking more often: who asks once is served after at most one of
 * each other network that waits.
 */
final class SharedPlaces {

    /** By network, and there by whom it concerns; whose turn is next stands first. Nothing in it is empty. */
    private final SequencedMap<String, SequencedMap<Object, Queue<Waiting>>> waiting = new LinkedHashMap<>();

    private int free;

    SharedPlaces(int places) {
        free = places;
    }

    private static final class Waiting {

        private final CountDownLatch turn = new CountDownLatch(1);
    }

    /**
     * Waits for a place, which has to be {@linkplain #leave left}.
     *
     * @return false if there was none in time
     */
    boolean take(String network, Object concerning, Duration patience) {
        Waiting self = new Waiting();
        synchronized (this) {
            if (free > 0) {
                free--;
                return true;
            }
            waiting.computeIfAbsent(network, _ -> new LinkedHashMap<>())
                    .computeIfAbsent(concerning, _ -> new ArrayDeque<>())
                    .add(self);
        }
        boolean interrupted = false;
        try {
            if (self.turn.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return true;
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        boolean given = !giveUp(network, concerning, self);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return given;
    }

    /** False if it has just been its turn. */
    private synchronized boolean giveUp(String network, Object concerning, Waiting self) {
        Map<Object, Queue<Waiting>> ofNetwork = waiting.get(network);
        Queue<Waiting> queue = ofNetwork == null ? null : ofNetwork.get(concerning);
        if (ofNetwork == null || queue == null || !queue.remove(self)) {
            return false;
        }
        if (queue.isEmpty()) {
            ofNetwork.remove(concerning);
        }
        if (ofNetwork.isEmpty()) {
            waiting.remove(network);
        }
        return true;
    }

    /** Its place goes to the next. */
    synchronized void leave() {
        Waiting next = next();
        if (next == null) {
            free++;
        } else {
            next.turn.countDown();
        }
    }

    private @Nullable Waiting next() {
        Map.Entry<String, SequencedMap<Object, Queue<Waiting>>> network = waiting.pollFirstEntry();
        if (network == null) {
            return null;
        }
        Map.Entry<Object, Queue<Waiting>> concerned =
                Objects.requireNonNull(network.getValue().pollFirstEntry());
        Waiting next = concerned.getValue().remove();
        if (!concerned.getValue().isEmpty()) {
            network.getValue().put(concerned.getKey(), concerned.getValue());
        }
        if (!network.getValue().isEmpty()) {
            waiting.put(network.getKey(), network.getValue());
        }
        return next;
    }
}
