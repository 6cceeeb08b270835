package dev.csms.ocpp.v16;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** The enum constant that stands for a value outside the list where payloads are read leniently. */
@Retention(RUNTIME)
@Target(RECORD_COMPONENT)
@interface Otherwise {

    /** Name of the enum constant. */
    String value();

    /** Text members of the same record: the first one that is free keeps what was said. */
    String[] rawInto() default {};
}
