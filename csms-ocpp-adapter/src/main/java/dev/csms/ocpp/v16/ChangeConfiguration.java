package dev.csms.ocpp.v16;

/** ChangeConfiguration: sets a configuration key (OCPP 1.6 §5.3). */
interface ChangeConfiguration {

    /** ChangeConfiguration.req (§6.9). */
    record Request(
            @MaxLength(50) String key, @MaxLength(500) String value) {}

    /** ChangeConfiguration.conf (§6.10). */
    record Response(Status status) {}

    enum Status {
        ACCEPTED,
        REJECTED,
        REBOOT_REQUIRED,
        NOT_SUPPORTED
    }
}
