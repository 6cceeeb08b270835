package dev.csms.app.axon.server;

import io.axoniq.axonserver.grpc.event.Confirmation;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventStoreGrpc;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.axoniq.axonserver.grpc.event.GetAggregateEventsRequest;
import io.axoniq.axonserver.grpc.event.GetAggregateSnapshotsRequest;
import io.axoniq.axonserver.grpc.event.GetEventsRequest;
import io.axoniq.axonserver.grpc.event.GetFirstTokenRequest;
import io.axoniq.axonserver.grpc.event.GetLastTokenRequest;
import io.axoniq.axonserver.grpc.event.GetTokenAtRequest;
import io.axoniq.axonserver.grpc.event.PayloadDescription;
import io.axoniq.axonserver.grpc.event.ReadHighestSequenceNrRequest;
import io.axoniq.axonserver.grpc.event.ReadHighestSequenceNrResponse;
import io.axoniq.axonserver.grpc.event.TrackingToken;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The log of all events, and each aggregate's own within it. A token is an event's place in the log, from 0. */
final class InMemoryEventStore extends EventStoreGrpc.EventStoreImplBase {

    private static final Metadata.Key<String> ERROR_CODE =
            Metadata.Key.of("AxonIQ-ErrorCode", Metadata.ASCII_STRING_MARSHALLER);
    private static final String INVALID_SEQUENCE = "AXONIQ-2000";

    private final List<Event> log = new ArrayList<>();
    private final Map<String, List<Event>> aggregates = new HashMap<>();
    private final Map<String, TreeMap<Long, Event>> snapshots = new HashMap<>();
    private final Set<Reader> readers = new HashSet<>();
    private final List<Long> firstTokens = new ArrayList<>();
    private boolean refusing;

    synchronized List<Event> all() {
        return List.copyOf(log);
    }

    synchronized List<Event> snapshots() {
        return snapshots.values().stream()
                .flatMap(each -> each.values().stream())
                .toList();
    }

    synchronized List<Long> firstTokens() {
        return List.copyOf(firstTokens);
    }

    synchronized void refuseNextAppend() {
        refusing = true;
    }

    private synchronized List<Event> aggregate(String identifier) {
        return List.copyOf(aggregates.getOrDefault(identifier, List.of()));
    }

    // ---- appending

    @Override
    public StreamObserver<Event> appendEvent(StreamObserver<Confirmation> answer) {
        List<Event> transaction = new ArrayList<>();
        return new StreamObserver<>() {
            @Override
            public void onNext(Event event) {
                transaction.add(event);
            }

            @Override
            public void onError(Throwable rolledBack) {}

            @Override
            public void onCompleted() {
                try {
                    append(transaction);
                    answer(Confirmation.newBuilder().setSuccess(true).build(), answer);
                } catch (StatusRuntimeException e) {
                    answer.onError(e);
                }
            }
        };
    }

    /** All or none. */
    private synchronized void append(List<Event> transaction) {
        Map<String, Long> expected = new HashMap<>();
        for (Event event : transaction) {
            String aggregate = event.getAggregateIdentifier();
            if (!aggregate.isEmpty()) {
                long next = expected.getOrDefault(aggregate, (long)
                        aggregates.getOrDefault(aggregate, List.of()).size());
                if (event.getAggregateSequenceNumber() != next || refusing) {
                    refusing = false;
                    throw invalidSequence(event, next);
                }
                expected.put(aggregate, next + 1);
            }
        }
        for (Event event : transaction) {
            log.add(event);
            if (!event.getAggregateIdentifier().isEmpty()) {
                aggregates
                        .computeIfAbsent(event.getAggregateIdentifier(), _ -> new ArrayList<>())
                        .add(event);
            }
        }
        readers.forEach(Reader::push);
    }

    private static StatusRuntimeException invalidSequence(Event event, long expected) {
        Metadata code = new Metadata();
        code.put(ERROR_CODE, INVALID_SEQUENCE);
        return Status.OUT_OF_RANGE
                .withDescription("[%s] Invalid sequence number %d for aggregate %s, expected %d"
                        .formatted(
                                INVALID_SEQUENCE,
                                event.getAggregateSequenceNumber(),
                                event.getAggregateIdentifier(),
                                expected))
                .asRuntimeException(code);
    }

    @Override
    public void appendSnapshot(Event snapshot, StreamObserver<Confirmation> answer) {
        synchronized (this) {
            snapshots
                    .computeIfAbsent(snapshot.getAggregateIdentifier(), _ -> new TreeMap<>())
                    .put(snapshot.getAggregateSequenceNumber(), snapshot);
        }
        answer(Confirmation.newBuilder().setSuccess(true).build(), answer);
    }

    // ---- an aggregate

    @Override
    public void listAggregateEvents(GetAggregateEventsRequest request, StreamObserver<Event> answer) {
        aggregate(request.getAggregateId()).stream()
                .filter(event -> event.getAggregateSequenceNumber() >= request.getInitialSequence())
                .forEach(answer::onNext);
        answer.onCompleted();
    }

    @Override
    public void listAggregateSnapshots(GetAggregateSnapshotsRequest request, StreamObserver<Event> answer) {
        List<Event> newestFirst;
        synchronized (this) {
            newestFirst = List.copyOf(snapshots
                    .getOrDefault(request.getAggregateId(), new TreeMap<>())
                    .subMap(request.getInitialSequence(), true, request.getMaxSequence(), true)
                    .descendingMap()
                    .values());
        }
        newestFirst.stream().limit(request.getMaxResults()).forEach(answer::onNext);
        answer.onCompleted();
    }

    @Override
    public void readHighestSequenceNr(
            ReadHighestSequenceNrRequest request, StreamObserver<ReadHighestSequenceNrResponse> answer) {
        int events = aggregate(request.getAggregateId()).size();
        answer(
                ReadHighestSequenceNrResponse.newBuilder()
                        .setToSequenceNr(events - 1L)
                        .build(),
                answer);
    }

    // ---- the log

    @Override
    public void getFirstToken(GetFirstTokenRequest request, StreamObserver<TrackingToken> answer) {
        answer(token(0), answer);
    }

    @Override
    public void getLastToken(GetLastTokenRequest request, StreamObserver<TrackingToken> answer) {
        answer(token(all().size() - 1), answer);
    }

    @Override
    public void getTokenAt(GetTokenAtRequest request, StreamObserver<TrackingToken> answer) {
        List<Event> all = all();
        int first = IntStream.range(0, all.size())
                .filter(i -> all.get(i).getTimestamp() >= request.getInstant())
                .findFirst()
                .orElse(all.size());
        answer(token(all.isEmpty() ? -1 : first), answer);
    }

    @Override
    public StreamObserver<GetEventsRequest> listEvents(StreamObserver<EventWithToken> answer) {
        return new Reader(answer);
    }

    /** One who follows the log. The first request says from where; each says how much more may be sent. */
    private final class Reader extends Requests<GetEventsRequest> {

        private final StreamObserver<EventWithToken> client;
        private final Set<PayloadDescription> unwanted = new HashSet<>();
        private long permits;
        private int next = -1;

        Reader(StreamObserver<EventWithToken> client) {
            super(client);
            this.client = client;
        }

        @Override
        public void onNext(GetEventsRequest request) {
            synchronized (InMemoryEventStore.this) {
                if (next < 0) {
                    next = Math.toIntExact(request.getTrackingToken());
                    firstTokens.add(request.getTrackingToken());
                    readers.add(this);
                }
                permits += request.getNumberOfPermits();
                unwanted.addAll(request.getBlacklistList());
                push();
            }
        }

        /** By one who holds the store's lock. */
        void push() {
            for (; permits > 0 && next < log.size(); next++) {
                Event event = log.get(next);
                if (!unwanted.contains(PayloadDescription.newBuilder()
                        .setType(event.getPayload().getType())
                        .setRevision(event.getPayload().getRevision())
                        .build())) {
                    client.onNext(EventWithToken.newBuilder()
                            .setToken(next)
                            .setEvent(event)
                            .build());
                    permits--;
                }
            }
        }

        @Override
        void ended() {
            synchronized (InMemoryEventStore.this) {
                readers.remove(this);
            }
        }
    }

    private static TrackingToken token(long token) {
        return TrackingToken.newBuilder().setToken(token).build();
    }

    private static <T> void answer(T message, StreamObserver<T> answer) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
