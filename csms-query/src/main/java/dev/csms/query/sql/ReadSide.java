package dev.csms.query.sql;

import dev.csms.query.graphql.Question;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The database as queries see it: no statement runs for longer than anybody would wait, and none of a query for longer
 * than the query has left.
 */
@Component
public final class ReadSide {

    static final int LONGEST_STATEMENT_SECONDS = 15;

    private final JdbcClient db;

    ReadSide(DataSource dataSource) {
        db = JdbcClient.create(new JdbcTemplate(dataSource) {
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
