package aigateway.delivery;

import aigateway.store.Database;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** How delivery went over time, for each exporter and the store, over all nodes. */
@Stateless
public class DeliverySteps {

    static final Duration KEPT = Duration.ofDays(8);

    private static final String OPEN =
            "INSERT INTO delivery_step (exporter, begun) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String ADD = "UPDATE delivery_step SET delivered = delivered + ?, failed = failed + ?,"
            + " dropped = dropped + ? WHERE exporter = ? AND begun = ?";
    private static final String SEE =
            "UPDATE delivery_step SET waiting = ? WHERE exporter = ? AND begun = ? AND waiting < ?";
    private static final String READ = "SELECT exporter, begun, delivered, failed, dropped, waiting FROM delivery_step"
            + " WHERE begun >= ? ORDER BY exporter, begun";

    @Resource(lookup = Database.NAME)
    DataSource dataSource;

    /** For the container. */
    public DeliverySteps() {}

    DeliverySteps(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** In the transaction in which the totals are added to. */
    static void add(Connection connection, String exporter, Instant now, DeliveryCount count) throws SQLException {
        long step = DeliveryStep.of(now);
        open(connection, exporter, step);
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            add.setLong(1, count.delivered());
            add.setLong(2, count.failed());
            add.setLong(3, count.dropped());
            add.setString(4, exporter);
            add.setLong(5, step);
            add.executeUpdate();
        }
    }

    private static void open(Connection connection, String exporter, long step) throws SQLException {
        try (PreparedStatement open = connection.prepareStatement(OPEN)) {
            open.setString(1, exporter);
            open.setLong(2, step);
            open.executeUpdate();
        }
    }

    /**
     * Notes how much waits, and forgets what is too old.
     *
     * @param waiting messages by the name of the exporter
     * @throws UnavailableException when the database does not take it
     */
    public void see(Map<String, Long> waiting, Instant now) {
        long step = DeliveryStep.of(now);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement see = connection.prepareStatement(SEE);
                PreparedStatement forget = connection.prepareStatement("DELETE FROM delivery_step WHERE begun < ?")) {
            // In one order on every node, or two of them could wait for each other.
            for (Map.Entry<String, Long> entry : new TreeMap<>(waiting).entrySet()) {
                String exporter = DeliveryLedger.name(entry.getKey());
                open(connection, exporter, step);
                see.setLong(1, entry.getValue());
                see.setString(2, exporter);
                see.setLong(3, step);
                see.setLong(4, entry.getValue());
                see.executeUpdate();
            }
            forget.setLong(1, now.minus(KEPT).toEpochMilli());
            forget.executeUpdate();
        } catch (SQLException e) {
            throw new UnavailableException("What waits for exporters cannot be kept now", e);
        }
    }

    /** By the name of the exporter, the earliest first; nothing for a step in which nothing was. */
    public Map<String, List<DeliveryStep>> since(Instant from) {
        Map<String, List<DeliveryStep>> steps = new TreeMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement read = connection.prepareStatement(READ)) {
            read.setLong(1, from.toEpochMilli());
            try (ResultSet row = read.executeQuery()) {
                while (row.next()) {
                    steps.computeIfAbsent(row.getString(1), name -> new ArrayList<>())
                            .add(new DeliveryStep(
                                    Instant.ofEpochMilli(row.getLong(2)),
                                    row.getLong(3),
                                    row.getLong(4),
                                    row.getLong(5),
                                    row.getLong(6)));
                }
            }
            return steps;
        } catch (SQLException e) {
            throw new UnavailableException("How exporters fared cannot be read now", e);
        }
    }
}
