package aigateway.admin.traces;

import aigateway.telemetry.SpanFilter;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The call that finds by the API what a page shows, as people paste it. The key is theirs to fill in. */
public final class Fetch {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String PATH = "/api/svc/v1/spans/query";

    private final String address;
    private final String body;

    /** @param gateway its address, without a slash at the end */
    public Fetch(String gateway, SpanFilter filter) {
        this.address = gateway + PATH;
        this.body = body(filter);
    }

    private static String body(SpanFilter filter) {
        ObjectNode query = JSON.createObjectNode();
        query.put("startTime", filter.from().truncatedTo(ChronoUnit.SECONDS).toString());
        ArrayNode filters = JSON.createArrayNode();
        if (filter.project() != null) {
            query.put("tracingProjectFqn", filter.project());
        }
        if (filter.traceId() != null) {
            query.putArray("traceIds").add(filter.traceId());
        } else {
            query.putArray("parentSpanIds").add("");
        }
        one(query, "createdBySubjectTypes", filter.subjectType());
        one(query, "createdBySubjectSlugs", filter.subjectSlug());
        condition(filters, "spanAttributeKey", "tfy.request.model_name", "EQUAL", filter.model());
        condition(filters, "spanFieldName", "spanStatusCode", "EQUAL", filter.status());
        condition(filters, "spanFieldName", "spanName", "STRING_CONTAINS", filter.text());
        filter.metadata()
                .forEach((name, value) -> condition(filters, "gatewayRequestMetadataKey", name, "EQUAL", value));
        if (filter.atLeast() != null) {
            filters.addObject()
                    .put("spanFieldName", "durationInMs")
                    .put("operator", "GREATER_THAN_EQUAL")
                    .put("value", filter.atLeast().toMillis());
        }
        if (!filters.isEmpty()) {
            query.set("filters", filters);
        }
        query.put("limit", 200).put("sortDirection", "desc");
        try {
            return JSON.writeValueAsString(query).replace("\r", "");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree is always JSON", e);
        }
    }

    private static void one(ObjectNode query, String field, @Nullable String value) {
        if (value != null) {
            query.putArray(field).add(value);
        }
    }

    private static void condition(
            ArrayNode filters, String kind, String name, String operator, @Nullable String value) {
        if (value != null) {
            filters.addObject().put(kind, name).put("operator", operator).put("value", value);
        }
    }

    public String getCurl() {
        // Within single quotes a shell takes everything but a single quote as it is.
        return "curl '" + address
                + "' \\\n  -H \"Authorization: Bearer $TOKEN\" -H 'Content-Type: application/json' \\\n  -d '"
                + body.replace("'", "'\\''") + "'";
    }

    public String getPython() {
        return "import json, os, requests\n\nquery = json.loads(r\"\"\""
                + body.replace("\"\"\"", "\\u0022\\u0022\\u0022")
                + "\"\"\")\nheaders = {\"Authorization\": f\"Bearer {os.environ['TOKEN']}\"}\nwhile True:\n"
                + "    page = requests.post(\"" + address + "\", json=query, headers=headers).json()\n"
                + "    for span in page[\"data\"]:\n        print(span[\"timestamp\"], span[\"spanName\"], span[\"traceId\"])\n"
                + "    query[\"pageToken\"] = page[\"pagination\"][\"nextPageToken\"]\n"
                + "    if not query[\"pageToken\"]:\n        break";
    }

    public String getJava() {
        String text = body.replace("\\", "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
        return "var query = \"\"\"\n" + text.indent(8) + "        \"\"\";\n"
                + "var request = HttpRequest.newBuilder(URI.create(\"" + address + "\"))\n"
                + "        .header(\"Authorization\", \"Bearer \" + System.getenv(\"TOKEN\"))\n"
                + "        .header(\"Content-Type\", \"application/json\")\n"
                + "        .POST(HttpRequest.BodyPublishers.ofString(query))\n        .build();\n"
                + "var page = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();";
    }

    /** What is sent. */
    String body() {
        return body;
    }
}
