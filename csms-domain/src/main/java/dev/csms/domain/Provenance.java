package dev.csms.domain;

import dev.csms.domain.chargepoint.ChargePointId;
import org.axonframework.messaging.MetaData;

/**
 * Keys of the metadata that every event carries: who caused it and by what. All values are text.
 *
 * <p>They travel with a command and are copied to the events that it leads to.
 */
public final class Provenance {

    /** Who: {@code charge-point:CP-7}, {@code operator:alice} or {@code system}. */
    public static final String ACTOR = "actor";

    /** Identity of the charge point concerned, as spelled at its registration. */
    public static final String CHARGE_POINT = "chargePoint";

    /** The WebSocket connection by which it came. */
    public static final String SESSION = "session";

    /** The OCPP message id of the CALL. */
    public static final String MESSAGE_ID = "messageId";

    /** The OCPP action or the GraphQL operation. */
    public static final String ACTION = "action";

    /** The node that handled it. */
    public static final String NODE = "node";

    /** The first message of the chain that led here. */
    public static final String CORRELATION_ID = "correlationId";

    /** The message that led here directly. */
    public static final String CAUSATION_ID = "causationId";

    /** Id of the token or the sign-in by which somebody acted; says nothing of the token itself. */
    public static final String TOKEN = "token";

    /** From where somebody acted, without the port. */
    public static final String REMOTE_ADDRESS = "remoteAddress";

    /** Name that the caller gave the GraphQL operation. */
    public static final String OPERATION_NAME = "operationName";

    public static final String SYSTEM = "system";

    private Provenance() {}

    /** Of what is done with a charge point although nobody has asked for it. */
    public static MetaData ofSystem(ChargePointId chargePoint) {
        return MetaData.with(ACTOR, SYSTEM).and(CHARGE_POINT, chargePoint.value());
    }

    /** Of what a charge point does. */
    public static MetaData of(ChargePointId chargePoint) {
        return MetaData.with(ACTOR, chargePoint(chargePoint.value())).and(CHARGE_POINT, chargePoint.value());
    }

    public static String chargePoint(String identity) {
        return "charge-point:" + identity;
    }

    public static String operator(String name) {
        return "operator:" + name;
    }
}
