package dev.csms.ocpp.v16;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Text of any length that two parties agreed on: it may have lines. Read leniently, an object is kept as its JSON. */
@Retention(RUNTIME)
@Target(RECORD_COMPONENT)
@interface FreeText {}
