package dev.csms.app.eventstore;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** Connections on which something happens at certain statements, one after the other. */
final class DisturbedConnections implements ConnectionOpener {

    private final DataSource database;
    private final Queue<Disturbance> disturbances = new ConcurrentLinkedQueue<>();

    DisturbedConnections(DataSource database) {
        this.database = database;
    }

    /** What happens in place of a query, with it or without. */
    @FunctionalInterface
    interface Happening {
        Object at(Callable<Object> query) throws Exception;
    }

    private record Disturbance(String statement, Happening happening) {}

    /** Once what was asked for before has happened. */
    void atNext(String statement, Happening happening) {
        disturbances.add(new Disturbance(statement, happening));
    }

    /** The next append is committed, and its answer lost. */
    void loseNextAnswer() {
        atNext("append_events", append -> {
            append.call();
            throw lost();
        });
    }

    static SQLException lost() {
        return new SQLException("the connection is lost", "08006");
    }

    boolean haveHappened() {
        return disturbances.isEmpty();
    }

    @Override
    public Connection open() throws SQLException {
        Connection real = database.getConnection();
        AtomicBoolean cut = new AtomicBoolean();
        return proxy(
                Connection.class,
                (method, arguments, call) -> switch (method) {
                    case "prepareStatement" -> disturbed((PreparedStatement) call.call(), (String) arguments[0], cut);
                    case "close" -> cut.get() ? null : call.call(); // the other end hears nothing of it
                    default -> call.call();
                },
                real);
    }

    private PreparedStatement disturbed(PreparedStatement statement, String sql, AtomicBoolean cut) {
        return proxy(
                PreparedStatement.class,
                (method, _, call) -> {
                    if (method.equals("close") && cut.get()) {
                        return null;
                    }
                    Disturbance next = disturbances.peek();
                    if (method.equals("executeQuery") && next != null && sql.contains(next.statement())) {
                        disturbances.remove();
                        try {
                            return next.happening().at(call);
                        } catch (SQLException e) {
                            cut.set("08006".equals(e.getSQLState()));
                            throw e;
                        }
                    }
                    return call.call();
                },
                statement);
    }

    private interface Interception {
        Object of(String method, Object[] arguments, Callable<Object> call) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Interception interception, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (_, method, arguments) -> interception.of(method.getName(), arguments, () -> {
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() instanceof Exception cause ? cause : new IllegalStateException(e);
                    }
                })));
    }
}
