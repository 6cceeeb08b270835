/** Where secrets are kept. */
@NullMarked
package dev.csms.app.secret;

import org.jspecify.annotations.NullMarked;
