/** Subscriptions: what projections have committed, on whichever node, pushed to those who want to know. */
@NullMarked
package dev.csms.query.feed;

import org.jspecify.annotations.NullMarked;
