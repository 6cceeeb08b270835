package dev.csms.app.database;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * As whom the program works.
 *
 * @param mayChangeHistory whether nothing but the triggers keeps it from changing events
 */
public record DatabaseRights(String role, boolean mayChangeHistory) {

    static DatabaseRights of(JdbcClient db) {
        return db.sql("""
                select current_user as role,
                       has_table_privilege('domain_event', 'update, delete, truncate') as may_change_history
                """).query(DatabaseRights.class).single();
    }
}
