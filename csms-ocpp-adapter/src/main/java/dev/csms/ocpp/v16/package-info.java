/**
 * The messages of OCPP 1.6 and what they mean here.
 *
 * <p>A file per action, named as on the wire. {@link PayloadReader} reads payloads into their records by the rules that
 * the records' components carry, {@link PayloadWriter} writes them. {@link OcppCallHandler} takes each call by its
 * {@link Routes route} to the handler of its feature profile, such as {@link CoreHandler}: one method per action, which
 * tells the domain what was said.
 */
@NullMarked
package dev.csms.ocpp.v16;

import org.jspecify.annotations.NullMarked;
