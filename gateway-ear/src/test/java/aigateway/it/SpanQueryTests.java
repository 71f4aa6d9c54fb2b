package aigateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the documents ask of the query, to the letter, and what must not come of it. */
interface SpanQueryTests {

    String QUERY = "api/svc/v1/spans/query";
    String FEEDBACK = "api/svc/v1/gateway-feedback";
    String METRICS = "api/svc/v1/llm-gateway/metrics/query";
    String PROJECT = "\"tracingProjectFqn\":\"default:tracing-project:default\"";
    String GATEWAY = "\"applicationNames\":[\"tfy-llm-gateway\"]";

    Installation on();

    @Test
    default void everyExampleOfTheDocumentsIsAnswered() {
        String mark = Installation.mark();
        String from = Instant.now().minusSeconds(1).toString();
        String byCheckout = told(Installation.CHECKOUT, mark + " @in=12 @out=7");
        String ann = on().client().signIn(Installation.ANN, Installation.ANN_PASSWORD);
        String byAnn = told(ann, mark);
        String until = Instant.now().plusSeconds(1).toString();
        String interval = "\"startTime\":\"" + from + "\",\"endTime\":\"" + until + "\"," + PROJECT + "," + GATEWAY;
        List<String> both = List.of(byCheckout, byAnn);

        assertThat(traces("{" + PROJECT + "," + GATEWAY + ",\"limit\":200,\"sortDirection\":\"desc\"}"))
                .as("the latest")
                .containsAll(both);
        assertThat(traces("{" + interval + "}")).as("an interval").containsAll(both);
        assertThat(traces("{" + interval + ",\"parentSpanIds\":[\"\"]}"))
                .as("root spans")
                .containsAll(both)
                .doesNotHaveDuplicates();
        assertThat(traces("{" + interval + ",\"createdBySubjectTypes\":[\"virtualaccount\"]}"))
                .as("virtual accounts")
                .contains(byCheckout)
                .doesNotContain(byAnn);
        assertThat(traces("{" + interval
                        + ",\"createdBySubjectTypes\":[\"virtualaccount\"],\"createdBySubjectSlugs\":[\"checkout\"]}"))
                .as("one virtual account")
                .contains(byCheckout)
                .doesNotContain(byAnn);
        assertThat(traces("{" + interval + ",\"createdBySubjectTypes\":[\"user\"]}"))
                .as("users")
                .contains(byAnn)
                .doesNotContain(byCheckout);
        assertThat(traces("{" + interval + ",\"createdBySubjectTypes\":[\"user\"],\"createdBySubjectSlugs\":[\""
                        + Installation.ANN + "\"]}"))
                .as("one user")
                .contains(byAnn)
                .doesNotContain(byCheckout);
        assertThat(traces("{" + PROJECT + ",\"traceIds\":[\"" + byCheckout + "\"]}"))
                .as("one trace")
                .hasSizeGreaterThan(4)
                .containsOnly(byCheckout);
        assertThat(filtered(
                        interval, "{\"gatewayRequestMetadataKey\":\"env\",\"operator\":\"IN\",\"value\":[\"prod\"]}"))
                .as("metadata")
                .containsAll(both);
        assertThat(filtered(
                        interval,
                        "{\"gatewayRequestMetadataKey\":\"mark\",\"operator\":\"EQUAL\",\"value\":\"" + mark + "\"}"))
                .as("metadata")
                .containsOnly(byCheckout, byAnn);
        assertThat(filtered(
                        interval,
                        "{\"spanFieldName\":\"spanName\",\"operator\":\"STRING_CONTAINS\",\"value\":\"MCP\"}"))
                .as("MCP in the name")
                .isEmpty();
        assertThat(filtered(
                        interval,
                        "{\"spanFieldName\":\"spanName\",\"operator\":\"STRING_CONTAINS\",\"value\":\"Complet\"}"))
                .as("something in the name")
                .containsAll(both);
        assertThat(
                        filtered(
                                interval,
                                "{\"spanAttributeKey\":\"tfy.model.name\",\"operator\":\"EQUAL\",\"value\":\"openai-main/gpt-4o\"}"))
                .as("model name")
                .containsAll(both);
        assertThat(filtered(
                        interval,
                        "{\"spanAttributeKey\":\"gen_ai.request.max_tokens\",\"operator\":\"GREATER_THAN\",\"value\":100}",
                        "{\"gatewayRequestMetadataKey\":\"mark\",\"operator\":\"EQUAL\",\"value\":\"" + mark + "\"}"))
                .as("an attribute without a column")
                .isEmpty();
    }

    @Test
    default void spanIsToldWhole() {
        String mark = Installation.mark();
        String trace = told(Installation.CHECKOUT, mark + " @in=12 @out=7");
        JsonNode spans = query(on(), on().admin(), "{" + PROJECT + ",\"traceIds\":[\"" + trace + "\"]}")
                .path("data");
        JsonNode root = StreamSupport.stream(spans.spliterator(), false)
                .filter(span -> span.path("parentSpanId").asText("-").isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(root.path("serviceName").asText()).isEqualTo("tfy-llm-gateway");
        assertThat(root.path("spanName").asText()).isEqualTo("chatCompletions");
        assertThat(root.path("spanKind").asText()).isEqualTo("SERVER");
        assertThat(root.path("scopeName").asText()).isEqualTo("ai-gateway");
        assertThat(root.path("statusCode").asText()).isIn("UNSET", "OK");
        assertThat(Instant.parse(root.path("timestamp").asText()))
                .isAfter(Instant.now().minusSeconds(60));
        assertThat(root.path("durationNs").longValue()).isPositive();
        JsonNode attributes = root.path("spanAttributes");
        assertThat(attributes.path("tfy.span_type").asText()).isEqualTo("ChatCompletion");
        assertThat(attributes.path("tfy.input").asText()).contains(mark);
        assertThat(attributes.path("tfy.model.metric.input_tokens").longValue()).isEqualTo(12);
        assertThat(attributes.path("applied_ratelimit_rule_ids").path(0).asText())
                .isEqualTo("plenty");
        assertThat(root.path("createdBySubject").path("subjectSlug").asText()).isEqualTo("checkout");
        assertThat(root.path("events").isArray()).isTrue();
        assertThat(root.path("feedbacks").isArray()).isTrue();
    }

    @Test
    default void pagesLeadThroughEverythingOnce() {
        String mark = Installation.mark();
        for (int i = 0; i < 5; i++) {
            told(Installation.CHECKOUT, mark);
        }
        String body =
                "{" + PROJECT + ",\"parentSpanIds\":[\"\"],\"limit\":2,\"filters\":[{\"gatewayRequestMetadataKey\":"
                        + "\"mark\",\"operator\":\"EQUAL\",\"value\":\"" + mark + "\"}]";
        List<String> seen = new ArrayList<>();
        String token = null;
        int pages = 0;
        do {
            JsonNode page =
                    query(on(), on().admin(), body + (token == null ? "" : ",\"pageToken\":\"" + token + "\"") + "}");
            page.path("data").forEach(span -> seen.add(span.path("traceId").asText()));
            assertThat(page.path("pagination").path("limit").intValue()).isEqualTo(2);
            token = page.path("pagination").path("nextPageToken").textValue();
            pages++;
        } while (token != null);
        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        assertThat(pages).isEqualTo(3);
    }

    @Test
    default void tokenOfSomebodyElseIsRefused() {
        for (int i = 0; i < 2; i++) {
            told(Installation.CHECKOUT, Installation.mark());
        }
        String body = "{" + PROJECT + ",\"limit\":1";
        String token = query(on(), Installation.CHECKOUT, body + "}")
                .path("pagination")
                .path("nextPageToken")
                .textValue();
        assertThat(token).isNotEmpty();
        String next = body + ",\"pageToken\":\"" + token + "\"}";
        assertThat(on().client().post(QUERY, Installation.CHECKOUT, next).statusCode())
                .isEqualTo(200);
        for (String other : new String[] {on().admin(), Installation.HASTY}) {
            assertRefused(other, next, "pageToken");
        }
        assertRefused(Installation.CHECKOUT, next.replace("{", "{\"sortDirection\":\"asc\","), "pageToken");
        assertRefused(Installation.CHECKOUT, body + ",\"pageToken\":\"x\"}", "pageToken");
    }

    @Test
    default void everyoneFindsTheirOwnAndTheirTeams() {
        String mine = told(Installation.CHECKOUT, Installation.mark());
        String body = "{\"traceIds\":[\"" + mine + "\"]}";
        String ann = on().client().signIn(Installation.ANN, Installation.ANN_PASSWORD);
        String eve = on().client().signIn(Installation.EVE, Installation.EVE_PASSWORD);
        assertThat(query(on(), Installation.CHECKOUT, body).path("data")).isNotEmpty();
        assertThat(query(on(), ann, body).path("data"))
                .as("of the team that owns it")
                .isNotEmpty();
        assertThat(query(on(), eve, body).path("data")).isEmpty();
        assertThat(query(on(), Installation.HASTY, body).path("data"))
                .as("of the same team")
                .isNotEmpty();
        assertThat(on().client().post(QUERY, "", body).statusCode()).isEqualTo(401);
    }

    @Test
    default void whatIsWrongIsTold() {
        Map<String, String> wrong = Map.ofEntries(
                Map.entry("{\"spanName\":\"x\"}", "spanName"),
                Map.entry("{\"startTime\":\"yesterday\"}", "startTime"),
                Map.entry("{\"endTime\":7}", "endTime"),
                Map.entry("{\"limit\":0}", "limit"),
                Map.entry("{\"limit\":100000}", "limit"),
                Map.entry("{\"limit\":\"10\"}", "limit"),
                Map.entry("{\"sortDirection\":\"up\"}", "sortDirection"),
                Map.entry("{\"traceIds\":\"x\"}", "traceIds"),
                Map.entry("{\"traceIds\":[7]}", "traceIds"),
                Map.entry("{\"filters\":{}}", "filters"),
                Map.entry("{\"filters\":[7]}", "filters[0]"),
                Map.entry("{\"filters\":[{\"operator\":\"EQUAL\",\"value\":1}]}", "filters[0]"),
                Map.entry(
                        "{\"filters\":[{\"spanFieldName\":\"nonsense\",\"operator\":\"EQUAL\",\"value\":1}]}",
                        "filters[0].spanFieldName"),
                Map.entry(
                        "{\"filters\":[{\"spanFieldName\":\"spanName\",\"operator\":\"LIKE\",\"value\":1}]}",
                        "filters[0].operator"),
                Map.entry(
                        "{\"filters\":[{\"spanFieldName\":\"spanName\",\"operator\":\"EQUAL\"}]}", "filters[0].value"),
                Map.entry(
                        "{\"filters\":[{\"spanFieldName\":\"spanName\",\"operator\":\"BETWEEN\",\"value\":[1]}]}",
                        "filters[0].value"),
                Map.entry(
                        "{\"filters\":[{\"spanFieldName\":\"spanName\",\"operator\":\"EQUAL\",\"value\":{}}]}",
                        "filters[0].value"),
                Map.entry(
                        "{\"filters\":[{\"spanFieldName\":\"spanName\",\"operator\":\"EQUAL\",\"value\":1,\"or\":[]}]}",
                        "filters[0].or"));
        wrong.forEach((body, field) -> assertRefused(on().admin(), body, field));
        assertThat(on().client().post(QUERY, on().admin(), "{").statusCode()).isEqualTo(400);
    }

    @Test
    default void sqlInAValueIsAValue() {
        String trace = told(Installation.CHECKOUT, Installation.mark());
        for (String sql : new String[] {"' OR '1'='1", "'; DROP TABLE span; --", "%", "_", "\\u0000"}) {
            for (String subject : new String[] {
                "\"spanFieldName\":\"spanName\"",
                "\"spanAttributeKey\":\"tfy.model.name\"",
                "\"spanAttributeKey\":\"" + sql + "\"",
                "\"gatewayRequestMetadataKey\":\"" + sql + "\""
            }) {
                for (String operator : new String[] {"EQUAL", "STRING_STARTS_WITH"}) {
                    String body = "{\"filters\":[{" + subject + ",\"operator\":\"" + operator + "\",\"value\":\"" + sql
                            + "\"}],\"createdBySubjectSlugs\":[\"checkout\"],\"traceIds\":[\"" + trace + "\"]}";
                    assertThat(query(on(), on().admin(), body).path("data"))
                            .as(body)
                            .isEmpty();
                }
            }
            assertThat(query(
                                    on(),
                                    on().admin(),
                                    "{\"traceIds\":[\"" + sql + "\"],\"applicationNames\":[\"" + sql + "\"]}")
                            .path("data"))
                    .isEmpty();
        }
        assertThat(query(on(), on().admin(), "{\"traceIds\":[\"" + trace + "\"]}")
                        .path("data"))
                .isNotEmpty();
    }

    @Test
    default void answersAreRated() {
        HttpResponse<String> answer = on().client().chat(Installation.CHECKOUT, "local/small", Installation.mark());
        String target = answer.headers().firstValue("x-tfy-feedback-target-id").orElseThrow();
        String body = "{\"traceIds\":[\""
                + answer.headers().firstValue("x-tfy-trace-id").orElseThrow() + "\"],\"parentSpanIds\":[\"\"]}";
        Wait.until(
                "the span is found",
                () -> query(on(), Installation.CHECKOUT, body).path("data").size() == 1);
        String rated = "{\"target\":{\"feedbackTargetId\":\"" + target
                + "\"},\"rating\":4,\"comment\":\"<b>good</b>\",\"metadata\":{\"a\":\"b\"}}";

        HttpResponse<String> given = on().client().post(FEEDBACK, Installation.CHECKOUT, rated);

        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
        String id = GatewayClient.json(given).path("data").path("id").asText();
        JsonNode feedback = query(on(), on().admin(), body)
                .path("data")
                .get(0)
                .path("feedbacks")
                .get(0);
        assertThat(feedback.path("id").asText()).isEqualTo(id);
        assertThat(feedback.path("rating").intValue()).isEqualTo(4);
        assertThat(feedback.path("comment").asText()).isEqualTo("<b>good</b>");
        assertThat(feedback.path("metadata").path("a").asText()).isEqualTo("b");
        assertThat(feedback.path("createdBySubject").path("subjectSlug").asText())
                .isEqualTo("checkout");
        assertThat(query(on(), on().admin(), body.replace("{", "{\"includeFeedbacks\":false,"))
                        .path("data")
                        .get(0)
                        .path("feedbacks"))
                .isEmpty();
        String eve = on().client().signIn(Installation.EVE, Installation.EVE_PASSWORD);
        assertThat(on().client().post(FEEDBACK, eve, rated).statusCode()).isEqualTo(404);
        assertThat(on().client().put(FEEDBACK + "/" + id, eve, "{\"rating\":1}").statusCode())
                .isEqualTo(404);
        assertThat(on().client().delete(FEEDBACK + "/" + id, eve).statusCode()).isEqualTo(404);
        assertThat(on().client()
                        .put(FEEDBACK + "/" + id, Installation.CHECKOUT, "{\"rating\":1}")
                        .statusCode())
                .isEqualTo(200);
        for (String bad : new String[] {
            "{\"rating\":4}",
            rated.replace("4", "6"),
            rated.replace("4", "\"4\""),
            rated.replace(target, "AAAA"),
            rated.replace("rating", "stars")
        }) {
            assertThat(on().client().post(FEEDBACK, Installation.CHECKOUT, bad).statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
        assertThat(on().client()
                        .delete(FEEDBACK + "/" + id, Installation.CHECKOUT)
                        .statusCode())
                .isEqualTo(200);
        assertThat(query(on(), on().admin(), body).path("data").get(0).path("feedbacks"))
                .isEmpty();
    }

    @Test
    default void metricsAreAddedUp() {
        String mark = Installation.mark();
        Instant from = Instant.now().minusSeconds(1);
        told(Installation.CHECKOUT, mark + " @in=12 @out=7");
        told(Installation.CHECKOUT, mark + " @in=100 @out=50");
        String asked = "{\"startTs\":\"" + from + "\",\"endTs\":\"" + from.plusSeconds(60)
                + "\",\"datasource\":\"modelMetrics\",\"aggregations\":[{\"type\":\"sum\",\"column\":\"inputTokens\"},"
                + "{\"type\":\"sum\",\"column\":\"costInUSD\"},{\"type\":\"p99\",\"column\":\"latencyMs\"}],"
                + "\"filters\":[{\"fieldName\":\"metadata.mark\",\"operator\":\"EQUAL\",\"value\":\"" + mark + "\"}]";

        JsonNode points = metrics(
                Installation.CHECKOUT,
                asked + ",\"type\":\"distribution\",\"groupBy\":[\"modelName\",\"virtualaccount\"]}");
        assertThat(points).hasSize(1);
        JsonNode point = points.get(0);
        assertThat(point.path("total").intValue()).isEqualTo(2);
        assertThat(point.path("modelName").asText()).isEqualTo("openai-main/gpt-4o");
        assertThat(point.path("createdBySubjectSlug").asText()).isEqualTo("checkout");
        assertThat(point.path("sumInputTokens").intValue()).isEqualTo(112);
        assertThat(point.path("sumCostInUSD").doubleValue()).isEqualTo(0.00085);
        assertThat(point.path("p99LatencyMs").doubleValue()).isPositive();

        JsonNode series = metrics(on().admin(), asked + ",\"type\":\"timeseries\",\"interval\":\"10 second\"}");
        assertThat(series).hasSize(6);
        assertThat(series.get(0).path("startTimestamp").asText()).isEqualTo(from.toString());
        assertThat(StreamSupport.stream(series.spliterator(), false)
                        .mapToInt(each -> each.path("total").intValue())
                        .sum())
                .isEqualTo(2);

        String eve = on().client().signIn(Installation.EVE, Installation.EVE_PASSWORD);
        assertThat(metrics(eve, asked + "}").get(0).path("total").intValue()).isZero();
        for (String wrong : new String[] {
            "{}",
            asked.replace("modelMetrics", "otherMetrics") + "}",
            asked.replace("inputTokens", "inputTokens; --") + "}",
            asked.replace("\"p99\"", "\"p98\"") + "}",
            asked + ",\"groupBy\":[\"nothing\"]}",
            asked + ",\"type\":\"timeseries\"}",
            asked + ",\"type\":\"timeseries\",\"interval\":\"0 hour\"}",
            asked + ",\"having\":1}"
        }) {
            assertThat(on().client().post(METRICS, on().admin(), wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(on().client().post(METRICS, "", asked + "}").statusCode()).isEqualTo(401);
        for (String source : new String[] {
            "modelMetrics", "mcpMetrics", "guardrailMetrics", "routingMetrics", "cacheMetrics", "agentMetrics"
        }) {
            assertThat(metrics(on().admin(), asked.replace("modelMetrics", source) + "}"))
                    .as(source)
                    .hasSize(1);
        }
        for (String source : new String[] {"mcpMetrics", "agentMetrics"}) {
            assertThat(metrics(on().admin(), asked.replace("modelMetrics", source) + "}")
                            .get(0)
                            .path("total")
                            .intValue())
                    .as("%s of a request that asked a model", source)
                    .isZero();
        }
    }

    private JsonNode metrics(String key, String body) {
        HttpResponse<String> answer = on().client().post(METRICS, key, body);
        assertThat(answer.statusCode()).as(body + " " + answer.body()).isEqualTo(200);
        return GatewayClient.json(answer).path("data").path("dataPoints");
    }

    /** Asks for a chat completion, and returns its trace once all of it can be found. */
    private String told(String key, String text) {
        String mark = text.split(" ", 2)[0];
        HttpResponse<String> answer = on().client()
                .chat(
                        key,
                        "openai-main/gpt-4o",
                        text,
                        "x-tfy-metadata",
                        "{\"env\":\"prod\",\"mark\":\"" + mark + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String trace = answer.headers().firstValue("x-tfy-trace-id").orElseThrow();
        Wait.until(
                "the trace is found",
                () -> query(on(), on().admin(), "{\"traceIds\":[\"" + trace + "\"]}")
                                .path("data")
                                .size()
                        >= 5);
        return trace;
    }

    private List<String> filtered(String interval, String... filters) {
        return traces("{" + interval + ",\"filters\":[" + String.join(",", filters) + "]}");
    }

    private List<String> traces(String body) {
        List<String> traces = new ArrayList<>();
        query(on(), on().admin(), body)
                .path("data")
                .forEach(span -> traces.add(span.path("traceId").asText()));
        return traces;
    }

    private void assertRefused(String key, String body, String field) {
        HttpResponse<String> answer = on().client().post(QUERY, key, body);
        assertThat(answer.statusCode()).as(body).isEqualTo(400);
        assertThat(GatewayClient.json(answer).path("error").path("message").asText())
                .as(body)
                .contains("'" + field + "'");
    }

    static JsonNode query(Installation on, String key, String body) {
        HttpResponse<String> answer = on.client().post(QUERY, key, body);
        assertThat(answer.statusCode()).as(body + " " + answer.body()).isEqualTo(200);
        return GatewayClient.json(answer);
    }
}
