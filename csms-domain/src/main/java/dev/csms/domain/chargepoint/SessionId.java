package dev.csms.domain.chargepoint;

/** One WebSocket connection of one charge point, on one node. */
public record SessionId(String value) {

    public SessionId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a session id must not be empty");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
