/** Has certificates of charge points signed, and renewed before they end. */
@NullMarked
package dev.csms.app.certificate;

import org.jspecify.annotations.NullMarked;
