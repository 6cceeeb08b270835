/** What operators can decide, as GraphQL mutations. Each is one command; its answer is read after its events were. */
@NullMarked
package dev.csms.app.operator;

import org.jspecify.annotations.NullMarked;
