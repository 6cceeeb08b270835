package dev.csms.ocpp.tls;

import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** Where TLS connections of charge points end. One for all ports, so that sessions can be taken up again at any. */
public final class TlsEndpoint {

    private final CipherRules rules;
    private final SSLContext context;

    /** Whether charge points show certificates. */
    public enum ClientCertificate {
        /** They are not asked to. */
        NONE,
        /** They may, or may not. */
        OPTIONAL,
        /** They must. */
        REQUIRED
    }

    /** @throws IllegalStateException if this JVM has been told too late to speak what the rules have */
    public TlsEndpoint(CipherRules rules, ServerCertificates certificates, CertificateCheck check) {
        rules.prepare();
        this.rules = rules;
        try {
            context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {new CertificateChoice(certificates)},
                    new TrustManager[] {new ClientTrust(check)},
                    null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java speaks TLS", e);
        }
        List<String> spoken = List.of(context.createSSLEngine().getSupportedCipherSuites());
        if (!spoken.containsAll(List.of(rules.suites()))) {
            throw new IllegalStateException("this JVM has spoken TLS before it was told what to speak");
        }
    }

    /** For one connection. */
    public SSLEngine engine(ClientCertificate clientCertificate, InetSocketAddress peer) {
        SSLEngine engine = context.createSSLEngine(peer.getAddress().getHostAddress(), peer.getPort());
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(CipherRules.protocols());
        parameters.setCipherSuites(rules.suites());
        parameters.setUseCipherSuitesOrder(true);
        switch (clientCertificate) {
            case NONE -> parameters.setNeedClientAuth(false);
            case OPTIONAL -> parameters.setWantClientAuth(true);
            case REQUIRED -> parameters.setNeedClientAuth(true);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }
}
