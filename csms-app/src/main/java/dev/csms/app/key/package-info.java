/**
 * The keys of this installation: one outside the database, with which the others are opened that are in it;
 * and what charge points prove themselves by.
 */
@NullMarked
package dev.csms.app.key;

import org.jspecify.annotations.NullMarked;
