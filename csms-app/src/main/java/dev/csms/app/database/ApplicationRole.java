package dev.csms.app.database;

import dev.csms.query.Projections;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The role under which the program works. It owns nothing: of events it can write new ones and read, of tables it can
 * make none. Whoever gets the program to run SQL of theirs does not change history.
 */
public final class ApplicationRole {

    private ApplicationRole() {}

    /**
     * Gives it the rights it needs, after the migrations and again at each start.
     *
     * @param owner       who ran the migrations
     * @param application may be the owner itself, and then has all rights
     */
    public static void admit(DataSource owner, @Nullable String application) {
        JdbcClient db = JdbcClient.create(owner);
        db.sql("select allow_rebuild(string_to_array(:tables, ','))")
                .param(
                        "tables",
                        Projections.ALL.stream()
                                .flatMap(projection -> projection.tables().stream())
                                .collect(Collectors.joining(",")))
                .query((row, _) -> true)
                .list();
        if (application != null && !application.isBlank()) {
            db.sql("select grant_to_application(:role)")
                    .param("role", application)
                    .query((row, _) -> true)
                    .list();
        }
    }
}
