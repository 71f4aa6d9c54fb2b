package aigateway.admin.traces;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.telemetry.Operator;
import aigateway.telemetry.query.Filter;
import aigateway.telemetry.query.Filter.Subject;
import aigateway.telemetry.query.SpanQuery;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FetchTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123Z");
    private static final String HOSTILE = "it's \"\"\" $(rm -rf /) `x` \\ </script>";

    private final Fetch fetch = new Fetch(
            "https://gateway.example",
            new SpanQuery(
                    NOON,
                    null,
                    "default:tracing-project:shop",
                    false,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of("user"),
                    List.of("ann@example.com"),
                    List.of(),
                    false,
                    List.of(
                            Filter.OF_ENTRIES,
                            new Filter(Subject.FIELD, "spanName", Operator.STRING_CONTAINS, List.of(HOSTILE)),
                            new Filter(Subject.METADATA, "env", Operator.IN, List.of("prod", "test")),
                            new Filter(Subject.ATTRIBUTE, "shop.order", Operator.PRESENT, List.of()),
                            new Filter(Subject.FIELD, "durationInMs", Operator.GREATER_THAN_EQUAL, List.of(1_500L)))),
            50);

    @Test
    void queryAsksForWhatThePageShows() throws Exception {
        JsonNode query = JsonMapper.builder().build().readTree(fetch.body());

        assertThat(query.path("startTime").asText()).isEqualTo("2026-11-20T12:00:00Z");
        assertThat(query.path("tracingProjectFqn").asText()).isEqualTo("default:tracing-project:shop");
        assertThat(query.at("/createdBySubjectSlugs/0").asText()).isEqualTo("ann@example.com");
        assertThat(query.path("filters")).hasSize(5);
        assertThat(query.path("filters").toString())
                .contains("\"spanFieldName\":\"durationInMs\",\"operator\":\"GREATER_THAN_EQUAL\",\"value\":1500")
                .contains("\"gatewayRequestMetadataKey\":\"env\",\"operator\":\"IN\",\"value\":[\"prod\",\"test\"]")
                .contains("{\"spanAttributeKey\":\"shop.order\",\"operator\":\"PRESENT\"}")
                .contains("{\"spanFieldName\":\"isEntry\",\"operator\":\"EQUAL\",\"value\":true}");
        assertThat(query.has("endTime")).isFalse();
        assertThat(query.path("limit").asInt()).isEqualTo(50);
    }

    /** Asks a real shell. */
    @Test
    void noTextLeavesItsQuotesInAShell() throws Exception {
        String command = fetch.getCurl().replaceFirst("^curl ", "printf '%s\\\\n' ");
        Process shell = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor()).isZero();
        assertThat(printed.substring(printed.indexOf("-d\n") + 3).strip()).isEqualTo(fetch.body());
    }

    @Test
    void otherLanguagesHaveTheQueryInATextOfThree() {
        for (String code : new String[] {fetch.getPython(), fetch.getJava()}) {
            assertThat(code.split("\"\"\"", -1)).as(code).hasSize(3);
            assertThat(code).contains("https://gateway.example/api/svc/v1/spans/query");
        }
    }
}
