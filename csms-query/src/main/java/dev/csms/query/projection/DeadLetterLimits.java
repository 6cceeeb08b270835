package dev.csms.query.projection;

/**
 * How many dead letters a group keeps. When there is no more room, events are left out instead of stopping the group for
 * all charge points. Letters are not tried again; what mends a group is its rebuild.
 */
public final class DeadLetterLimits {

    public static final int SEQUENCES = 1024;
    public static final int IN_SEQUENCE = 1024;

    private DeadLetterLimits() {}
}
