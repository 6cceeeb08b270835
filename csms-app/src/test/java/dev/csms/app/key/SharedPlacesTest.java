package dev.csms.app.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class SharedPlacesTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final SharedPlaces places = new SharedPlaces(1);
    private final List<String> served = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /** From now on it waits. */
    private Thread waits(String name, String network, String concerning) {
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            if (places.take(network, concerning, LONG)) {
                served.add(name);
                places.leave();
            }
        });
        threads.add(thread);
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
    }

    private void join() throws InterruptedException {
        for (Thread each : threads) {
            assertThat(each.join(LONG)).isTrue();
        }
    }

    @Test
    void networks_take_turns_and_within_one_those_whom_it_concerns() throws InterruptedException {
        assertThat(places.take("somebody", "else", LONG)).isTrue();
        waits("flood 1", "flood", "CP-1");
        waits("flood 2", "flood", "CP-1");
        waits("flood 3", "flood", "CP-1");
        waits("neighbour", "flood", "CP-2");
        waits("another", "other", "CP-3");

        places.leave();

        join();
        assertThat(served).containsExactly("flood 1", "another", "neighbour", "flood 2", "flood 3");
    }

    @Test
    void who_gives_up_takes_no_place() throws InterruptedException {
        assertThat(places.take("a", "CP-1", LONG)).isTrue();
        assertThat(places.take("b", "CP-1", Duration.ZERO)).isFalse();
        waits("interrupted", "b", "CP-1").interrupt();
        join();
        waits("patient", "b", "CP-1");

        places.leave();

        join();
        assertThat(served).containsExactly("patient");
        assertThat(places.take("c", "CP-1", Duration.ZERO)).isTrue();
    }
}
