/**
 * Local authorization lists: which idTags a charge point is to accept on its own, what it was sent of them, and what it
 * has (OCPP 1.6 §3.5, §5.10, §5.15).
 *
 * <p>{@link dev.csms.domain.localauthlist.LocalAuthList} keeps account of one charge point's list; {@link
 * dev.csms.domain.localauthlist.NextUpdate} says by which message it comes closer to the one that is wanted. Updates
 * travel as operations, one after the other: what follows one depends on its answer.
 */
@NullMarked
package dev.csms.domain.localauthlist;

import org.jspecify.annotations.NullMarked;
