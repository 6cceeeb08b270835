/** Certificates of charge points and the roots that they trust, and what somebody should look into. */
@NullMarked
package dev.csms.query.certificate;

import org.jspecify.annotations.NullMarked;
