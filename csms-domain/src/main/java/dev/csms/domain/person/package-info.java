/**
 * People and programs that use the system: who they are, what they may do, and what their tokens may.
 *
 * <p>By what they prove who they are is kept elsewhere: there is no password and no hash of one in an event.
 */
@NullMarked
package dev.csms.domain.person;

import org.jspecify.annotations.NullMarked;
