package dev.csms.ocpp.v16;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** An integer that measures something: read leniently, a fraction is rounded. Never on a number that names something. */
@Retention(RUNTIME)
@Target(RECORD_COMPONENT)
@interface Rounded {}
