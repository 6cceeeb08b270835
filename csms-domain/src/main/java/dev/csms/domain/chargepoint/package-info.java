/** Charge points: registration, boot, connectors and their status, sessions (OCPP 1.6 §4.2, §4.9). */
@NullMarked
package dev.csms.domain.chargepoint;

import org.jspecify.annotations.NullMarked;
