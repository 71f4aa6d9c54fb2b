package aigateway.web.spans;

import static aigateway.call.GatewayException.badRequest;
import static aigateway.web.spans.FilterReader.MOST_FILTERS;
import static aigateway.web.spans.FilterReader.wrong;

import aigateway.telemetry.query.MetricsColumns;
import aigateway.telemetry.query.MetricsQuery;
import aigateway.telemetry.query.MetricsQuery.Aggregation;
import aigateway.telemetry.query.MetricsQuery.Source;
import aigateway.telemetry.query.MetricsQuery.Type;
import aigateway.web.manifest.Request;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The body of a query of metrics. Whatever is wrong with it is told with its place. */
final class MetricsRequest {

    private static final Set<String> FIELDS = Set.of(
            "startTs",
            "endTs",
            "datasource",
            "type",
            "interval",
            "intervalInSeconds",
            "aggregations",
            "groupBy",
            "filters");
    private static final Set<String> FILTER_FIELDS = Set.of("fieldName", "operator", "value");
    private static final int MOST_AGGREGATIONS = 20;
    private static final int MOST_GROUPS = 5;
    private static final Pattern INTERVAL = Pattern.compile("([1-9]\\d{0,5}) ?(second|minute|hour|day|week)s?");
    private static final Map<String, Duration> UNITS = Map.of(
            "second", Duration.ofSeconds(1),
            "minute", Duration.ofMinutes(1),
            "hour", Duration.ofHours(1),
            "day", Duration.ofDays(1),
            "week", Duration.ofDays(7));

    private MetricsRequest() {}

    static MetricsQuery read(InputStream body) {
        Request request = Request.read(body, FIELDS);
        Instant from = time(request, "startTs");
        Instant until = time(request, "endTs");
        if (!from.isBefore(until)) {
            throw wrong("endTs", "must be after startTs");
        }
        return new MetricsQuery(
                from,
                until,
                one(request, "datasource", Source.values(), Source::id),
                interval(request),
                aggregations(request),
                groupBy(request),
                filters(request));
    }

    private static Instant time(Request request, String name) {
        return QueryRequest.parsed(
                name, request.string(name).orElseThrow(() -> badRequest("Field '" + name + "' is missing.", name)));
    }

    private static <T> T one(Request request, String name, T[] all, Function<T, String> id) {
        String wanted = request.string(name).orElseThrow(() -> badRequest("Field '" + name + "' is missing.", name));
        return one(wanted, name, all, id);
    }

    private static <T> T one(String wanted, String place, T[] all, Function<T, String> id) {
        return Arrays.stream(all)
                .filter(each -> id.apply(each).equals(wanted))
                .findFirst()
                .orElseThrow(() -> wrong(
                        place,
                        "is '" + FilterReader.shortened(wanted) + "'; there are "
                                + String.join(", ", Arrays.stream(all).map(id).toList())));
    }

    private static @Nullable Duration interval(Request request) {
        String type = request.string("type").orElse("distribution");
        if (type.equals("distribution")) {
            return null;
        } else if (!type.equals("timeseries")) {
            throw wrong("type", "must be distribution or timeseries");
        }
        JsonNode seconds = request.field("intervalInSeconds").orElse(null);
        if (seconds != null) {
            if (!seconds.isInt() || seconds.intValue() < 1) {
                throw wrong("intervalInSeconds", "must be a positive whole number");
            }
            return Duration.ofSeconds(seconds.intValue());
        }
        Matcher matcher = INTERVAL.matcher(request.string("interval").orElse(""));
        if (!matcher.matches()) {
            throw wrong("interval", "must be a number and a unit such as '1 hour', '5 minute' or '1 day'");
        }
        return UNITS.getOrDefault(matcher.group(2), Duration.ofSeconds(1))
                .multipliedBy(Long.parseLong(matcher.group(1)));
    }

    private static List<Aggregation> aggregations(Request request) {
        List<Aggregation> aggregations = new ArrayList<>();
        for (JsonNode node : list(request, "aggregations", MOST_AGGREGATIONS)) {
            String place = "aggregations[" + aggregations.size() + "]";
            FilterReader.knowsAll(node, Set.of("type", "column"), place);
            Type type = one(FilterReader.text(node, "type", place), place + ".type", Type.values(), Type::id);
            String column = FilterReader.text(node, "column", place);
            boolean counted = type == Type.COUNT && MetricsColumns.isDimension(column);
            if (!MetricsColumns.isMeasure(column) && !counted) {
                throw unknown(place + ".column", column, type == Type.COUNT);
            }
            aggregations.add(new Aggregation(type, column));
        }
        return aggregations;
    }

    private static RuntimeException unknown(String place, String name, boolean dimensionsToo) {
        List<String> known = new ArrayList<>(MetricsColumns.measures());
        if (dimensionsToo) {
            known.addAll(MetricsColumns.dimensions());
            known.add(MetricsColumns.LABEL + "<label>");
        }
        return wrong(place, "is '" + FilterReader.shortened(name) + "'; there are " + String.join(", ", known));
    }

    private static List<String> groupBy(Request request) {
        List<String> groups = request.field("groupBy")
                .map(list -> FilterReader.texts(list, "groupBy"))
                .orElse(List.of());
        if (groups.size() > MOST_GROUPS) {
            throw wrong("groupBy", "may have at most " + MOST_GROUPS + " names");
        }
        for (int i = 0; i < groups.size(); i++) {
            if (!MetricsColumns.isDimension(groups.get(i))) {
                throw wrong(
                        "groupBy[" + i + "]",
                        "is '" + FilterReader.shortened(groups.get(i)) + "'; there are "
                                + String.join(", ", MetricsColumns.dimensions()) + ", " + MetricsColumns.LABEL
                                + "<label>");
            }
        }
        return groups;
    }

    private static List<MetricsQuery.Filter> filters(Request request) {
        List<MetricsQuery.Filter> filters = new ArrayList<>();
        for (JsonNode node : list(request, "filters", MOST_FILTERS)) {
            String place = "filters[" + filters.size() + "]";
            FilterReader.knowsAll(node, FILTER_FIELDS, place);
            String column = FilterReader.text(node, "fieldName", place);
            if (!MetricsColumns.isMeasure(column) && !MetricsColumns.isDimension(column)) {
                throw unknown(place + ".fieldName", column, true);
            }
            FilterReader.Comparison comparison = FilterReader.comparison(node, place);
            filters.add(new MetricsQuery.Filter(column, comparison.operator(), comparison.values()));
        }
        return filters;
    }

    private static Iterable<JsonNode> list(Request request, String name, int most) {
        JsonNode list = request.field(name).orElse(null);
        if (list == null) {
            return List.of();
        }
        if (!list.isArray() || list.size() > most) {
            throw wrong(name, "must be a list of at most " + most);
        }
        return list;
    }
}
