package dev.csms.app.axon;

import dev.csms.query.projection.DeadLetterLimits;
import dev.csms.query.projection.ProcessingTables;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.DeadLetterQueueOverflowException;
import org.axonframework.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dead letters of one group, as many as there is room for. Axon would let the whole group fail for ever at the next
 * one, for all charge points; here that event is left out. The rows are made again by a rebuild anyway, and nothing else
 * mends them then: see {@link DeadLetterLimits}.
 */
final class BoundedDeadLetters extends JdbcSequencedDeadLetterQueue<EventMessage<?>> {

    private static final Logger log = LoggerFactory.getLogger(BoundedDeadLetters.class);

    private final String group;
    private final AtomicLong saidNanos = new AtomicLong();

    private BoundedDeadLetters(String group, Builder<EventMessage<?>> builder) {
        super(builder);
        this.group = group;
    }

    static BoundedDeadLetters of(
            String group,
            ConnectionProvider connections,
            TransactionManager transactions,
            Serializer general,
            Serializer events) {
        Builder<EventMessage<?>> builder = JdbcSequencedDeadLetterQueue.builder();
        return new BoundedDeadLetters(
                group,
                builder.processingGroup(group)
                        .maxSequences(DeadLetterLimits.SEQUENCES)
                        .maxSequenceSize(DeadLetterLimits.IN_SEQUENCE)
                        .connectionProvider(connections)
                        .transactionManager(transactions)
                        .schema(ProcessingTables.deadLetters())
                        .genericSerializer(general)
                        .eventSerializer(events));
    }

    @Override
    public void enqueue(Object sequenceIdentifier, DeadLetter<? extends EventMessage<?>> letter) {
        try {
            super.enqueue(sequenceIdentifier, letter);
        } catch (DeadLetterQueueOverflowException e) {
            // said already
        }
    }

    /** Says so as it fills, each tenth, and when it is full. */
    @Override
    public boolean isFull(Object sequenceIdentifier) {
        long inSequence = sequenceSize(sequenceIdentifier);
        return inSequence > 0
                ? isFull(inSequence, DeadLetterLimits.IN_SEQUENCE, "of " + sequenceIdentifier)
                : isFull(amountOfSequences(), DeadLetterLimits.SEQUENCES, "in sequences");
    }

    private boolean isFull(long letters, int most, String which) {
        if (letters >= most && isTimeToSay()) {
            log.error(
                    "{}: an event is left out, since there are {} dead letters {}: rebuild the projection",
                    group,
                    letters,
                    which);
        } else if (letters < most && letters >= most / 10 && letters % (most / 10) == 0) {
            log.error("{}: {} dead letters {}; from {} on events are left out", group, letters, which, most);
        }
        return letters >= most;
    }

    /** Once a minute: what fails may fail with each event. */
    private boolean isTimeToSay() {
        long now = System.nanoTime();
        long last = saidNanos.get();
        return (last == 0 || now - last > TimeUnit.MINUTES.toNanos(1)) && saidNanos.compareAndSet(last, now);
    }
}
