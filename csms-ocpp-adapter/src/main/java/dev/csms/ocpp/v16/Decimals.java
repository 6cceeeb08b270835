package dev.csms.ocpp.v16;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** How many decimals a number has: not more where payloads are read strictly, not fewer where they are written. */
@Retention(RUNTIME)
@Target(RECORD_COMPONENT)
@interface Decimals {
    int value();
}
