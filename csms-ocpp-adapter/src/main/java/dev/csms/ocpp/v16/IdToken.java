package dev.csms.ocpp.v16;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * An idTag: at most 20 characters (OCPP 1.6 §7.28). Read leniently it may have 255, since readers append what they
 * like, and loses the blanks around it and the control characters at its end.
 */
@Retention(RUNTIME)
@Target(RECORD_COMPONENT)
@interface IdToken {}
