package dev.csms.ocpp.v16;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Mandatory on the wire, and yet the message can be understood without it. Read leniently, a missing one is null, or
 * false, 0, empty.
 */
@Retention(RUNTIME)
@Target(RECORD_COMPONENT)
@interface Expected {}
