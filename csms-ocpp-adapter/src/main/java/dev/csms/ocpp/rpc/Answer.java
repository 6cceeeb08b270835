package dev.csms.ocpp.rpc;

/** What a {@link Call} is answered with. */
public sealed interface Answer permits CallResult, CallError {

    MessageId messageId();
}
