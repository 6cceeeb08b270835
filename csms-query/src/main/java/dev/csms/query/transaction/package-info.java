/** Charging transactions: who, where, how long, how much energy, and how sure that is. */
@NullMarked
package dev.csms.query.transaction;

import org.jspecify.annotations.NullMarked;
