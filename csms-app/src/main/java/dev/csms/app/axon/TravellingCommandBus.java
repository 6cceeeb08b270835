package dev.csms.app.axon;

import org.axonframework.axonserver.connector.command.AxonServerCommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;

/** Sends commands by an Axon Server; they fail here as they have failed where they were handled. */
final class TravellingCommandBus extends AxonServerCommandBus {

    TravellingCommandBus(Builder builder) {
        super(builder);
    }

    @Override
    public <C, R> void dispatch(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        super.<C, R>dispatch(
                command,
                (message, result) -> callback.onResult(
                        message,
                        result.isExceptional()
                                ? new GenericCommandResultMessage<>(
                                        TravellingFailure.unpacked(result.exceptionResult()))
                                : result));
    }
}
