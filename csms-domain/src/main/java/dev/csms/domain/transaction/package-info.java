/** Charging transactions, from StartTransaction to StopTransaction (OCPP 1.6 §4.8, §4.10). */
@NullMarked
package dev.csms.domain.transaction;

import org.jspecify.annotations.NullMarked;
