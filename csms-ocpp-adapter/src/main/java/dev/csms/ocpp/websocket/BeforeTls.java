package dev.csms.ocpp.websocket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Where a connection waits for TLS to begin: until its first byte, since whoever says nothing is not to cost anything, and
 * after that for its turn, since others begin just now.
 */
final class BeforeTls extends ChannelInboundHandlerAdapter {

    private final Runnable spoken;
    private final Queue<Object> early = new ArrayDeque<>();

    /** @param spoken the peer has said something */
    BeforeTls(Runnable spoken) {
        this.spoken = spoken;
    }

    boolean hasSpoken() {
        return !early.isEmpty();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        early.add(message);
        spoken.run();
    }

    /** TLS has begun: here is what it has to begin with. */
    void handOver(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        List<Object> first = List.copyOf(early);
        early.clear();
        pipeline.remove(this);
        first.forEach(pipeline::fireChannelRead);
        pipeline.fireChannelReadComplete();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        early.forEach(ReferenceCountUtil::release);
        early.clear();
    }
}
