package dev.csms.domain.chargepoint;

import org.jspecify.annotations.Nullable;

/**
 * What a charge point says of itself when it boots (OCPP 1.6 §6.3). Kept as said: texts may be empty or longer than
 * the specification allows, and a charge point that leaves out what it must say is known by its identity.
 */
public record BootData(
        @Nullable String chargePointVendor,
        @Nullable String chargePointModel,
        @Nullable String chargePointSerialNumber,
        @Nullable String chargeBoxSerialNumber,
        @Nullable String firmwareVersion,
        @Nullable String iccid,
        @Nullable String imsi,
        @Nullable String meterType,
        @Nullable String meterSerialNumber) {}
