/** Secrets, and where they are kept. What is on record has references to them. */
@NullMarked
package dev.csms.domain.secret;

import org.jspecify.annotations.NullMarked;
