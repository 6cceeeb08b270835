/** What all of the GraphQL API has in common: pages and cursors, scalars, global ids, errors, limits. */
@NullMarked
package dev.csms.query.graphql;

import org.jspecify.annotations.NullMarked;
