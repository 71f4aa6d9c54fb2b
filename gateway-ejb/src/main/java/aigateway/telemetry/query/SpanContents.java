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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What some rows' spans say, out of the parts of their traces. */
final class SpanContents {

    /** A trace that somebody keeps adding to has any number of parts; what is in those beyond is shown without content. */
    private static final int MOST_PARTS = 2_000;

    private record Content(Span span, Resource resource) {}

    private final Map<String, Content> contents = new HashMap<>();

    private SpanContents() {}

    static SpanContents read(Connection connection, List<SpanRow> rows) throws SQLException {
        SpanContents read = new SpanContents();
        if (rows.isEmpty()) {
            return read;
        }
        Map<String, SpanRow> wanted = rows.stream().collect(Collectors.toMap(SpanContents::key, row -> row));
        List<String> traces = rows.stream().map(SpanRow::traceId).distinct().toList();
        String sql = "SELECT spans FROM span_part WHERE " + FilterSql.in("trace_id", traces.size()) + " FETCH FIRST "
                + MOST_PARTS + " ROWS ONLY";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < traces.size(); i++) {
                statement.setString(i + 1, traces.get(i));
            }
            try (ResultSet parts = statement.executeQuery()) {
                while (parts.next()) {
                    SpanPart.read(parts.getBytes(1), (resource, span) -> {
                        String key = hex(span.getTraceId()) + hex(span.getSpanId());
                        SpanRow row = wanted.get(key);
                        if (row != null && Belonging.is(row, span)) {
                            read.contents.putIfAbsent(key, new Content(span, resource));
                        }
                    });
                }
            }
        }
        return read;
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
        @Nullable Content content = contents.get(key(row));
        return content == null ? 0 : content.span.getSerializedSize();
    }
}
