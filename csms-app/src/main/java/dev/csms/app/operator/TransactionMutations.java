package dev.csms.app.operator;

import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.transaction.CloseTransaction;
import dev.csms.domain.transaction.TransactionId;
import dev.csms.query.transaction.TransactionProjection;
import dev.csms.query.transaction.TransactionQueries;
import dev.csms.query.transaction.TransactionView;
import java.time.InstantSource;
import java.util.List;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** What an operator decides about transactions. */
@Controller
final class TransactionMutations {

    private final OperatorCommands operator;
    private final TransactionQueries transactions;
    private final InstantSource clock;

    TransactionMutations(OperatorCommands operator, TransactionQueries transactions, InstantSource clock) {
        this.operator = operator;
        this.transactions = transactions;
        this.clock = clock;
    }

    record CloseTransactionPayload(boolean closed, TransactionView transaction) {}

    @MutationMapping
    CloseTransactionPayload closeTransaction(
            @Argument String chargePointId, @Argument int transactionId, @Argument String reason) {
        String subject = "transaction " + transactionId + " of charge point " + chargePointId;
        boolean closed = operator.send(
                "closeTransaction",
                chargePointId,
                subject,
                () -> new CloseTransaction(
                        new ChargePointId(chargePointId), new TransactionId(transactionId), reason, clock.instant()));
        return new CloseTransactionPayload(
                closed,
                operator.readBack(
                        TransactionProjection.GROUP,
                        () -> transactions.byId(List.of(transactionId)).stream().findAny(),
                        subject));
    }
}
