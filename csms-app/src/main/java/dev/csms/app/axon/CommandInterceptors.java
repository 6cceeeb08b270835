package dev.csms.app.axon;

import org.axonframework.commandhandling.CommandBus;

/** What is to be told of each command that is handled on this node. */
@FunctionalInterface
interface CommandInterceptors {

    void registerOn(CommandBus bus);
}
