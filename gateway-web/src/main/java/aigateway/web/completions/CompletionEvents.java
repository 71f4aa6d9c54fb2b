package aigateway.web.completions;

import aigateway.web.call.Dialect;
import aigateway.web.call.Failure;
import aigateway.web.dialect.ClientEvents;
import aigateway.web.sse.EventBuffer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** Chunks of a chat as pieces of a completed prompt. What is no text is passed over. */
final class CompletionEvents implements ClientEvents {

    private final EventBuffer out = new EventBuffer();
    private final boolean includeUsage;

    CompletionEvents(boolean includeUsage) {
        this.includeUsage = includeUsage;
    }

    @Override
    public void chunk(ObjectNode chunk) {
        ObjectNode said = ChatToCompletion.translate(chunk, "delta");
        boolean empty = said.path("choices").isEmpty();
        if (empty ? includeUsage && said.has("usage") : says(said.path("choices"))) {
            out.data(said);
        }
    }

    private static boolean says(JsonNode choices) {
        for (JsonNode choice : choices) {
            if (!choice.path("text").asText().isEmpty()
                    || choice.path("finish_reason").isTextual()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void end() {
        out.data("[DONE]".getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public byte[] taken() {
        return out.taken();
    }

    @Override
    public byte[] failure(Failure failure) {
        out.data(Dialect.OPENAI_COMPLETIONS.error(failure));
        return taken();
    }
}
