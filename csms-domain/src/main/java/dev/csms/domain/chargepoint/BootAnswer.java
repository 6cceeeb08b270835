package dev.csms.domain.chargepoint;

/**
 * Answer to a BootNotification (OCPP 1.6 §6.4).
 *
 * @param intervalSeconds when accepted, between heartbeats; otherwise, until the next BootNotification at the earliest
 */
public record BootAnswer(RegistrationStatus status, int intervalSeconds) {}
