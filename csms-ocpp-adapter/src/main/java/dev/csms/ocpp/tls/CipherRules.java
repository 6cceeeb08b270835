package dev.csms.ocpp.tls;

import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may be spoken. TLS below 1.2, CBC, RC4, export and anonymous suites are in none of them. */
public enum CipherRules {
    /** Every connection has a key of its own: who learns the server's private key later can read nothing. */
    MODERN(List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")),
    /**
     * Also what the security whitepaper asks of every central system (A00.FR.317) and the JDK has switched off: with
     * these two suites the server's private key is all that keeps recorded connections secret.
     */
    COMPATIBLE(Stream.concat(
                    MODERN.suites.stream(),
                    Stream.of("TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_256_GCM_SHA384"))
            .toList());

    private static final String DISABLED = "jdk.tls.disabledAlgorithms";
    private static final String RSA_KEY_EXCHANGE = "TLS_RSA_*";
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final List<String> suites;

    CipherRules(List<String> suites) {
        this.suites = suites;
    }

    /** In our order of preference, which is the one that counts. */
    String[] suites() {
        return suites.toArray(String[]::new);
    }

    static String[] protocols() {
        return PROTOCOLS.toArray(String[]::new);
    }

    /**
     * Tells the JDK, which listens only before its first TLS connection of any kind. Its default of refusing suites
     * without forward secrecy is lifted for the whole process if these rules have them; all other places where this
     * process speaks TLS name their suites or take the JDK's, in which they come last.
     */
    public void prepare() {
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        if (this == COMPATIBLE) {
            String disabled = String.valueOf(Security.getProperty(DISABLED));
            Security.setProperty(
                    DISABLED,
                    Arrays.stream(disabled.split(","))
                            .map(String::strip)
                            .filter(algorithm -> !algorithm.equals(RSA_KEY_EXCHANGE))
                            .collect(Collectors.joining(", ")));
        }
    }
}
