package aigateway.telemetry;

import aigateway.store.Database;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import jakarta.ejb.Stateless;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Keeps spans. A span that comes again is kept once, since the broker may bring a message twice. */
@Stateless
public class SpanStore {

    private static final String COLUMNS =
            "trace_id, span_id, parent_id, entry, start_ns, duration_ns, name, kind, status,"
                    + " status_message, service, scope, scope_version, project, span_type, subject_type, subject_slug,"
                    + " teams, model, answered_by, streaming, input_tokens, output_tokens, cost, ttft_ms, http_status,"
                    + " error_type, short_input, metadata";
    private static final String VALUES = "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?";
    private static final String INSERT_SPAN =
            "INSERT INTO span (" + COLUMNS + ") VALUES (" + VALUES + ") ON CONFLICT DO NOTHING";
    private static final String INSERT_TAGGED_SPAN = "INSERT INTO span (" + COLUMNS + ", tags) VALUES (" + VALUES
            + ", CAST(? AS INTEGER[])) ON CONFLICT DO NOTHING";
    private static final String INSERT_PART =
            "INSERT INTO span_part (trace_id, part, last_ns, project, spans) VALUES (?,?,?,?,?) ON CONFLICT DO NOTHING";

    @jakarta.annotation.Resource(lookup = Database.NAME)
    DataSource dataSource;

    /**
     * Keeps all spans of a message, in one transaction.
     *
     * @return how many there were; spans without valid ids are not kept and not counted
     * @throws StoreException when the database does not take them; then none is kept
     */
    public int save(ExportTraceServiceRequest message) {
        List<SpanPart> parts = new ArrayList<>();
        List<NewSpan> spans = read(message, parts);
        if (spans.isEmpty()) {
            return 0;
        }
        try (Connection connection = dataSource.getConnection()) {
            insert(connection, spans, parts);
            return spans.size();
        } catch (SQLException e) {
            throw new StoreException("Spans cannot be kept now", e);
        }
    }

    private static void insert(Connection connection, List<NewSpan> spans, List<SpanPart> parts) throws SQLException {
        boolean tagged = Tags.areKeptBy(connection);
        try (PreparedStatement rows = connection.prepareStatement(tagged ? INSERT_TAGGED_SPAN : INSERT_SPAN);
                PreparedStatement pieces = connection.prepareStatement(INSERT_PART)) {
            for (NewSpan span : spans) {
                Binding row = new Binding(rows);
                bindRow(row, span);
                if (tagged) {
                    row.text(Tags.of(span), Integer.MAX_VALUE);
                }
                rows.addBatch();
            }
            for (SpanPart part : parts) {
                bindPart(new Binding(pieces), part);
                pieces.addBatch();
            }
            rows.executeBatch();
            pieces.executeBatch();
        }
    }

    private static void bindPart(Binding to, SpanPart part) throws SQLException {
        to.text(part.traceId(), 32)
                .value(part.key(), java.sql.Types.BIGINT)
                .value(part.lastNanos(), java.sql.Types.BIGINT)
                .text(part.project(), 255)
                .value(part.bytes(), java.sql.Types.VARBINARY);
    }

    private static void bindRow(Binding to, NewSpan span) throws SQLException {
        Long status = span.whole(StoredAttributes.HTTP_STATUS);
        to.text(span.traceId, 32)
                .text(span.spanId, 16)
                .text(span.parentId, 16)
                .value(span.isEntry(), java.sql.Types.BOOLEAN)
                .value(span.start(), java.sql.Types.BIGINT)
                .value(span.duration(), java.sql.Types.BIGINT)
                .text(span.name(), 512)
                .text(span.kind(), 8)
                .text(span.status(), 5)
                .text(span.statusMessage(), 2_000)
                .text(span.service, 255)
                .text(span.scope.getName(), 255)
                .text(span.scope.getVersion(), 64)
                .text(span.project, 255)
                .text(span.text(StoredAttributes.SPAN_TYPE), 64)
                .text(span.subjectType, 32)
                .text(span.subjectSlug, 255)
                .text(span.teams, 2_000)
                .text(span.text(StoredAttributes.MODEL), 255)
                .text(span.text(StoredAttributes.ANSWERED_BY), 255)
                .value(span.flag(StoredAttributes.STREAMING), java.sql.Types.BOOLEAN)
                .value(span.whole(StoredAttributes.INPUT_TOKENS), java.sql.Types.BIGINT)
                .value(span.whole(StoredAttributes.OUTPUT_TOKENS), java.sql.Types.BIGINT)
                .value(span.cost(), java.sql.Types.NUMERIC)
                .value(span.decimal(StoredAttributes.TIME_TO_FIRST_TOKEN), java.sql.Types.DOUBLE)
                .value(status == null ? null : status.intValue(), java.sql.Types.INTEGER)
                .text(span.text(StoredAttributes.ERROR_TYPE), 128)
                .text(span.shortInput(), 200)
                .text(span.text(StoredAttributes.METADATA), 8_000);
    }

    private static List<NewSpan> read(ExportTraceServiceRequest message, List<SpanPart> parts) {
        Map<String, NewSpan> spans = new HashMap<>();
        List<NewSpan> inOrder = new ArrayList<>();
        for (ResourceSpans resource : message.getResourceSpansList()) {
            String service = service(resource.getResource());
            for (ScopeSpans scope : resource.getScopeSpansList()) {
                for (Span span : scope.getSpansList()) {
                    if (NewSpan.isIdentified(span)) {
                        NewSpan added = new NewSpan(span, scope.getScope(), resource.getResource(), service);
                        spans.put(added.traceId + added.spanId, added);
                        inOrder.add(added);
                    }
                }
            }
        }
        for (NewSpan span : inOrder) {
            NewSpan parent = spans.get(span.traceId + span.parentId);
            // Twenty steps up at most: a message that comes from outside may name its parents in a circle.
            for (int i = 0; parent != null && i < 20; i++) {
                span.inherit(parent);
                parent = span.subjectType == null ? spans.get(parent.traceId + parent.parentId) : null;
            }
        }
        inPieces(inOrder, parts);
        return inOrder;
    }

    /** A trace's spans of one project together: that is how they are read, and how they go when they are old. */
    private static void inPieces(List<NewSpan> spans, List<SpanPart> parts) {
        Map<String, Map<String, SpanPart>> open = new HashMap<>();
        for (NewSpan span : spans) {
            String project = span.project == null ? "" : span.project;
            Map<String, SpanPart> ofTrace = open.computeIfAbsent(span.traceId, id -> new HashMap<>(2));
            SpanPart part = ofTrace.get(project);
            if (part == null || !part.add(span)) {
                part = new SpanPart(span.traceId, span.project);
                part.add(span);
                parts.add(part);
                ofTrace.put(project, part);
            }
        }
    }

    private static @Nullable String service(Resource resource) {
        for (KeyValue attribute : resource.getAttributesList()) {
            if (attribute.getKey().equals("service.name")) {
                return attribute.getValue().getStringValue();
            }
        }
        return null;
    }

    /** Sets one parameter after the other. */
    private static final class Binding {
        private final PreparedStatement statement;
        private int index;

        Binding(PreparedStatement statement) {
            this.statement = statement;
        }

        /** Cut to the column's length; PostgreSQL takes no NUL. */
        Binding text(@Nullable String text, int limit) throws SQLException {
            String clean = text == null || text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
            statement.setString(++index, clean == null ? null : SpanValues.text(clean, limit));
            return this;
        }

        Binding value(@Nullable Object value, int type) throws SQLException {
            statement.setObject(++index, value, type);
            return this;
        }
    }
}
