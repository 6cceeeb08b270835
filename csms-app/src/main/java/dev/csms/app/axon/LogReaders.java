package dev.csms.app.axon;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.messaging.StreamableMessageSource;

/**
 * How the log is read: one order, one thread and one connection for each reader.
 *
 * <p>Axon's pooled processors hand events from one thread to another through a queue of a thousand, which is looked into
 * ten times a second: that is ten thousand events a second at most.
 */
public final class LogReaders {

    /** The group of those that every node has for itself: what they hear of is done on this node, or not at all. */
    public static final String THIS_NODE = "this-node";

    private static final int BATCH = 500;
    private static final Duration CLAIM_INTERVAL = Duration.ofSeconds(5);

    /**
     * How old the stored position of a reader gets that finds nothing of interest in what it reads, and how long one takes
     * to stop that finds nothing at all.
     */
    private static final Duration POSITION_AGE = Duration.ofMillis(500);

    private LogReaders() {}

    /** From the first event on, or from where it was. */
    static TrackingEventProcessorConfiguration ofAll() {
        return TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                .andBatchSize(BATCH)
                .andTokenClaimInterval(CLAIM_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)
                .andEventAvailabilityTimeout(POSITION_AGE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** For one on each node that has no memory: what is there already does not concern it. */
    static TrackingEventProcessorConfiguration fromNowOn() {
        return ofAll().andInitialTrackingToken(StreamableMessageSource::createHeadToken);
    }
}
