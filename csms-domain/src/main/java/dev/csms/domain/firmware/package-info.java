/**
 * Firmware: the images that we keep for charge points, and what becomes of each update (OCPP 1.6 §5.19, §4.5),
 * signed (security whitepaper, L01) or not.
 *
 * <p>An update is a job of its own, named like the operation that asks for it. {@link
 * dev.csms.domain.firmware.FirmwareFeature} begins it and hears what the charge point answers; {@link
 * dev.csms.domain.firmware.FirmwareCommandHandler} finds the job that a status is of.
 */
@NullMarked
package dev.csms.domain.firmware;

import org.jspecify.annotations.NullMarked;
