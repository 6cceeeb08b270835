package dev.csms.query.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.csms.domain.chargepoint.ChargePointEvent.SessionOpened;
import dev.csms.domain.chargepoint.ChargePointId;
import dev.csms.domain.chargepoint.SessionId;
import dev.csms.domain.credential.Authentication;
import dev.csms.domain.idtag.IdTagId;
import dev.csms.domain.idtag.IdTagInfo;
import dev.csms.domain.localauthlist.LocalAuthListEvent.LocalAuthListRuleChanged;
import dev.csms.domain.localauthlist.LocalAuthListRule;
import dev.csms.domain.transaction.TransactionEvent.TransactionStarted;
import dev.csms.domain.transaction.TransactionId;
import dev.csms.query.QuerySideTest;
import dev.csms.query.StatementLog;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class StatementsPerQueryTest extends QuerySideTest {

    private final String prefix = "many-" + number() + "-";

    @Autowired
    private StatementLog statements;

    @Test
    void a_field_of_a_whole_page_costs_one_statement() {
        int few = statementsFor(2);
        int many = statementsFor(9);

        assertThat(many).isEqualTo(few);
        // charge points, connectors, history, sessions (list and latest), boots, transfers, transactions (list and
        // open), attempts, anomalies, deviations, events, reservations, lists and their entries; below the
        // transactions:
        // charge points, idTags, series, anomalies, events
        assertThat(many).isEqualTo(21);
    }

    private int statementsFor(int chargePoints) {
        for (int i = 0; i < chargePoints; i++) {
            ChargePointId id = new ChargePointId(prefix + chargePoints + "-" + i);
            TransactionId transaction = transaction();
            happened(
                    id,
                    registered(id),
                    new SessionOpened(
                            id, new SessionId("s-" + number()), "node-1", "10.0.0.7:4711", NOON, Authentication.NONE));
            happened(
                    transaction,
                    new TransactionStarted(
                            transaction, id, 1, new IdTagId("A"), IdTagInfo.INVALID, 0L, NOON, NOON, null, NOON, null));
            happened(new LocalAuthListRuleChanged(id, LocalAuthListRule.ALL));
        }
        statements.clear();
        String query = """
            { chargePoints(filter: {identityContains: "%s"}, first: 20) { nodes {
                identity
                connectors { status }
                statusHistory(first: 2) { nodes { status } }
                session { node }
                sessions(first: 2) { nodes { node } }
                boots(first: 2) { nodes { imsi } }
                dataTransfers(first: 2) { nodes { data } }
                openTransactions { idTag }
                authorizationAttempts(first: 2) { nodes { idTag } }
                anomalies(first: 2) { nodes { kind } }
                deviations { kind }
                events(first: 2) { nodes { type } }
                reservations(first: 2) { nodes { status } }
                localAuthList { state entries(first: 2) { nodes { idTag } } }
                transactions(first: 5) { nodes {
                    transactionId chargePoint { identity } registeredIdTag { status }
                    meterValues(first: 50) { unit } anomalies { kind } events { type } } }
            } } }\
            """.formatted(prefix + chargePoints);
        assertThat(query(query).get("chargePoints").get("nodes").size()).isEqualTo(chargePoints);
        return statements.ofQueries().size();
    }
}
