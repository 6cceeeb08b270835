package dev.csms.ocpp.v16;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How strict the door for charge points is.
 *
 * @param unsecured             whether charge points of security profile 0, which prove nothing, are let in
 * @param hideUnknownIdentities whether somebody with an unknown identity is answered as one with a wrong key
 * @param hexPasswords          whether a password is tried as hex digits as well: some charge points put the digits into
 *                              the header, where the bytes belong
 * @param probe                 how long a charge point that is connected has to show that it is there, before somebody
 *                              who proves nothing takes its place; nothing to let him at once
 * @param cpoName               of whom a certificate has to say that it belongs to, where nothing else was decided for
 *                              the charge point; null for what the charge point tells
 */
public record DoorRules(
        boolean unsecured,
        boolean hideUnknownIdentities,
        boolean hexPasswords,
        Duration probe,
        @Nullable String cpoName) {}
