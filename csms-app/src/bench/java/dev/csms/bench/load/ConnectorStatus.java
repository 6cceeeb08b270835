package dev.csms.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The states that the benchmark's connectors pass through (OCPP 1.6 §7.7). */
enum ConnectorStatus {
    AVAILABLE("Available"),
    PREPARING("Preparing"),
    CHARGING("Charging"),
    FINISHING("Finishing");

    private final byte[] spelling;

    ConnectorStatus(String spelling) {
        this.spelling = spelling.getBytes(US_ASCII);
    }

    byte[] spelling() {
        return spelling;
    }
}
