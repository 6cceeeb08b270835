/** What happens, and what is said, between {@code java -jar} and the first charge point. */
@NullMarked
package dev.csms.app.startup;

import org.jspecify.annotations.NullMarked;
