package dev.csms.query;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A data source that remembers the statements prepared by those who answer queries. */
public final class StatementLog extends DelegatingDataSource implements AutoCloseable {

    private final HikariDataSource pool;
    private final List<String> statements = new CopyOnWriteArrayList<>();

    StatementLog(HikariDataSource pool) {
        super(pool);
        this.pool = pool;
    }

    public void clear() {
        statements.clear();
    }

    /** Those of queries, not those by which readers of the log keep their claims. */
    public List<String> ofQueries() {
        return statements.stream()
                .filter(sql -> !sql.contains("token_entry") && !sql.contains("dead_letter"))
                .toList();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        statements.add(arguments[0].toString());
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public void close() {
        pool.close();
    }
}
