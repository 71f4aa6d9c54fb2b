package aigateway.telemetry.query;

import aigateway.store.Database;
import aigateway.telemetry.Conditions;
import aigateway.telemetry.Position;
import aigateway.telemetry.SpanColumns;
import aigateway.telemetry.SpanRow;
import aigateway.telemetry.SpanView;
import aigateway.telemetry.StoreException;
import aigateway.telemetry.Tags;
import aigateway.telemetry.Viewer;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Finds spans with their contents. Pages are keyset pages, and none reads more than a bounded number of rows and bytes:
 * what the table does not tell is looked for in the spans themselves, so many at a time.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class SpanSearch {

    public static final int LARGEST_PAGE = 1_000;

    private static final int ROWS_AT_ONCE = 500;
    private static final int MOST_LOOKED_THROUGH = 10_000;
    private static final long MOST_BYTES = 16L << 20;
    private static final int CONTENTS_AT_ONCE = 50;

    @Resource(lookup = Database.NAME)
    DataSource dataSource;

    /**
     * @param asker whom a page token is bound to
     * @param token of the page before; null for the first
     * @throws PageTokenException when the token is not of this query and asker
     */
    public SpanPage find(SpanQuery query, Viewer viewer, String asker, @Nullable String token, int limit) {
        PageToken place = PageToken.parse(token, asker, query);
        boolean backward = place != null && place.backward();
        Search search;
        try (Connection connection = dataSource.getConnection()) {
            Statement statement = new Statement(query, viewer, backward, Tags.areKeptBy(connection));
            search = new Search(statement, Math.min(limit, LARGEST_PAGE));
            search.run(connection, place);
        } catch (SQLException e) {
            throw new StoreException("Spans cannot be read now", e);
        }
        List<SpanView> found = search.found;
        SpanRow last = search.goesOn ? search.last : null;
        String onward = last == null ? null : PageToken.text(backward, last, asker, query);
        if (!backward) {
            String back = place == null || found.isEmpty()
                    ? null
                    : PageToken.text(true, found.get(0).row(), asker, query);
            return new SpanPage(found, onward, back);
        }
        Collections.reverse(found);
        String forth = found.isEmpty()
                ? null
                : PageToken.text(false, found.get(found.size() - 1).row(), asker, query);
        return new SpanPage(found, forth, onward);
    }

    /** One page in the making. */
    private static final class Search {
        private final Statement statement;
        private final int limit;
        private final List<SpanView> found = new ArrayList<>();
        private @Nullable SpanRow last;
        private boolean goesOn;
        private long bytes;

        Search(Statement statement, int limit) {
            this.statement = statement;
            this.limit = limit;
        }

        void run(Connection connection, @Nullable PageToken place) throws SQLException {
            PageToken after = place;
            int looked = 0;
            while (true) {
                int size = statement.isPrecise() ? limit + 1 - found.size() : ROWS_AT_ONCE;
                List<SpanRow> rows = rows(connection, after, size);
                if (add(connection, rows)) {
                    goesOn = true;
                    return;
                }
                if (rows.size() < size) {
                    return;
                }
                looked += rows.size();
                if (looked >= MOST_LOOKED_THROUGH) {
                    goesOn = true;
                    return;
                }
                after = new PageToken(false, Position.of(rows.get(rows.size() - 1)));
            }
        }

        /** @return whether the page is full, with more behind it */
        private boolean add(Connection connection, List<SpanRow> rows) throws SQLException {
            for (int from = 0; from < rows.size(); from += CONTENTS_AT_ONCE) {
                List<SpanRow> some = rows.subList(from, Math.min(rows.size(), from + CONTENTS_AT_ONCE));
                SpanContents contents = SpanContents.read(connection, some);
                for (SpanRow row : some) {
                    if (found.size() == limit || bytes > MOST_BYTES) {
                        return true;
                    }
                    Candidate candidate = contents.of(row);
                    last = row;
                    if (Candidate.allMatch(statement.undecided(), candidate)) {
                        found.add(candidate.view());
                        bytes += contents.bytes(row);
                    }
                }
            }
            return false;
        }

        private List<SpanRow> rows(Connection connection, @Nullable PageToken after, int size) throws SQLException {
            List<Conditions> values = new ArrayList<>();
            String sql = statement.sql(SpanColumns.LIST, after == null ? null : after.position(), size, values);
            List<SpanRow> rows = new ArrayList<>();
            try (PreparedStatement prepared = connection.prepareStatement(sql)) {
                int index = 1;
                for (Conditions where : values) {
                    index = where.bind(prepared, index);
                }
                prepared.setFetchSize(size);
                try (ResultSet result = prepared.executeQuery()) {
                    while (result.next()) {
                        rows.add(SpanColumns.row(result));
                    }
                }
            }
            return rows;
        }
    }
}
