package dev.csms.ocpp.websocket;

import io.netty.channel.ChannelInboundHandlerAdapter;

/** A connection in one of its stages, looked at again and again to find deadlines passed. */
abstract class Watched extends ChannelInboundHandlerAdapter {

    /** Where it stands in its {@link Watch}. */
    int place = -1;

    /** On the connection's event loop. */
    abstract void tick(long nowNanos);
}
