package dev.csms.ocpp.rpc;

import java.util.HashMap;
import java.util.Map;

/**
 * Why a call could not be handled (OCPP-J 1.6 §4.2.3).
 *
 * <p>Two of them are misspelt on the wire. The errata keep them so (OCPP-J 1.6 errata §5.1, §5.2).
 */
public enum ErrorCode {
    /** The action is unknown. */
    NOT_IMPLEMENTED("NotImplemented"),
    /** The action is known, and not offered. */
    NOT_SUPPORTED("NotSupported"),
    /** Our failure; the charge point may try again. */
    INTERNAL_ERROR("InternalError"),
    PROTOCOL_ERROR("ProtocolError"),
    /** Also: not accepted yet (OCPP-J 1.6 errata §3.8). */
    SECURITY_ERROR("SecurityError"),
    /** The payload does not have the structure that it should have. Meant as "FormatViolation". */
    FORMATION_VIOLATION("FormationViolation"),
    /** A field has a value that is not allowed. */
    PROPERTY_CONSTRAINT_VIOLATION("PropertyConstraintViolation"),
    /** A mandatory field is missing, or there are too many or too few of one. Meant as "Occurrence...". */
    OCCURENCE_CONSTRAINT_VIOLATION("OccurenceConstraintViolation"),
    /** A field is of the wrong type, or too long. */
    TYPE_CONSTRAINT_VIOLATION("TypeConstraintViolation"),
    GENERIC_ERROR("GenericError");

    private static final Map<String, ErrorCode> BY_SPELLING = new HashMap<>();

    static {
        for (ErrorCode code : values()) {
            BY_SPELLING.put(code.spelling, code);
        }
        BY_SPELLING.put("FormatViolation", FORMATION_VIOLATION);
        BY_SPELLING.put("OccurrenceConstraintViolation", OCCURENCE_CONSTRAINT_VIOLATION);
    }

    private final String spelling;

    ErrorCode(String spelling) {
        this.spelling = spelling;
    }

    /** As on the wire. */
    public String spelling() {
        return spelling;
    }

    /** Takes the names of OCPP 2.0.1 as well, which many charge points send; what it does not know is a generic error. */
    static ErrorCode of(String spelling) {
        return BY_SPELLING.getOrDefault(spelling, GENERIC_ERROR);
    }
}
