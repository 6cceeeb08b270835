package dev.csms.ocpp.websocket;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** What a connection does differently if it is encrypted. */
final class Encryption {

    private Encryption() {}

    private static @Nullable SslHandler of(Channel channel) {
        return channel.pipeline().get(SslHandler.class);
    }

    /** By which the peer has proved who it is, its own first; none if it has shown none. */
    static List<X509Certificate> certificates(Channel channel) {
        SslHandler encryption = of(channel);
        if (encryption == null) {
            return List.of();
        }
        try {
            Certificate[] shown = encryption.engine().getSession().getPeerCertificates();
            return Stream.of(shown).map(X509Certificate.class::cast).toList();
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }

    /** Says no more, and goes on listening: a connection that is cut off takes its last words with it. */
    static void shutdownOutput(Channel channel) {
        SslHandler encryption = of(channel);
        if (encryption == null) {
            ((DuplexChannel) channel).shutdownOutput();
        } else {
            encryption.closeOutbound().addListener(_ -> ((DuplexChannel) channel).shutdownOutput());
        }
    }

    /** Whether it is the peer that does not speak TLS as it should. */
    static boolean isFault(Throwable cause) {
        return cause instanceof DecoderException && cause.getCause() instanceof SSLException;
    }
}
