package aigateway.delivery;

import aigateway.store.Database;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** How every exporter has fared, over all nodes and starts. Nodes add to rows, and none writes a total. */
@Stateless
public class DeliveryLedger {

    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_ERROR = 400;

    private static final String OPEN = "INSERT INTO exporter_delivery (exporter) VALUES (?) ON CONFLICT DO NOTHING";
    private static final String ADD = "UPDATE exporter_delivery SET delivered = delivered + ?, failed = failed + ?,"
            + " dropped = dropped + ?, delivered_at = COALESCE(?, delivered_at), error = COALESCE(?, error),"
            + " error_at = COALESCE(?, error_at) WHERE exporter = ?";
    private static final String READ = "SELECT exporter, delivered, failed, dropped, delivered_at, error, error_at"
            + " FROM exporter_delivery ORDER BY exporter";

    @Resource(lookup = Database.NAME)
    DataSource dataSource;

    @Inject
    InstantSource clock;

    /** For the container. */
    public DeliveryLedger() {}

    DeliveryLedger(DataSource dataSource, InstantSource clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** @throws UnavailableException when the database does not take it */
    public void add(Map<String, DeliveryCount> since) {
        // In one order on every node, or two of them could wait for each other.
        Map<String, DeliveryCount> inOrder = new TreeMap<>();
        since.forEach((exporter, count) -> inOrder.merge(name(exporter), count, DeliveryCount::plus));
        try (Connection connection = dataSource.getConnection();
                PreparedStatement open = connection.prepareStatement(OPEN);
                PreparedStatement add = connection.prepareStatement(ADD)) {
            for (Map.Entry<String, DeliveryCount> entry : inOrder.entrySet()) {
                open.setString(1, entry.getKey());
                open.executeUpdate();
                DeliveryCount count = entry.getValue();
                String error = count.error();
                add.setLong(1, count.delivered());
                add.setLong(2, count.failed());
                add.setLong(3, count.dropped());
                add.setObject(4, millis(count.deliveredAt()), Types.BIGINT);
                add.setString(5, error == null ? null : cut(error, LONGEST_ERROR));
                add.setObject(6, millis(count.errorAt()), Types.BIGINT);
                add.setString(7, entry.getKey());
                add.executeUpdate();
                DeliverySteps.add(connection, entry.getKey(), clock.instant(), count);
            }
        } catch (SQLException e) {
            throw new UnavailableException("How exporters fare cannot be kept now", e);
        }
    }

    /** By the name of the exporter. */
    public Map<String, DeliveryCount> read() {
        Map<String, DeliveryCount> counts = new TreeMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement read = connection.prepareStatement(READ);
                ResultSet rows = read.executeQuery()) {
            while (rows.next()) {
                counts.put(
                        rows.getString(1),
                        new DeliveryCount(
                                rows.getLong(2),
                                rows.getLong(3),
                                rows.getLong(4),
                                instant(rows.getObject(5, Long.class)),
                                rows.getString(6),
                                instant(rows.getObject(7, Long.class))));
            }
            return counts;
        } catch (SQLException e) {
            throw new UnavailableException("How exporters fare cannot be read now", e);
        }
    }

    /** As the tables have it. */
    static String name(String exporter) {
        return cut(exporter, LONGEST_NAME);
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
