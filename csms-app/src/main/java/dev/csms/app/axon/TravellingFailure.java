package dev.csms.app.axon;

import dev.csms.app.eventstore.EventStoreUnavailableException;
import dev.csms.domain.RecordedOnce;
import io.axoniq.axonserver.connector.AxonServerException;
import io.grpc.StatusRuntimeException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.axonserver.connector.command.AxonServerCommandDispatchException;
import org.axonframework.axonserver.connector.event.util.GrpcExceptionParser;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.HandlerExecutionException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * A failure by which whoever has sent a command goes, on its way through Axon Server, which carries no exceptions, but
 * details of one.
 *
 * @param aggregate that was not found
 */
record TravellingFailure(
        Kind kind, String message, @Nullable String aggregate) {

    enum Kind {
        NOT_FOUND,
        SAID_BEFORE,
        CONFLICT,
        NOT_STORED
    }

    private static TravellingFailure of(Kind kind, Throwable failure) {
        return new TravellingFailure(kind, String.valueOf(failure.getMessage()), null);
    }

    /** What is sent in a failure's place; itself if nobody goes by it. */
    static Throwable packed(CommandMessage<?> command, Throwable failure) {
        return seen(command, failure)
                .<Throwable>map(it -> new CommandExecutionException(it.message(), failure, it))
                .orElse(failure);
    }

    private static Optional<TravellingFailure> seen(CommandMessage<?> command, Throwable failure) {
        return switch (failure) {
            case AggregateNotFoundException e ->
                Optional.of(new TravellingFailure(
                        Kind.NOT_FOUND, String.valueOf(e.getMessage()), String.valueOf(e.getAggregateIdentifier())));
            case AggregateStreamCreationException e -> Optional.of(of(Kind.SAID_BEFORE, e));
            case ConcurrencyException e -> Optional.of(of(Kind.CONFLICT, e));
            case LockAcquisitionFailedException e -> Optional.of(of(Kind.CONFLICT, e));
            case EventStoreException e -> Optional.of(of(Kind.NOT_STORED, e));
            case StatusRuntimeException e -> Optional.of(answered(command, e));
            default -> Optional.empty();
        };
    }

    /** What the server has said to an append; the connector hands it on as it comes. */
    private static TravellingFailure answered(CommandMessage<?> command, StatusRuntimeException answer) {
        if (!(GrpcExceptionParser.parse(answer) instanceof ConcurrencyException)) {
            return of(Kind.NOT_STORED, answer);
        }
        // it does not say whether a stream was to begin; a command that records once does nothing else
        return of(command.getPayload() instanceof RecordedOnce ? Kind.SAID_BEFORE : Kind.CONFLICT, answer);
    }

    /** The failure as it was; itself if it has come in no such way. */
    static Throwable unpacked(Throwable failure) {
        return HandlerExecutionException.resolveDetails(failure)
                .<Throwable>map(details -> details instanceof TravellingFailure it ? it.failure(failure) : failure)
                .orElseGet(() -> isOfTheWay(failure) ? notCarried(failure) : failure);
    }

    private RuntimeException failure(Throwable cause) {
        return switch (kind) {
            case NOT_FOUND -> new AggregateNotFoundException(String.valueOf(aggregate), message, cause);
            case SAID_BEFORE -> new AggregateStreamCreationException(message, cause);
            case CONFLICT -> new ConcurrencyException(message, cause);
            case NOT_STORED -> new EventStoreUnavailableException("Axon Server has stored nothing: " + message, cause);
        };
    }

    /** Whether the command has not come to be handled, or its answer has not come back. */
    private static boolean isOfTheWay(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof AxonServerException
                        || cause instanceof org.axonframework.axonserver.connector.AxonServerException
                        || cause instanceof AxonServerCommandDispatchException
                        || cause instanceof NoHandlerForCommandException);
    }

    private static EventStoreUnavailableException notCarried(Throwable failure) {
        Throwable last = causes(failure).reduce((_, cause) -> cause).orElse(failure);
        return new EventStoreUnavailableException("Axon Server has not carried it: " + last.getMessage(), failure);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }
}
