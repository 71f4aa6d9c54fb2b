package aigateway.telemetry.query;

import aigateway.telemetry.Belonging;
import aigateway.telemetry.SpanPart;
import aigateway.telemetry.SpanRow;
import aigateway.telemetry.SpanView;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What some rows' spans say, out of the parts of their traces. Parts are read one at a time and only while something is
 * missing: together they may be larger than the memory there is.
 */
final class SpanContents {

    /** A trace that somebody keeps adding to has any number of parts; what is in those beyond is shown without content. */
    private static final int MOST_PARTS = 2_000;

    private record Content(Span span, Resource resource) {}

    private record Part(String traceId, long key) {}

    private final Map<String, SpanRow> wanted;
    private final Map<String, Content> contents = new HashMap<>();

    private SpanContents(List<SpanRow> rows) {
        wanted = rows.stream().collect(Collectors.toMap(SpanContents::key, Function.identity()));
    }

    static SpanContents read(Connection connection, List<SpanRow> rows) throws SQLException {
        SpanContents read = new SpanContents(rows);
        if (!rows.isEmpty()) {
            read.fill(
                    connection,
                    parts(connection, rows.stream().map(SpanRow::traceId).collect(Collectors.toSet())));
        }
        return read;
    }

    private static List<Part> parts(Connection connection, Set<String> traces) throws SQLException {
        List<Part> parts = new ArrayList<>();
        String sql = "SELECT trace_id, part FROM span_part WHERE " + FilterSql.in("trace_id", traces.size())
                + " FETCH FIRST " + MOST_PARTS + " ROWS ONLY";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (String trace : traces) {
                statement.setString(index++, trace);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    parts.add(new Part(row.getString(1), row.getLong(2)));
                }
            }
        }
        return parts;
    }

    private void fill(Connection connection, List<Part> parts) throws SQLException {
        Map<String, Long> missing =
                wanted.values().stream().collect(Collectors.groupingBy(SpanRow::traceId, Collectors.counting()));
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT spans FROM span_part WHERE trace_id = ? AND part = ?")) {
            for (Part part : parts) {
                if (missing.getOrDefault(part.traceId(), 0L) > 0) {
                    statement.setString(1, part.traceId());
                    statement.setLong(2, part.key());
                    try (ResultSet row = statement.executeQuery()) {
                        if (row.next()) {
                            long found = keep(row.getBytes(1));
                            missing.merge(part.traceId(), -found, Long::sum);
                        }
                    }
                }
            }
        }
    }

    /** @return how many were found that were missing */
    private long keep(byte[] part) {
        int before = contents.size();
        SpanPart.read(part, (resource, span) -> {
            String key = hex(span.getTraceId()) + hex(span.getSpanId());
            SpanRow row = wanted.get(key);
            if (row != null && Belonging.is(row, span)) {
                contents.putIfAbsent(key, new Content(span, resource));
            }
        });
        return contents.size() - before;
    }

    private static String key(SpanRow row) {
        return row.traceId() + row.spanId();
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    Candidate of(SpanRow row) {
        Content content = contents.get(key(row));
        return content == null
                ? new Candidate(SpanView.of(row, Span.getDefaultInstance()), Resource.getDefaultInstance())
                : new Candidate(SpanView.of(row, content.span), content.resource);
    }

    long bytes(SpanRow row) {
        Content content = contents.get(key(row));
        return content == null ? 0 : content.span.getSerializedSize();
    }
}
