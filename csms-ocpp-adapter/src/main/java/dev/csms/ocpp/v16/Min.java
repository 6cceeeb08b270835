package dev.csms.ocpp.v16;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** The smallest integer allowed. */
@Retention(RUNTIME)
@Target(RECORD_COMPONENT)
@interface Min {
    int value();

    /** Whether a smaller one is taken as it is where that is forgiven. */
    boolean forgiven() default false;
}
