/** The secret that makes this installation's signatures its own, and what charge points prove themselves by. */
@NullMarked
package dev.csms.app.key;

import org.jspecify.annotations.NullMarked;
