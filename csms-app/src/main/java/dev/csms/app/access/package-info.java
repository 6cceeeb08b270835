/**
 * Who may come in by the port for operators: people by their sign-in, programs by their tokens, both by an identity
 * provider if one is configured. What they may ask for then is for the schema to say.
 */
@NullMarked
package dev.csms.app.access;

import org.jspecify.annotations.NullMarked;
