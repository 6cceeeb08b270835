package dev.csms.ocpp.websocket;

import dev.csms.ocpp.tls.CertificateCheck;
import dev.csms.ocpp.tls.CertificateTrust;
import dev.csms.ocpp.tls.CipherRules;
import dev.csms.ocpp.tls.ServerCertificate;
import dev.csms.ocpp.tls.ServerCertificates;
import dev.csms.ocpp.tls.TestAuthority;
import dev.csms.ocpp.tls.TestAuthority.Identity;
import dev.csms.ocpp.tls.TlsEndpoint;
import java.security.KeyPair;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** The encrypted ports of a test's central system, with a certificate of each kind. */
final class TlsPorts {

    static {
        CipherRules.COMPATIBLE.prepare(); // the JDK is told once in a process
    }

    static final TestAuthority ROOT = TestAuthority.root("O=Test,CN=Root", TestAuthority.ec());
    private static final KeyPair EC = TestAuthority.ec();
    private static final KeyPair RSA = TestAuthority.rsa(2048);

    private TlsPorts() {}

    static ServerCertificates certificates() {
        ServerCertificates certificates = new ServerCertificates();
        certificates.replace(newOnes("csms.example.com"));
        return certificates;
    }

    static List<ServerCertificate> newOnes(String name) {
        return Stream.of(EC, RSA)
                .map(key -> {
                    Identity identity = ROOT.issue(TestAuthority.wish("O=Test,CN=" + name, key)
                            .purpose(KeyPurposeId.id_kp_serverAuth)
                            .names(name));
                    return new ServerCertificate(key.getPrivate(), identity.chain());
                })
                .toList();
    }

    static TlsListening on(CipherRules rules) {
        return on(rules, certificates(), CertificateTrust.NONE, false);
    }

    static TlsListening on(
            CipherRules rules, ServerCertificates certificates, CertificateTrust trust, boolean onePort) {
        return new TlsListening(
                0, 0, onePort, new TlsEndpoint(rules, certificates, new CertificateCheck(trust)));
    }
}
