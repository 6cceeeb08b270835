package dev.csms.ocpp.rpc;

/**
 * The answer to a call that could not be handled (OCPP-J 1.6 §4.2.3). Its error details are not kept, and {@code {}} in
 * ours.
 *
 * @param description may be empty; what is sent of it ends before 255 characters
 */
public record CallError(MessageId messageId, ErrorCode code, String description) implements Answer {}
