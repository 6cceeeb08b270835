package dev.csms.ocpp.v16;

/**
 * How strict the door for charge points is.
 *
 * @param unsecured             whether charge points of security profile 0, which prove nothing, are let in
 * @param hideUnknownIdentities whether somebody with an unknown identity is answered as one with a wrong key
 * @param hexPasswords          whether a password is tried as hex digits as well: some charge points put the digits into
 *                              the header, where the bytes belong
 */
public record DoorRules(boolean unsecured, boolean hideUnknownIdentities, boolean hexPasswords) {

    /** As the security white paper has it. */
    public static final DoorRules STRICT = new DoorRules(false, false, false);

    /** For where security profile 0 will do. */
    public static final DoorRules UNSECURED = new DoorRules(true, false, false);
}
