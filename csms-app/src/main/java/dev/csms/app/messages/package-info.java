/** The messages of charge points, for whoever looks over their shoulder. */
@NullMarked
package dev.csms.app.messages;

import org.jspecify.annotations.NullMarked;
