/** What has to be done from time to time, whether anybody asks or not. */
@NullMarked
package dev.csms.app.housekeeping;

import org.jspecify.annotations.NullMarked;
