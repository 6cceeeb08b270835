package dev.csms.query.projection;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.RowMapper;

/**
 * One SQL statement for many rows: each {@code ?::type[]} in it takes one column of them, usually for
 * {@code unnest(…)}. A thousand rows cost one round trip.
 */
public final class BulkStatement {

    private static final Pattern COLUMN = Pattern.compile("\\?::(\\w+)\\[]");

    private final String sql;
    private final List<String> types;

    private BulkStatement(String sql, List<String> types) {
        this.sql = sql;
        this.types = types;
    }

    public static BulkStatement of(String sql) {
        List<String> types = new ArrayList<>();
        Matcher column = COLUMN.matcher(sql);
        while (column.find()) {
            types.add(column.group(1));
        }
        return new BulkStatement(sql, List.copyOf(types));
    }

    /** @param rows one value for each {@code ?} */
    public void execute(JdbcOperations db, List<@Nullable Object[]> rows) {
        if (!rows.isEmpty()) {
            db.update(sql, statement -> bind(statement, rows));
        }
    }

    public <T> List<T> query(JdbcOperations db, List<@Nullable Object[]> rows, RowMapper<T> mapper) {
        return rows.isEmpty() ? List.of() : db.query(sql, statement -> bind(statement, rows), mapper);
    }

    private void bind(PreparedStatement statement, List<@Nullable Object[]> rows) throws SQLException {
        for (int column = 0; column < types.size(); column++) {
            // as strings: the driver then sends text as it is, instead of quoting it for the server to read back
            @Nullable String[] values = new @Nullable String[rows.size()];
            for (int row = 0; row < values.length; row++) {
                values[row] = text(rows.get(row)[column]);
            }
            Array array = statement.getConnection().createArrayOf(types.get(column), values);
            statement.setArray(column + 1, array);
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : StorableText.of(value.toString());
    }

    int columns() {
        return types.size();
    }

    @Override
    public String toString() {
        return sql;
    }
}
