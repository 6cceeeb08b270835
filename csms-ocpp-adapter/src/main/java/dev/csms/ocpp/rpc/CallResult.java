package dev.csms.ocpp.rpc;

/** The answer to a call that was handled (OCPP-J 1.6 §4.2.2). A refusal in OCPP's own terms is one, too. */
public record CallResult(MessageId messageId, Payload payload) implements Answer {}
