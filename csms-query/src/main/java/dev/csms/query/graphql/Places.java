package dev.csms.query.graphql;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * For requests that are answered at once. One person, by whatever tokens, has half of them at most; an installation
 * that sets itself up has all.
 */
final class Places {

    private static final int SHARE_OF_ONE = 2;

    private final Semaphore all;
    private final int mostOfOne;
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();

    Places(int most) {
        all = new Semaphore(most);
        mostOfOne = Math.max(1, most / SHARE_OF_ONE);
    }

    /** False if there is none left. */
    boolean take(Caller caller) {
        boolean one = taken.merge(caller.name(), 1, Integer::sum) <= mostOfOne || !caller.isMetered();
        if (one && all.tryAcquire()) {
            return true;
        }
        giveBack(caller);
        return false;
    }

    void leave(Caller caller) {
        all.release();
        giveBack(caller);
    }

    private void giveBack(Caller caller) {
        taken.computeIfPresent(caller.name(), (_, count) -> count == 1 ? null : count - 1);
    }
}
