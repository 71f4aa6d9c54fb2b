package aigateway.web.spans;

import static aigateway.call.GatewayException.badRequest;
import static aigateway.web.spans.FilterReader.MOST_FILTERS;
import static aigateway.web.spans.FilterReader.wrong;

import aigateway.manifest.type.TracingProject;
import aigateway.telemetry.query.Filter;
import aigateway.telemetry.query.SpanQuery;
import aigateway.telemetry.query.SpanSearch;
import aigateway.web.manifest.Request;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a query of spans. Whatever is wrong with it is told with its place.
 *
 * @param token of the page; null for the first
 * @param feedbacks whether they are wanted
 */
record QueryRequest(SpanQuery query, int limit, @Nullable String token, boolean feedbacks) {

    private static final int USUAL_LIMIT = 200;

    private static final Set<String> FIELDS = Set.of(
            "startTime",
            "endTime",
            "tracingProjectFqn",
            "traceIds",
            "spanIds",
            "parentSpanIds",
            "createdBySubjectTypes",
            "createdBySubjectSlugs",
            "applicationNames",
            "limit",
            "sortDirection",
            "pageToken",
            "filters",
            "includeFeedbacks");

    private static final String FIELD = "spanFieldName";
    private static final String ATTRIBUTE = "spanAttributeKey";
    private static final String LABEL = "gatewayRequestMetadataKey";
    private static final List<String> SUBJECTS = List.of(FIELD, ATTRIBUTE, LABEL);
    private static final Set<String> FILTER_FIELDS = Set.of(FIELD, ATTRIBUTE, LABEL, "operator", "value");

    /** @param tenant the first part of the tracing project's name */
    static QueryRequest read(InputStream body, String tenant) {
        Request request = Request.read(body, FIELDS);
        Optional<String> project = request.string("tracingProjectFqn");
        SpanQuery query = new SpanQuery(
                time(request, "startTime"),
                time(request, "endTime"),
                project.orElse(null),
                project.filter(TracingProject.defaultFqn(tenant)::equals).isPresent(),
                ids(request, "traceIds"),
                ids(request, "spanIds"),
                ids(request, "parentSpanIds"),
                texts(request, "createdBySubjectTypes"),
                texts(request, "createdBySubjectSlugs"),
                texts(request, "applicationNames"),
                ascending(request),
                filters(request));
        return new QueryRequest(
                query, limit(request), request.string("pageToken").orElse(null), feedbacks(request));
    }

    private static boolean feedbacks(Request request) {
        return request.field("includeFeedbacks")
                .map(node -> {
                    if (!node.isBoolean()) {
                        throw wrong("includeFeedbacks", "must be true or false");
                    }
                    return node.booleanValue();
                })
                .orElse(true);
    }

    private static @Nullable Instant time(Request request, String name) {
        return request.string(name).map(text -> parsed(name, text)).orElse(null);
    }

    static Instant parsed(String name, String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            // What is kept counts nanoseconds in 64 bits.
            if (time.isAfter(Instant.EPOCH.minusSeconds(1)) && time.isBefore(Instant.ofEpochSecond(9_000_000_000L))) {
                return time;
            }
        } catch (DateTimeException e) {
            // Told below.
        }
        throw badRequest("Field '" + name + "' must be a time such as 2026-01-21T00:00:00.000Z.", name);
    }

    private static boolean ascending(Request request) {
        String direction = request.string("sortDirection").orElse("desc").toLowerCase(Locale.ROOT);
        if (!direction.equals("asc") && !direction.equals("desc")) {
            throw badRequest("Field 'sortDirection' must be asc or desc.", "sortDirection");
        }
        return direction.equals("asc");
    }

    private static int limit(Request request) {
        return request.field("limit")
                .map(node -> {
                    if (!node.isIntegralNumber()
                            || !node.canConvertToInt()
                            || node.intValue() < 1
                            || node.intValue() > SpanSearch.LARGEST_PAGE) {
                        throw badRequest(
                                "Field 'limit' must be a whole number from 1 to " + SpanSearch.LARGEST_PAGE + ".",
                                "limit");
                    }
                    return node.intValue();
                })
                .orElse(USUAL_LIMIT);
    }

    /** Ids are written in small letters here; some tools show them in capitals. */
    private static List<String> ids(Request request, String name) {
        return texts(request, name).stream()
                .map(id -> id.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static List<String> texts(Request request, String name) {
        return request.field(name).map(list -> FilterReader.texts(list, name)).orElse(List.of());
    }

    private static List<Filter> filters(Request request) {
        List<Filter> filters = new ArrayList<>();
        request.field("filters").ifPresent(list -> {
            if (!list.isArray() || list.size() > MOST_FILTERS) {
                throw badRequest("Field 'filters' must be a list of at most " + MOST_FILTERS + " filters.", "filters");
            }
            for (JsonNode each : list) {
                filters.add(filter(each, "filters[" + filters.size() + "]"));
            }
        });
        return filters;
    }

    private static Filter filter(JsonNode node, String place) {
        FilterReader.knowsAll(node, FILTER_FIELDS, place);
        List<String> named = SUBJECTS.stream().filter(node::hasNonNull).toList();
        if (!node.isObject() || named.size() != 1) {
            throw wrong(place, "must have one of " + String.join(", ", SUBJECTS));
        }
        String kind = named.get(0);
        String name = FilterReader.text(node, kind, place);
        if (kind.equals(FIELD) && !Filter.fields().contains(name)) {
            throw wrong(
                    place + "." + FIELD,
                    "is '" + FilterReader.shortened(name) + "'; there are " + String.join(", ", Filter.fields()));
        }
        FilterReader.Comparison comparison = FilterReader.comparison(node, place);
        return new Filter(subject(kind), name, comparison.operator(), comparison.values());
    }

    private static Filter.Subject subject(String kind) {
        return switch (kind) {
            case FIELD -> Filter.Subject.FIELD;
            case ATTRIBUTE -> Filter.Subject.ATTRIBUTE;
            default -> Filter.Subject.METADATA;
        };
    }
}
