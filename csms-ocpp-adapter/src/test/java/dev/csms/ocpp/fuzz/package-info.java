/** What is needed to throw rubbish at parsers, wherever they are. */
@NullMarked
package dev.csms.ocpp.fuzz;

import org.jspecify.annotations.NullMarked;
