package aigateway.web.openai;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

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
        StringBuilder text = new StringBuilder();
        if (content.isArray()) {
            content.forEach(part -> text.append(part.path("text").asText("")));
        } else {
            text.append(content.asText(""));
        }
        return new EchoAnswer(model, text.toString(), request.inputTokens());
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

    /** As server-sent events: the role, a chunk for each word, the reason of the end, the usage, {@code [DONE]}. */
    public byte[] events() {
        ByteArrayOutputStream events = new ByteArrayOutputStream(1024);
        ObjectNode role = delta(null);
        ((ObjectNode) role.at("/choices/0/delta")).put("role", "assistant").put("content", "");
        write(events, role);
        for (String word : text.split("(?<=\\s)(?=\\S)", -1)) {
            ObjectNode chunk = delta(null);
            ((ObjectNode) chunk.at("/choices/0/delta")).put("content", word);
            write(events, chunk);
        }
        write(events, delta("stop"));
        ObjectNode usage = envelope("chat.completion.chunk");
        usage.putArray("choices");
        usage.set("usage", usage());
        write(events, usage);
        events.writeBytes("data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII));
        return events.toByteArray();
    }

    private ObjectNode delta(@org.jspecify.annotations.Nullable String finishReason) {
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

    private static void write(ByteArrayOutputStream events, ObjectNode chunk) {
        events.writeBytes("data: ".getBytes(StandardCharsets.US_ASCII));
        events.writeBytes(Json.bytes(chunk));
        events.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
    }
}
