package dev.csms.ocpp.v16;

import dev.csms.ocpp.rpc.ErrorCode;
import java.util.List;

/** What came of reading a payload. */
sealed interface Decoded<T> {

    /** It was understood, perhaps after mending. */
    record Read<T>(T value, List<Deviation> deviations) implements Decoded<T> {}

    /**
     * It was not.
     *
     * @param description names the member and what is wrong with it, in plain words, at most 255 characters
     */
    record Refused<T>(ErrorCode code, String description) implements Decoded<T> {}
}
