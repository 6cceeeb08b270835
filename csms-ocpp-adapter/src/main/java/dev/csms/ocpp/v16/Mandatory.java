package dev.csms.ocpp.v16;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Must be on the wire, though it is nullable here: null says that what was there could not be read. */
@Retention(RUNTIME)
@Target(RECORD_COMPONENT)
@interface Mandatory {}
