package dev.csms.app.overload;

/** What is left undone; each includes those before it. What charge points that are connected report suffers last. */
public enum OverloadLevel {
    /** Nothing. */
    NONE("all is done"),
    /** Nobody else is let in. */
    NO_HANDSHAKES("no charge point is let in"),
    /** Nothing is answered to operators, and rebuilds of projections pause. */
    NO_QUERIES("no charge point is let in, and GraphQL is refused"),
    /** Nothing is read from charge points. */
    NO_READING("no charge point is let in, GraphQL is refused, and nothing is read from charge points");

    private final String words;

    OverloadLevel(String words) {
        this.words = words;
    }

    /** For people. */
    String words() {
        return words;
    }
}
