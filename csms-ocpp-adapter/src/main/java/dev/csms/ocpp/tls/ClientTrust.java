package dev.csms.ocpp.tls;

import dev.csms.ocpp.tls.CertificateFault.Kind;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Ends a handshake over a bad certificate where certificates are required. Where a charge point may do without, the
 * certificate is looked at when it has said who it is, and gets an answer that says more than an alert.
 *
 * <p>The alert is certificate_unknown (46) whatever the fault: the JDK has no other one for a server, only for a client.
 * What it was stands in the security log.
 *
 * <p>No authorities are named to charge points: some leave their certificate at home if theirs is not among them.
 */
final class ClientTrust extends X509ExtendedTrustManager {

    private final CertificateCheck check;

    ClientTrust(CertificateCheck check) {
        this.check = check;
    }

    /** What a handshake failed of. */
    static final class BadCertificateException extends CertificateException {

        BadCertificateException(CertificateFault fault) {
            super(fault.kind() + ": " + fault.explanation());
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        if (engine.getNeedClientAuth()
                && check.judge(List.of(chain)) instanceof CertificateCheck.Finding.Bad(CertificateFault fault)) {
            throw new BadCertificateException(fault);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new BadCertificateException(new CertificateFault(Kind.TRUST, "it did not come by an engine of ours"));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this is no client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
