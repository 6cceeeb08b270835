package dev.csms.ocpp.websocket;

import java.util.ArrayList;
import java.util.List;

/**
 * The connections of one event loop. One walk over all of them, every second, stands in for several timers in each; most
 * of these would only be moved on and never ring.
 */
final class Watch implements Runnable {

    private final List<Watched> connections = new ArrayList<>();
    private volatile boolean readingStopped;

    void add(Watched connection) {
        connection.place = connections.size();
        connections.add(connection);
    }

    void remove(Watched connection) {
        if (connection.place < 0) {
            return;
        }
        Watched last = connections.removeLast();
        if (last != connection) {
            connections.set(connection.place, last);
            last.place = connection.place;
        }
        connection.place = -1;
    }

    /** Whether nothing is to be read from any of them; each finds that out when it is looked at. */
    void stopReading(boolean stopped) {
        readingStopped = stopped;
    }

    boolean isReadingStopped() {
        return readingStopped;
    }

    /** Backwards, because connections may leave on the way. */
    @Override
    public void run() {
        long now = System.nanoTime();
        for (int i = connections.size() - 1; i >= 0; i--) {
            if (i < connections.size()) {
                connections.get(i).tick(now);
            }
        }
    }
}
