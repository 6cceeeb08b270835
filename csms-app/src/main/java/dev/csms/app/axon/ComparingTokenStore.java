package dev.csms.app.axon;

import dev.csms.query.projection.ProcessingTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.JdbcException;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.AbstractTokenEntry;
import org.axonframework.eventhandling.tokenstore.GenericTokenEntry;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Where readers keep how far they are. What is stored has to be what this node has stored or fetched last, or the reader
 * begins anew from what is stored.
 *
 * <p>A database that has crashed has lost the last commits of projections, rows and token together, and one that was
 * restored has lost more; a connection pool hides both from a reader that had nothing to do meanwhile. If it went on from
 * where it remembers to be, those rows would be missing for ever.
 */
final class ComparingTokenStore extends JdbcTokenStore {

    private final ConnectionProvider connections;
    private final Serializer serializer;
    private final String node;
    private final Map<Place, byte[]> known = new ConcurrentHashMap<>();

    private ComparingTokenStore(Builder builder, ConnectionProvider connections, Serializer serializer, String node) {
        super(builder);
        this.connections = connections;
        this.serializer = serializer;
        this.node = node;
    }

    static ComparingTokenStore of(ConnectionProvider connections, Serializer serializer, Duration claim, String node) {
        Builder builder = JdbcTokenStore.builder()
                .connectionProvider(connections)
                .serializer(serializer)
                .schema(ProcessingTables.tokens())
                .claimTimeout(claim)
                .nodeId(node);
        return new ComparingTokenStore(builder, connections, serializer, node);
    }

    private record Place(String processor, int segment) {}

    /** The stored position is not where this node has left it. */
    private static final class MovedTokenException extends RuntimeException {
        MovedTokenException(String processor, int segment) {
            super("The position of %s[%d] is not the one that this node has stored: it begins anew from what is stored"
                    .formatted(processor, segment));
        }
    }

    /**
     * Axon's own one reads the token and stores the claim; this is one statement. If that finds nothing, the reader
     * fetches its token, and is told then if another node has it.
     */
    @Override
    public void extendClaim(String processorName, int segment) {
        byte[] expected = known.get(new Place(processorName, segment));
        if (expected == null) {
            super.extendClaim(processorName, segment);
            return;
        }
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                    update token_entry set timestamp = ?
                    where owner = ? and processor_name = ? and segment = ? and token = ?
                    """)) {
            statement.setString(1, DateTimeUtils.formatInstant(AbstractTokenEntry.clock.instant()));
            statement.setString(2, node);
            statement.setString(3, processorName);
            statement.setInt(4, segment);
            statement.setBytes(5, expected);
            if (statement.executeUpdate() == 0) {
                super.extendClaim(processorName, segment); // which says so if another node has it by now
                throw new MovedTokenException(processorName, segment);
            }
        } catch (SQLException e) {
            throw new JdbcException("The claim on %s[%d] could not be extended".formatted(processorName, segment), e);
        }
    }

    @Override
    public void storeToken(@Nullable TrackingToken token, String processorName, int segment) {
        super.storeToken(token, processorName, segment);
        // before the commit; if that fails, the reader fetches what is stored
        remember(new Place(processorName, segment), token == null ? null : bytes(token));
    }

    @Override
    protected PreparedStatement storeUpdate(
            Connection connection, @Nullable TrackingToken token, String processorName, int segment)
            throws SQLException {
        byte[] expected = known.get(new Place(processorName, segment));
        if (token == null || expected == null) {
            return super.storeUpdate(connection, token, processorName, segment);
        }
        AbstractTokenEntry<byte[]> entry = entry(token, processorName, segment);
        PreparedStatement statement = connection.prepareStatement("""
            update token_entry set token = ?, token_type = ?, timestamp = ?
            where owner = ? and processor_name = ? and segment = ? and token = ?
            """);
        statement.setBytes(1, entry.getSerializedToken().getData());
        statement.setString(2, entry.getTokenType().getName());
        statement.setString(3, entry.timestampAsString());
        statement.setString(4, node);
        statement.setString(5, processorName);
        statement.setInt(6, segment);
        statement.setBytes(7, expected);
        return statement;
    }

    /** Comes after an update that has found nothing. */
    @Override
    protected void updateToken(
            Connection connection, ResultSet resultSet, TrackingToken token, String processorName, int segment)
            throws SQLException {
        if (known.containsKey(new Place(processorName, segment))) {
            throw new MovedTokenException(processorName, segment);
        }
        super.updateToken(connection, resultSet, token, processorName, segment);
    }

    @Override
    protected TrackingToken claimToken(Connection connection, AbstractTokenEntry<?> entry) throws SQLException {
        TrackingToken token = super.claimToken(connection, entry);
        SerializedObject<?> stored = entry.getSerializedToken();
        remember(
                new Place(entry.getProcessorName(), entry.getSegment()),
                stored == null ? null : (byte[]) stored.getData());
        return token;
    }

    @Override
    public void releaseClaim(String processorName, int segment) {
        known.remove(new Place(processorName, segment));
        super.releaseClaim(processorName, segment);
    }

    /** Of a reader that has no position yet there is nothing to compare. */
    private void remember(Place place, byte @Nullable [] token) {
        if (token == null) {
            known.remove(place);
        } else {
            known.put(place, token);
        }
    }

    private byte[] bytes(TrackingToken token) {
        return serializer.serialize(token, byte[].class).getData();
    }

    private AbstractTokenEntry<byte[]> entry(TrackingToken token, String processorName, int segment) {
        return new GenericTokenEntry<>(token, serializer, byte[].class, processorName, segment);
    }
}
