package aigateway.web.spans;

import aigateway.telemetry.query.MetricsPoint;
import aigateway.telemetry.query.MetricsQuery;
import aigateway.web.manifest.Answer;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Metrics as the query's answer shows them. */
final class MetricsJson {

    /** Both are the name of whoever asked, told apart by the type. */
    private static final Set<String> SLUGS = Set.of("userEmail", "virtualaccount");

    private MetricsJson() {}

    static ObjectNode points(MetricsQuery query, List<MetricsPoint> points) {
        ObjectNode body = Answer.object();
        ArrayNode data = body.putObject("data").putArray("dataPoints");
        points.forEach(point -> data.add(point(query, point)));
        return body;
    }

    private static ObjectNode point(MetricsQuery query, MetricsPoint point) {
        ObjectNode json = Answer.object();
        Instant start = point.start();
        Duration interval = query.interval();
        if (start != null && interval != null) {
            json.put("startTimestamp", start.toString());
            json.put("endTimestamp", start.plus(interval).toString());
        }
        json.put("total", point.total());
        for (int i = 0; i < query.aggregations().size(); i++) {
            MetricsQuery.Aggregation aggregation = query.aggregations().get(i);
            Double value = point.values().get(i);
            if (value != null && value == Math.rint(value) && Math.abs(value) < 1L << 53) {
                json.put(aggregation.key(), value.longValue());
            } else {
                json.put(aggregation.key(), value);
            }
        }
        for (int i = 0; i < query.groupBy().size(); i++) {
            String name = query.groupBy().get(i);
            String key = SLUGS.contains(name) ? "createdBySubjectSlug" : name;
            json.put(
                    key.equals("virtualModel") ? "virtualModelName" : key,
                    point.groups().get(i));
        }
        return json;
    }
}
