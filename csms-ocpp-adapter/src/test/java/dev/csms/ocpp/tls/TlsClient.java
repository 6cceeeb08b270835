package dev.csms.ocpp.tls;

import dev.csms.ocpp.tls.TestAuthority.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** The TLS of a charge point that trusts everybody and shows what it is told to show. */
public final class TlsClient {

    static {
        CipherRules.COMPATIBLE.prepare(); // charge points speak what we may have switched off
    }

    private final SSLContext context;
    private String[] protocols = {"TLSv1.3", "TLSv1.2"};
    private String @Nullable [] suites;
    private @Nullable String serverName;
    private @Nullable String address;

    private TlsClient(@Nullable Identity identity) {
        try {
            context = SSLContext.getInstance("TLS");
            context.init(
                    identity == null ? null : new KeyManager[] {new OneKey(identity)},
                    new TrustManager[] {new Trusting()},
                    null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static TlsClient anonymous() {
        return new TlsClient(null);
    }

    public static TlsClient as(Identity identity) {
        return new TlsClient(identity);
    }

    public TlsClient speaking(String protocol, String... suites) {
        this.protocols = new String[] {protocol};
        this.suites = suites.length == 0 ? null : suites;
        return this;
    }

    public TlsClient asking(String serverName) {
        this.serverName = serverName;
        return this;
    }

    /** Of which it is known. @param address one of this machine's, such as {@code 127.0.0.7} */
    public TlsClient from(String address) {
        this.address = address;
        return this;
    }

    /** With its handshake done; by TLS 1.3 the other side may still refuse it. */
    public SSLSocket connect(int port) throws IOException {
        Socket plain = new Socket();
        if (address != null) {
            plain.bind(new InetSocketAddress(address, 0));
        }
        plain.connect(new InetSocketAddress("127.0.0.1", port));
        plain.setSoTimeout(10_000);
        plain.setTcpNoDelay(true);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(protocols);
        if (suites != null) {
            parameters.setCipherSuites(suites);
        }
        if (serverName != null) {
            parameters.setServerNames(List.of(new SNIHostName(serverName)));
        }
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (IOException e) {
            plain.close();
            throw e;
        }
        return socket;
    }

    public SSLSocket connected(int port) {
        try {
            return connect(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class OneKey extends X509ExtendedKeyManager {

        private final Identity identity;

        OneKey(Identity identity) {
            this.identity = identity;
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return "it";
        }

        @Override
        public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
            return "it";
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return identity.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return identity.key().getPrivate();
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[] {"it"};
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal[] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return null;
        }
    }

    private static final class Trusting extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
