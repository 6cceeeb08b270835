package dev.csms.domain.operation;

import java.util.Set;

/**
 * Which operations can take many charge points away from their drivers at one stroke, if they are asked of all of them
 * by mistake or by a thief.
 */
public final class Danger {

    /** So many charge points are asked for something dangerous without further ado. */
    public static final int FEW = 25;

    /** Actions that ask a charge point to tell something and change nothing. All others count as dangerous. */
    private static final Set<String> HARMLESS = Set.of(
            "ExtendedTriggerMessage",
            "GetCompositeSchedule",
            "GetConfiguration",
            "GetDiagnostics",
            "GetInstalledCertificateIds",
            "GetLocalListVersion",
            "GetLog",
            "TriggerMessage");

    private Danger() {}

    /** Whether asking it of more than {@link #FEW} charge points wants a second thought, and time to stop it. */
    public static boolean isDangerous(Request request) {
        return switch (request) {
            case Request.ChangeAvailability change -> change.type() != AvailabilityType.OPERATIVE;
            case Request.Raw raw -> !HARMLESS.contains(raw.call());
            default -> !HARMLESS.contains(request.action());
        };
    }
}
