package dev.csms.query.projection;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.operation.OperationId;
import dev.csms.domain.transaction.TransactionId;
import dev.csms.query.Keys;

/** What a projection has changed, as subscribers are told. */
public sealed interface Change {

    /** @param chargePointId key of the charge point concerned */
    record ChargePointChanged(String chargePointId) implements Change {

        public static ChargePointChanged of(ChargePointId id) {
            return new ChargePointChanged(Keys.of(id));
        }
    }

    /** @param chargePointId key of the charge point that the transaction is of */
    record TransactionChanged(int transactionId, String chargePointId) implements Change {

        public static TransactionChanged of(TransactionId id, ChargePointId chargePointId) {
            return new TransactionChanged(id.value(), Keys.of(chargePointId));
        }
    }

    /** @param chargePointId key of the charge point that the operation is for */
    record OperationChanged(String operationId, String chargePointId) implements Change {

        public static OperationChanged of(OperationId id, ChargePointId chargePointId) {
            return new OperationChanged(id.value(), Keys.of(chargePointId));
        }
    }

    /**
     * A charge point has been asked for something: whichever node it is connected to had better know at once. This one is
     * told by whoever asked, and not by a projection.
     *
     * @param chargePointId key of the charge point
     */
    record ChargePointAsked(String chargePointId) implements Change {

        public static ChargePointAsked of(ChargePointId id) {
            return new ChargePointAsked(Keys.of(id));
        }
    }

    /** @param position of the security event in the log */
    record SecurityEventRecorded(long position) implements Change {}

    /** Nobody can say what: the connection by which we are told was lost for a while. */
    record AnythingChanged() implements Change {}
}
