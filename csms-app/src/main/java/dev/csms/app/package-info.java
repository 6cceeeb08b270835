/**
 * The running product: {@link dev.csms.app.CsmsApplication} starts it, {@link dev.csms.app.CsmsSettings} is what can be
 * set. The sub-packages are named after what they are about.
 */
@NullMarked
package dev.csms.app;

import org.jspecify.annotations.NullMarked;
