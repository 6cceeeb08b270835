package dev.csms.ocpp.rpc;

/** What a {@link Call} is answered with. */
public sealed interface Answer extends Message permits CallResult, CallError {}
