/** Operations on their way: who may have something to send is told, what has waited for too long is given up. */
@NullMarked
package dev.csms.app.operation;

import org.jspecify.annotations.NullMarked;
