/**
 * Diagnostics and logs: what charge points are asked to upload, and what becomes of it (OCPP 1.6 §5.9, §4.4; security
 * whitepaper, N01).
 *
 * <p>An upload is a job of its own, named like the operation that asks for it. {@link
 * dev.csms.domain.diagnostics.DiagnosticsFeature} begins it and hears what the charge point answers; {@link
 * dev.csms.domain.diagnostics.DiagnosticsCommandHandler} finds the job that a status is of. Files that are left with us
 * are told from one another by the job's own address, so they need not be guessed.
 */
@NullMarked
package dev.csms.domain.diagnostics;

import org.jspecify.annotations.NullMarked;
