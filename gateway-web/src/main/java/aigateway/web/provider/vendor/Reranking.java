package aigateway.web.provider.vendor;

import aigateway.routing.Target;
import aigateway.web.json.Json;
import aigateway.web.provider.Failures;
import aigateway.web.provider.http.UpstreamResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/** The order of documents as Cohere tells it: {@code {"id", "results": [{"index", "relevance_score"}], "meta"}}. */
final class Reranking {

    private Reranking() {}

    /** Servers of one's own say the same with other words around it. */
    static UpstreamResponse inCoheresShape(Target target, UpstreamResponse response) {
        if (response.status() / 100 != 2 || !(response instanceof UpstreamResponse.Whole whole)) {
            return response;
        }
        ObjectNode said;
        try {
            said = Json.object(whole.body());
        } catch (UncheckedIOException notJson) {
            throw new CompletionException(Failures.ofAnswer(target, notJson));
        }
        if (!said.path("results").isArray() || (said.has("meta") && said.has("id"))) {
            return response;
        }
        if (!said.has("id")) {
            said.put("id", UUID.randomUUID().toString());
        }
        if (!said.has("meta")) {
            ObjectNode meta = said.putObject("meta");
            JsonNode tokens = said.path("usage").path("total_tokens");
            if (tokens.isNumber()) {
                meta.putObject("tokens").set("input_tokens", tokens);
            }
        }
        return new UpstreamResponse.Whole(whole.status(), whole.headers(), Json.bytes(said));
    }
}
