package dev.csms.ocpp.v16;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * A request of the charge point's transaction queue, or another that it delivers for sure. A CALLERROR would make the charge point send the same again, block
 * its queue and finally drop what it says (OCPP-J errata 3.2); so whatever can be read of it is read, whatever the
 * charge point's policy, and a bad member costs that member.
 */
@Retention(RUNTIME)
@Target(TYPE)
@interface NeverRefused {}
