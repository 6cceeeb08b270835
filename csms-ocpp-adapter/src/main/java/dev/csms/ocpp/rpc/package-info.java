/**
 * Calls and their answers over one connection: OCPP-J 1.6 without any OCPP message.
 *
 * <p>{@link Session} is one connection of one charge point. It reads frames with {@link FrameCodec}, has its
 * {@link CallHandler} answer the charge point's calls in order, and makes calls of ours one at a time.
 * {@link SessionRegistry} knows who is connected. This package knows JSON frames, not what any action means, and
 * whatever carries them only as a {@link Connection}.
 */
@NullMarked
package dev.csms.ocpp.rpc;

import org.jspecify.annotations.NullMarked;
