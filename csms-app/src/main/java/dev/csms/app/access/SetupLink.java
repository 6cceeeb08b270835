package dev.csms.app.access;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** The link by which somebody becomes the first administrator. */
@Component
public final class SetupLink {

    private static final String PATH = "/setup#";

    private final People people;

    SetupLink(People people) {
        this.people = people;
    }

    /**
     * A new one, from the root of the port for operators; empty if there is an administrator. What opens it stands behind
     * the {@code #}, so that no browser sends it in a request line, and no proxy logs it.
     */
    public Optional<String> next() {
        return people.firstAdminLink().map(secret -> PATH + secret);
    }

    static String of(String secret) {
        return PATH + secret;
    }
}
