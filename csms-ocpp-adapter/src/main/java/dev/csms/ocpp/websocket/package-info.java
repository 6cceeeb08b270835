/**
 * The port where charge points connect: HTTP handshake and WebSocket (RFC 6455), by the rules of OCPP-J 1.6.
 *
 * <p>{@link OcppServer} listens, {@link Gatekeeper} decides who comes in, a {@link dev.csms.ocpp.rpc.Session} takes over
 * after the handshake.
 */
@NullMarked
package dev.csms.ocpp.websocket;

import org.jspecify.annotations.NullMarked;
