package dev.csms.ocpp.websocket;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;

/**
 * At the end of a TLS handshake that failed: lets the alert arrive that says why. With TLS 1.3 a peer has sent its request
 * when we refuse its certificate, and a connection that is closed with something unread is reset, which takes the alert
 * from the peer. So the first close only ends our side; what still comes is dropped; the second one is meant.
 */
final class LastAlert extends ChannelDuplexHandler {

    private boolean said;

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (said) {
            ctx.close(promise);
        } else {
            said = true;
            ((DuplexChannel) ctx.channel()).shutdownOutput(promise);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (said) {
            ReferenceCountUtil.release(message);
        } else {
            ctx.fireChannelRead(message);
        }
    }
}
