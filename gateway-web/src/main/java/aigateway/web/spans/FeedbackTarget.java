package aigateway.web.spans;

import static aigateway.call.GatewayException.badRequest;

import aigateway.web.manifest.Request;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;

/** Which span is rated, as the header {@code x-tfy-feedback-target-id} says it. */
record FeedbackTarget(String traceId, String spanId) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST = 400;

    static FeedbackTarget of(Request request) {
        String id = request.field("target")
                .map(target -> target.path("feedbackTargetId").asText(""))
                .orElse("");
        try {
            JsonNode ids = JSON.readTree(
                    id.length() > LONGEST ? new byte[0] : Base64.getDecoder().decode(id));
            String traceId = ids.path("traceId").asText("").toLowerCase(Locale.ROOT);
            String spanId = ids.path("spanId").asText("").toLowerCase(Locale.ROOT);
            if (traceId.matches("[0-9a-f]{32}") && spanId.matches("[0-9a-f]{16}")) {
                return new FeedbackTarget(traceId, spanId);
            }
        } catch (IOException | IllegalArgumentException e) {
            // Told below.
        }
        throw badRequest(
                "Field 'target' must be {\"feedbackTargetId\": \"…\"} with what an answer's header"
                        + " x-tfy-feedback-target-id said.",
                "target");
    }
}
