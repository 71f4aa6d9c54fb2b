package aigateway.telemetry.query;

import aigateway.store.Database;
import aigateway.telemetry.Conditions;
import aigateway.telemetry.Page;
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
 * Finds spans, with their contents or as a list. Pages are keyset pages, and none reads more than a bounded number of
 * rows and bytes: what the table does not tell is looked for in the spans themselves, so many at a time.
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
        Search search = run(query, viewer, place, limit, true, MOST_LOOKED_THROUGH);
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

    /**
     * The same without what the spans say, as a list shows them. For whoever asks again as time goes by: the place is
     * bound to no query.
     *
     * @param after what the page before said is next; null for the first
     * @throws IllegalArgumentException when it is no such text
     */
    public Page<SpanRow> list(SpanQuery query, Viewer viewer, @Nullable String after, int limit) {
        PageToken place = after == null ? null : new PageToken(false, Position.parse(after));
        return listed(run(query, viewer, place, limit, false, MOST_LOOKED_THROUGH));
    }

    /**
     * The first page, for whoever asks for it every few seconds: what the table does not tell is looked for in the
     * newest few hundred spans only, and not each time in thousands that were looked through before. A span is as old
     * as its beginning: one that took long comes in among those that were seen, so they are looked at again.
     */
    public Page<SpanRow> newest(SpanQuery query, Viewer viewer, int limit) {
        return listed(run(query, viewer, null, limit, false, ROWS_AT_ONCE));
    }

    private static Page<SpanRow> listed(Search search) {
        SpanRow last = search.goesOn ? search.last : null;
        return new Page<>(
                search.found.stream().map(SpanView::row).toList(),
                last == null ? null : Position.of(last).toString());
    }

    private Search run(
            SpanQuery query, Viewer viewer, @Nullable PageToken place, int limit, boolean whole, int mostRows) {
        try (Connection connection = dataSource.getConnection()) {
            boolean backward = place != null && place.backward();
            Statement statement = new Statement(query, viewer, backward, Tags.areKeptBy(connection));
            boolean contents = whole || !statement.undecided().isEmpty();
            Search search = new Search(statement, contents, Math.min(limit, LARGEST_PAGE), mostRows);
            search.run(connection, place);
            return search;
        } catch (SQLException e) {
            throw new StoreException("Spans cannot be read now", e);
        }
    }

    /** One page in the making. */
    private static final class Search {
        private final Statement statement;
        private final boolean contents;
        private final int limit;
        private final int mostRows;
        private final List<SpanView> found = new ArrayList<>();
        private @Nullable SpanRow last;
        private boolean goesOn;
        private long bytes;

        /**
         * @param contents whether the spans themselves are to be read
         * @param mostRows that are looked through
         */
        Search(Statement statement, boolean contents, int limit, int mostRows) {
            this.statement = statement;
            this.contents = contents;
            this.limit = limit;
            this.mostRows = mostRows;
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
                if (looked >= mostRows) {
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
                SpanContents read = SpanContents.read(connection, contents ? some : List.of());
                for (SpanRow row : some) {
                    if (found.size() == limit || bytes > MOST_BYTES) {
                        return true;
                    }
                    Candidate candidate = read.of(row);
                    last = row;
                    if (Candidate.allMatch(statement.undecided(), candidate)) {
                        found.add(candidate.view());
                        bytes += read.bytes(row);
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
