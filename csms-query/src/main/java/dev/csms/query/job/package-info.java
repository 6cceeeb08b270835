/** Jobs: work of charge points that goes on after they have answered, step by step. */
@NullMarked
package dev.csms.query.job;

import org.jspecify.annotations.NullMarked;
