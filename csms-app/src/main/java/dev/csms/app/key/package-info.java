/** The keys of this installation: one outside the database, with which the others are opened that are in it. */
@NullMarked
package dev.csms.app.key;

import org.jspecify.annotations.NullMarked;
