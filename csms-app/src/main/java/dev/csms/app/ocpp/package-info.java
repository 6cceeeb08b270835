/** Lets charge points in, last of all, and out again, first of all. */
@NullMarked
package dev.csms.app.ocpp;

import org.jspecify.annotations.NullMarked;
