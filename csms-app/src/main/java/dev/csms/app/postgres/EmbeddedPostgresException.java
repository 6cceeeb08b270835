package dev.csms.app.postgres;

import org.jspecify.annotations.Nullable;

/** The embedded PostgreSQL cannot be had. The message is for whoever starts the application. */
public class EmbeddedPostgresException extends RuntimeException {

    private final String remedy;

    EmbeddedPostgresException(String message, String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    EmbeddedPostgresException(String message, String remedy) {
        this(message, remedy, null);
    }

    /** What can be done about it: one sentence. */
    public String remedy() {
        return remedy;
    }
}
