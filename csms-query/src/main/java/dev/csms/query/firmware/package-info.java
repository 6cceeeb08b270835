/** Firmware: the images that we keep, and what has become of each update. */
@NullMarked
package dev.csms.query.firmware;

import org.jspecify.annotations.NullMarked;
