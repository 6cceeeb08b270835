/** Whether everything works, for those who watch: health, and how far the projections are behind. */
@NullMarked
package dev.csms.app.health;

import org.jspecify.annotations.NullMarked;
