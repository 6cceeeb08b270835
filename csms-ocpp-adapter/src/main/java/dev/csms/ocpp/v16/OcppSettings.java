package dev.csms.ocpp.v16;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an installation decides about its answers.
 *
 * @param heartbeat             of accepted charge points that have none of their own
 * @param bootRetry             between BootNotifications of charge points that are not accepted, likewise
 * @param fractionalSeconds     whether times are written with milliseconds; some charge points fail on them
 * @param guessingDelay         by which a charge point that tries one idTag after the other waits for each refusal
 * @param signingRequestsPerDay how many requests for certificates of one charge point are accepted within 24 hours
 * @param organization          that a request for a certificate must name, where nobody else was named for the charge
 *                              point; null for none
 */
public record OcppSettings(
        Interval heartbeat,
        Interval bootRetry,
        boolean fractionalSeconds,
        Duration guessingDelay,
        int signingRequestsPerDay,
        @Nullable String organization) {}
