package dev.csms.ocpp.v16;

import java.time.Duration;

/** How strict a door can be. */
final class Doors {

    private static final Duration USUAL_PROBE = Duration.ofSeconds(3);

    /** As the security white paper has it. */
    static final DoorRules STRICT = new DoorRules(false, false, false, USUAL_PROBE, null);

    /** For where security profile 0 will do. */
    static final DoorRules UNSECURED = new DoorRules(true, false, false, USUAL_PROBE, null);

    private Doors() {}
}
