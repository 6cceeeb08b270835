/** What follows from changes of what charge points prove themselves by. */
@NullMarked
package dev.csms.app.credential;

import org.jspecify.annotations.NullMarked;
