/** The secret that makes this installation's signatures its own. */
@NullMarked
package dev.csms.app.key;

import org.jspecify.annotations.NullMarked;
