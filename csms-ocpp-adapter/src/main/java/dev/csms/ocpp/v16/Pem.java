package dev.csms.ocpp.v16;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Text in lines, at most so many Unicode characters. Read leniently, a longer one is kept whole: half of it is none. */
@Retention(RUNTIME)
@Target(RECORD_COMPONENT)
@interface Pem {
    int value();
}
