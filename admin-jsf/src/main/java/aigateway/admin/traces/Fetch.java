package aigateway.admin.traces;

import aigateway.telemetry.query.SpanQuery;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The call that finds by the API what a page shows, as people paste it. The key is theirs to fill in. */
public final class Fetch {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String PATH = "/api/svc/v1/spans/query";

    private final String address;
    private final String body;

    /**
     * @param gateway its address, without a slash at the end
     * @param limit spans of a page
     */
    public Fetch(String gateway, SpanQuery query, int limit) {
        this.address = gateway + PATH;
        this.body = body(query, limit);
    }

    private static String body(SpanQuery query, int limit) {
        ObjectNode body = JSON.createObjectNode();
        time(body, "startTime", query.from());
        time(body, "endTime", query.until());
        if (query.project() != null) {
            body.put("tracingProjectFqn", query.project());
        }
        texts(body, "traceIds", query.traceIds());
        texts(body, "spanIds", query.spanIds());
        texts(body, "parentSpanIds", query.parentIds());
        texts(body, "createdBySubjectTypes", query.subjectTypes());
        texts(body, "createdBySubjectSlugs", query.subjectSlugs());
        texts(body, "applicationNames", query.services());
        if (!query.filters().isEmpty()) {
            body.set("filters", Filters.write(query.filters()));
        }
        body.put("limit", limit).put("sortDirection", query.ascending() ? "asc" : "desc");
        try {
            return JSON.writeValueAsString(body).replace("\r", "");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree is always JSON", e);
        }
    }

    private static void time(ObjectNode body, String field, @Nullable Instant time) {
        if (time != null) {
            body.put(field, time.truncatedTo(ChronoUnit.SECONDS).toString());
        }
    }

    private static void texts(ObjectNode body, String field, List<String> texts) {
        if (!texts.isEmpty()) {
            body.set(field, JSON.valueToTree(texts));
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
