package dev.csms.app.axon;

import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.messaging.MessageHandler;

/** Handles here the commands that an Axon Server has brought, and packs for the way back what became of them. */
final class HandlingCommandBus extends SimpleCommandBus {

    /** Without a transaction, since what is stored is not stored in the database. */
    HandlingCommandBus() {
        super(SimpleCommandBus.builder().transactionManager(NoTransactionManager.INSTANCE));
    }

    /** Behind all interceptors: a conflict shows when the command is over and its events are sent off. */
    @Override
    protected <C, R> void handle(
            CommandMessage<C> command,
            MessageHandler<? super CommandMessage<?>> handler,
            CommandCallback<? super C, ? super R> callback) {
        super.<C, R>handle(
                command,
                handler,
                (message, result) -> callback.onResult(
                        message,
                        result.isExceptional()
                                ? new GenericCommandResultMessage<>(
                                        TravellingFailure.packed(message, result.exceptionResult()))
                                : result));
    }
}
