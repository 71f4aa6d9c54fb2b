package aigateway.web.spans;

import static aigateway.call.GatewayException.badRequest;

import aigateway.manifest.SpanCondition;
import aigateway.telemetry.Operator;
import aigateway.telemetry.query.Filter;
import aigateway.telemetry.query.SpanQuery;
import aigateway.telemetry.query.SpanSearch;
import aigateway.web.manifest.Request;
import aigateway.web.telemetry.RequestContext;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a query of spans. Whatever is wrong with it is told with its place.
 *
 * @param token of the page; null for the first
 */
record QueryRequest(SpanQuery query, int limit, @Nullable String token) {

    private static final int USUAL_LIMIT = 200;
    private static final int MOST_VALUES = 1_000;
    private static final int MOST_FILTERS = 50;
    private static final int LONGEST_TEXT = 8_000;

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
                project.filter(RequestContext.defaultProject(tenant)::equals).isPresent(),
                ids(request, "traceIds"),
                ids(request, "spanIds"),
                ids(request, "parentSpanIds"),
                texts(request, "createdBySubjectTypes"),
                texts(request, "createdBySubjectSlugs"),
                texts(request, "applicationNames"),
                ascending(request),
                filters(request));
        return new QueryRequest(
                query, limit(request), request.string("pageToken").orElse(null));
    }

    private static @Nullable Instant time(Request request, String name) {
        return request.string(name).map(text -> parsed(name, text)).orElse(null);
    }

    private static Instant parsed(String name, String text) {
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
        List<String> texts = new ArrayList<>();
        request.field(name).ifPresent(list -> {
            for (JsonNode each : list) {
                if (each.isTextual() && each.textValue().length() <= LONGEST_TEXT) {
                    texts.add(clean(each.textValue()));
                }
            }
            if (!list.isArray() || texts.size() < list.size() || texts.size() > MOST_VALUES) {
                throw badRequest("Field '" + name + "' must be a list of at most " + MOST_VALUES + " texts.", name);
            }
        });
        return texts;
    }

    /** PostgreSQL takes no NUL, and nothing that is kept holds one. */
    private static String clean(String text) {
        return text.replace('\0', '\uFFFD');
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
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FILTER_FIELDS.contains(name)) {
                throw wrong(place + "." + name, "is unknown; there are " + sorted(FILTER_FIELDS));
            }
        }
        List<String> named = SUBJECTS.stream().filter(node::hasNonNull).toList();
        if (!node.isObject() || named.size() != 1) {
            throw wrong(place, "must have one of " + String.join(", ", SUBJECTS));
        }
        String kind = named.get(0);
        String name = text(node, kind, place);
        if (kind.equals(FIELD) && !Filter.fields().contains(name)) {
            throw wrong(
                    place + "." + FIELD,
                    "is '" + shortened(name) + "'; there are " + String.join(", ", Filter.fields()));
        }
        String operator = text(node, "operator", place);
        if (!SpanCondition.OPERATORS.contains(operator)) {
            throw wrong(
                    place + ".operator",
                    "is '" + shortened(operator) + "'; there are " + String.join(", ", SpanCondition.OPERATORS));
        }
        List<Object> values = values(node.path("value"), place);
        SpanCondition.complaint(operator, values).ifPresent(complaint -> {
            throw wrong(place + ".value", complaint);
        });
        return new Filter(subject(kind), name, Operator.valueOf(operator), values);
    }

    private static Filter.Subject subject(String kind) {
        return switch (kind) {
            case FIELD -> Filter.Subject.FIELD;
            case ATTRIBUTE -> Filter.Subject.ATTRIBUTE;
            default -> Filter.Subject.METADATA;
        };
    }

    private static String text(JsonNode node, String name, String place) {
        JsonNode text = node.path(name);
        if (!text.isTextual() || text.textValue().isEmpty() || text.textValue().length() > LONGEST_TEXT) {
            throw wrong(place + "." + name, "must be text");
        }
        return clean(text.textValue());
    }

    private static List<Object> values(JsonNode node, String place) {
        List<Object> values = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(each -> values.add(value(each, place)));
        } else if (!node.isMissingNode() && !node.isNull()) {
            values.add(value(node, place));
        }
        if (values.size() > MOST_VALUES) {
            throw wrong(place + ".value", "may be at most " + MOST_VALUES + " values");
        }
        return values;
    }

    private static Object value(JsonNode node, String place) {
        if (node.isTextual() && node.textValue().length() <= LONGEST_TEXT) {
            return clean(node.textValue());
        } else if (node.isBoolean()) {
            return node.booleanValue();
        } else if (node.isNumber() && Double.isFinite(node.doubleValue())) {
            return node.isIntegralNumber() && node.canConvertToLong() ? (Object) node.longValue() : node.doubleValue();
        }
        throw wrong(place + ".value", "must be text, a number, true or false, or a list of them");
    }

    private static String sorted(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }

    private static String shortened(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }

    private static RuntimeException wrong(String place, String what) {
        return badRequest("Field '" + place + "' " + what + ".", place);
    }
}
