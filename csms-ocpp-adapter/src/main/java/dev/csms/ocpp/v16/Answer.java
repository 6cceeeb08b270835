package dev.csms.ocpp.v16;

/** Stand-in. */
sealed interface Answer {
    record Result(byte[] payload) implements Answer {}

    record Error(ErrorCode code, String description) implements Answer {}
}
