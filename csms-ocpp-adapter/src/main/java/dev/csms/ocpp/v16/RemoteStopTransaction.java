package dev.csms.ocpp.v16;

/** RemoteStopTransaction: asks to stop a transaction (OCPP 1.6 §5.12). */
interface RemoteStopTransaction {

    /** RemoteStopTransaction.req (§6.35). */
    record Request(int transactionId) {}

    /** RemoteStopTransaction.conf (§6.36). */
    record Response(Status status) {}

    enum Status {
        ACCEPTED,
        REJECTED
    }
}
