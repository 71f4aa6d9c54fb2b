package aigateway.admin.traces;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.telemetry.SpanFilter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FetchTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123Z");
    private static final String HOSTILE = "it's \"\"\" $(rm -rf /) `x` \\ </script>";

    private final Fetch fetch = new Fetch(
            "https://gateway.example",
            new SpanFilter(
                    true,
                    NOON,
                    NOON.plusSeconds(60),
                    null,
                    "prod-chat",
                    "user",
                    "ann@example.com",
                    "ERROR",
                    null,
                    HOSTILE,
                    Map.of("env", "prod"),
                    "default:tracing-project:shop",
                    Duration.ofMillis(1_500)));

    @Test
    void queryAsksForWhatThePageShows() throws Exception {
        JsonNode query = JsonMapper.builder().build().readTree(fetch.body());

        assertThat(query.path("startTime").asText()).isEqualTo("2026-11-20T12:00:00Z");
        assertThat(query.path("tracingProjectFqn").asText()).isEqualTo("default:tracing-project:shop");
        assertThat(query.at("/createdBySubjectSlugs/0").asText()).isEqualTo("ann@example.com");
        assertThat(query.path("filters")).hasSize(5);
        assertThat(query.path("filters").toString())
                .contains("\"spanFieldName\":\"durationInMs\",\"operator\":\"GREATER_THAN_EQUAL\",\"value\":1500")
                .contains("\"gatewayRequestMetadataKey\":\"env\"");
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
