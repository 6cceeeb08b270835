package dev.csms.app.conformance;

import java.util.LinkedHashMap;
import java.util.Map;

/** The scenarios that nobody plays yet, and why. */
final class NotImplemented {

    /** With the reason. */
    static final Map<Scenario, String> SCENARIOS = new LinkedHashMap<>();

    static {
        security("074", "Renew the certificate of a charge point");
        security("077", "Invalid charge point certificate");
        security("078", "Invalid central system certificate");
        security("083", "Upgrade the security profile");
        security("086", "Server certificate");
        security("087", "Client certificate");
    }

    private NotImplemented() {}

    private static void security(String number, String name) {
        SCENARIOS.put(
                new Scenario("TC_" + number + "_CSMS", name, "Security"), "the security extension is yet to come");
    }
}
