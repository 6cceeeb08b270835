package dev.csms.query.person;

import dev.csms.domain.person.PersonEvent;
import dev.csms.domain.person.PersonEvent.TokenIssued;
import dev.csms.domain.person.PersonEvent.TokenRevoked;
import dev.csms.query.operation.OperationProjection;
import dev.csms.query.projection.EventRows;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;

/** People as they are, and their tokens. */
@ProcessingGroup(PersonProjection.GROUP)
public final class PersonProjection {

    public static final String GROUP = OperationProjection.GROUP;

    private static final PersonTable PEOPLE = new PersonTable();
    private static final TokenTable TOKENS = new TokenTable();

    private final EventRows rows;

    public PersonProjection(EventRows rows) {
        this.rows = rows;
    }

    @EventHandler
    void on(PersonEvent event, EventMessage<?> message) {
        rows.write(message, row -> {
            switch (event) {
                case TokenIssued issued ->
                    row.change(
                            TOKENS,
                            issued.tokenId(),
                            before -> before == null ? TokenState.of(issued, message.getTimestamp()) : before);
                case TokenRevoked revoked ->
                    row.change(
                            TOKENS,
                            revoked.tokenId(),
                            before -> before == null ? null : before.revoked(message.getTimestamp()));
                default ->
                    row.change(
                            PEOPLE,
                            event.personId(),
                            before -> PersonState.after(before, event, message.getTimestamp()));
            }
        });
    }
}
