/**
 * Security events: what charge points report of their own security (OCPP 1.6 security whitepaper, A04), and what we have
 * noticed that looks like an attack. Nothing is decided by them; they are for people to look at, in one stream.
 */
@NullMarked
package dev.csms.domain.securityevent;

import org.jspecify.annotations.NullMarked;
