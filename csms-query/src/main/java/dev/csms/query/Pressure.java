package dev.csms.query;

/** Whether this node has so much to do that what can wait has to: then queries are refused, and rebuilds pause. */
@FunctionalInterface
public interface Pressure {

    boolean isHigh();
}
