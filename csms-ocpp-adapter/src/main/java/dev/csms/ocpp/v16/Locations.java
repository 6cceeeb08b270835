package dev.csms.ocpp.v16;

/** Where charge points fetch and leave files. */
@FunctionalInterface
public interface Locations {

    Locations AS_GIVEN = location -> location;

    /**
     * The URI to send. A reference to a file of ours becomes a URI that anybody who has it can use: it is for the
     * charge point only, and is not kept.
     */
    String resolve(String location);
}
