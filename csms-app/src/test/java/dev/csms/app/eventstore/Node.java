package dev.csms.app.eventstore;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.lock.PessimisticLockFactory;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** One node of an installation: an event store of its own on a database that it shares with others. */
final class Node implements AutoCloseable {

    final AggregateCache cache = new AggregateCache(1000);
    final Coherence coherence = new Coherence(cache);
    final EventTail tail;
    final Appender appender;
    final PostgresEventStorageEngine engine;
    final PostgresEventStore store;
    final CoherentRepository<Tag> tags;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    Node(DataSource database) {
        this(database, database::getConnection, Duration.ofSeconds(20));
    }

    Node(DataSource database, ConnectionOpener connections, Duration patience) {
        tail = new EventTail(database::getConnection);
        appender = new Appender(connections, coherence, tail, patience, meters);
        EventSerializer serializer = new EventSerializer(new EventNames(List.of(TagEvent.class)));
        PostgresEventStorageEngine.Builder builder = PostgresEventStorageEngine.builder(
                database, appender, tail, event -> (String) event.getMetaData().get("chargePoint"), patience);
        builder.eventSerializer(serializer);
        builder.snapshotSerializer(SnapshotJson.serializer());
        builder.snapshotFilter(new SnapshotsOfToday());
        engine = builder.build();
        store = PostgresEventStore.of(engine, tail);
        tags = new CoherentRepository<>(
                EventSourcingRepository.builder(Tag.class).eventStore(store),
                PessimisticLockFactory.usingDefaults(),
                cache,
                coherence,
                appender,
                new Snapshots(engine, 100));
        appender.start();
        tail.start(appender);
    }

    /** Does something as a command handler does, and answers when it is durable. */
    <R> R command(Callable<R> action) {
        UnitOfWork<?> command = DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>("test"));
        var result = command.executeWithResult(action);
        if (result.isExceptional()) {
            throw result.exceptionResult() instanceof RuntimeException e
                    ? e
                    : new IllegalStateException(result.exceptionResult());
        }
        return result.getPayload();
    }

    void register(String tag) {
        command(() -> tags.newInstance(() -> new Tag(new TagEvent.TagId(tag))));
    }

    boolean use(String tag) {
        return command(() -> tags.load("tag-" + tag).invoke(it -> it.use(null)));
    }

    void block(String tag) {
        command(() -> {
            tags.load("tag-" + tag).execute(Tag::block);
            return true;
        });
    }

    <R> R ask(String tag, Function<Tag, R> question) {
        return command(() -> tags.ask("tag-" + tag, question).orElseThrow());
    }

    void note(String text) {
        publish(new GenericEventMessage<>(new TagEvent.Noted(text)));
    }

    void publish(EventMessage<?> event) {
        store.publish(event);
    }

    TrackingEventStream read(long after) {
        return store.openStream(new org.axonframework.eventhandling.GlobalSequenceTrackingToken(after));
    }

    static List<TrackedEventMessage<?>> take(TrackingEventStream stream, int count) throws InterruptedException {
        List<TrackedEventMessage<?>> taken = new ArrayList<>();
        while (taken.size() < count && stream.hasNextAvailable(10, TimeUnit.SECONDS)) {
            taken.add(stream.nextAvailable());
        }
        return taken;
    }

    @Override
    public void close() {
        appender.close();
        tail.close();
    }
}
