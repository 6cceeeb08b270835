package dev.csms.query.sql;

import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The database as queries see it: no statement runs for longer than anybody would wait. */
@Component
public final class ReadSide {

    static final int LONGEST_STATEMENT_SECONDS = 15;

    private final JdbcClient db;

    ReadSide(DataSource dataSource) {
        JdbcTemplate template = new JdbcTemplate(dataSource);
        template.setQueryTimeout(LONGEST_STATEMENT_SECONDS);
        db = JdbcClient.create(template);
    }

    public JdbcClient db() {
        return db;
    }
}
