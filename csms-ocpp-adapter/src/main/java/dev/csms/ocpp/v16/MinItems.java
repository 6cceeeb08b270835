package dev.csms.ocpp.v16;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** The fewest elements an array may have. */
@Retention(RUNTIME)
@Target(RECORD_COMPONENT)
@interface MinItems {
    int value();
}
