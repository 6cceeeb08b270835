package dev.csms.query.sql;

import dev.csms.query.QueryDatabases;
import dev.csms.query.graphql.Question;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The database as queries see it: no statement runs for longer than anybody would wait, and none of a query for longer
 * than the query has left.
 */
@Component
public final class ReadSide {

    static final int LONGEST_STATEMENT_SECONDS = 10;

    private final JdbcClient db;

    ReadSide(QueryDatabases databases) {
        db = JdbcClient.create(new JdbcTemplate(databases.queries()) {
            @Override
            public int getQueryTimeout() {
                return Question.current()
                        .map(question -> question.secondsLeft(LONGEST_STATEMENT_SECONDS))
                        .orElse(LONGEST_STATEMENT_SECONDS);
            }
        });
    }

    public JdbcClient db() {
        return db;
    }
}
