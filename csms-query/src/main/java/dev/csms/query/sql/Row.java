package dev.csms.query.sql;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** A row of a result, with columns of our types. The getters without {@code nullable} insist on a value. */
public final class Row {

    private final ResultSet result;

    private Row(ResultSet result) {
        this.result = result;
    }

    /** How a row becomes what it stands for. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    public static <T> RowMapper<T> mapper(Reader<T> reader) {
        return (result, _) -> reader.read(new Row(result));
    }

    public String text(String column) throws SQLException {
        return required(column, nullableText(column));
    }

    public @Nullable String nullableText(String column) throws SQLException {
        return result.getString(column);
    }

    public int integer(String column) throws SQLException {
        return required(column, nullableInteger(column));
    }

    public @Nullable Integer nullableInteger(String column) throws SQLException {
        int value = result.getInt(column);
        return result.wasNull() ? null : value;
    }

    public long bigint(String column) throws SQLException {
        return required(column, nullableBigint(column));
    }

    public @Nullable Long nullableBigint(String column) throws SQLException {
        long value = result.getLong(column);
        return result.wasNull() ? null : value;
    }

    public @Nullable BigDecimal nullableDecimal(String column) throws SQLException {
        return result.getBigDecimal(column);
    }

    public boolean bool(String column) throws SQLException {
        return result.getBoolean(column);
    }

    public @Nullable Boolean nullableBool(String column) throws SQLException {
        boolean value = result.getBoolean(column);
        return result.wasNull() ? null : value;
    }

    public Instant instant(String column) throws SQLException {
        return required(column, nullableInstant(column));
    }

    public @Nullable Instant nullableInstant(String column) throws SQLException {
        OffsetDateTime value = result.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    public <E extends Enum<E>> E constant(String column, Class<E> type) throws SQLException {
        return Enum.valueOf(type, text(column));
    }

    public <E extends Enum<E>> @Nullable E nullableConstant(String column, Class<E> type) throws SQLException {
        String name = nullableText(column);
        return name == null ? null : Enum.valueOf(type, name);
    }

    private static <T> T required(String column, @Nullable T value) {
        return Objects.requireNonNull(value, column);
    }
}
