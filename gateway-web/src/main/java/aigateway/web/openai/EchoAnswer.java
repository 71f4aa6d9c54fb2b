package aigateway.web.openai;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A chat completion that repeats the last message of the request. */
public final class EchoAnswer {

    private final String id = "chatcmpl-" + UUID.randomUUID();
    private final long created = Instant.now().getEpochSecond();
    private final String model;
    private final String text;
    private final long inputTokens;

    private EchoAnswer(String model, String text, long inputTokens) {
        this.model = model;
        this.text = text;
        this.inputTokens = inputTokens;
    }

    public static EchoAnswer to(ChatRequest request, String model) {
        ChatRequest.Original original = request.original();
        byte[] said = original == null ? request.body() : original.pictures().whole(request.body());
        JsonNode messages = Json.object(said).path("messages");
        JsonNode content = messages.path(messages.size() - 1).path("content");
        return new EchoAnswer(model, text(content), request.inputTokens());
    }

    private static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
    }

    public byte[] whole() {
        ObjectNode answer = envelope("chat.completion");
        ObjectNode choice = answer.putArray("choices").addObject();
        choice.put("index", 0);
        choice.putObject("message").put("role", "assistant").put("content", text);
        choice.put("finish_reason", "stop");
        answer.set("usage", usage());
        return Json.bytes(answer);
    }

    /** The same as server-sent events, which are made as they are asked for. */
    public EchoEvents events() {
        return new EchoEvents(this);
    }

    String text() {
        return text;
    }

    ObjectNode usageChunk() {
        ObjectNode chunk = envelope("chat.completion.chunk");
        chunk.putArray("choices");
        chunk.set("usage", usage());
        return chunk;
    }

    /** A chunk that says nothing yet. */
    ObjectNode delta(@Nullable String finishReason) {
        ObjectNode chunk = envelope("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject();
        choice.put("index", 0);
        choice.putObject("delta");
        choice.put("finish_reason", finishReason);
        return chunk;
    }

    private ObjectNode envelope(String object) {
        return Json.emptyObject()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model);
    }

    private ObjectNode usage() {
        long outputTokens = text.length() / 4L + 1;
        return Json.emptyObject()
                .put("prompt_tokens", inputTokens)
                .put("completion_tokens", outputTokens)
                .put("total_tokens", inputTokens + outputTokens);
    }
}
