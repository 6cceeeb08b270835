package dev.csms.ocpp.v16;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * The longest text allowed, in Unicode characters. Read leniently, a longer one is kept, since such texts only inform:
 * serial numbers, versions, remarks.
 */
@Retention(RUNTIME)
@Target(RECORD_COMPONENT)
@interface MaxLength {
    int value();
}
