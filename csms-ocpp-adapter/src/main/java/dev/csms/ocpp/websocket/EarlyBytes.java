package dev.csms.ocpp.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** What a peer says that does not wait for the answer to its handshake: the beginning of its first frames. */
final class EarlyBytes {

    private @Nullable ByteBuf bytes;

    /** Takes them over. @return how many there are now */
    int add(ByteBuf more) {
        ByteBuf before = bytes;
        ByteBuf all = before == null ? Unpooled.copiedBuffer(more) : Unpooled.copiedBuffer(before, more);
        if (before != null) {
            before.release();
        }
        more.release();
        bytes = all;
        return all.readableBytes();
    }

    /** Gives them away; null if there are none. */
    @Nullable
    ByteBuf take() {
        ByteBuf taken = bytes;
        bytes = null;
        return taken;
    }

    void release() {
        ByteBuf unwanted = take();
        if (unwanted != null) {
            unwanted.release();
        }
    }
}
