package dev.csms.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The calls that the benchmark makes (OCPP 1.6 §4). */
public enum Action {
    AUTHORIZE("Authorize"),
    BOOT_NOTIFICATION("BootNotification"),
    HEARTBEAT("Heartbeat"),
    METER_VALUES("MeterValues"),
    START_TRANSACTION("StartTransaction"),
    STATUS_NOTIFICATION("StatusNotification"),
    STOP_TRANSACTION("StopTransaction");

    private final String spelling;
    private final byte[] betweenIdAndPayload;

    Action(String spelling) {
        this.spelling = spelling;
        this.betweenIdAndPayload = ("\",\"" + spelling + "\",").getBytes(US_ASCII);
    }

    /** As on the wire. */
    public String spelling() {
        return spelling;
    }

    byte[] betweenIdAndPayload() {
        return betweenIdAndPayload;
    }
}
