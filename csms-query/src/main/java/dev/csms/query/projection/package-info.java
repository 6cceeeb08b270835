/**
 * How events become rows, many at once: {@link dev.csms.query.projection.EventRows} collects what the events of a
 * batch write and writes it in the transaction that also moves the reader's position.
 */
@NullMarked
package dev.csms.query.projection;

import org.jspecify.annotations.NullMarked;
