/**
 * What can be asked: events become rows, rows become answers to GraphQL queries.
 *
 * <p>Packages are named after what they are about. In each, a {@code …Projection} turns events into rows,
 * {@code …Queries} read them, a {@code …Controller} answers. {@link dev.csms.query.QueryConfiguration} is all that
 * whoever runs this has to import.
 */
@NullMarked
package dev.csms.query;

import org.jspecify.annotations.NullMarked;
