package dev.csms.app.housekeeping;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Something that is done again and again, with a pause in between, while the node runs. If it fails, it is tried again
 * in its time, and the log says so once.
 */
public final class RegularWork implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RegularWork.class);

    private final String name;
    private final Duration pause;
    private final Runnable work;
    private final Thread.Builder thread;
    private @Nullable ScheduledExecutorService timer;
    private boolean troubled;

    /** @param name what is done, as the log is to call it */
    public RegularWork(String name, Duration pause, Runnable work) {
        this(name, pause, work, Thread.ofVirtual());
    }

    private RegularWork(String name, Duration pause, Runnable work, Thread.Builder thread) {
        this.name = name;
        this.pause = pause;
        this.work = work;
        this.thread = thread.name(name);
    }

    /** The same for what must not wait for anything else that this node does. */
    public static RegularWork onThreadOfItsOwn(String name, Duration pause, Runnable work) {
        return new RegularWork(name, pause, work, Thread.ofPlatform().daemon());
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(thread.factory());
        started.scheduleWithFixedDelay(this::attempt, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        timer = started;
    }

    private void attempt() {
        try {
            work.run();
            troubled = false;
        } catch (RuntimeException | Error e) { // a timer that is not told forgets its work
            if (!troubled) {
                log.warn("{} failed and will be tried again: {}", name, e.toString());
                troubled = true;
            }
        }
    }

    @Override
    public void stop() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }
}
