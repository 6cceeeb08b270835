/**
 * Operations: what we ask of charge points. Each is requested, waits its turn, is sent once, and has an outcome.
 *
 * <p>One road for all of them: {@link dev.csms.domain.operation.Request} says what is asked, {@link
 * dev.csms.domain.operation.Operations} decides whose turn it is, {@link
 * dev.csms.domain.operation.OperationFeature} is where a feature hears what its requests led to.
 */
@NullMarked
package dev.csms.domain.operation;

import org.jspecify.annotations.NullMarked;
