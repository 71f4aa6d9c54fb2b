package aigateway.web.cohere;

import aigateway.web.call.Failure;
import aigateway.web.dialect.ClientEvents;
import aigateway.web.json.Json;
import aigateway.web.sse.EventBuffer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;

/**
 * OpenAI's chunks as Cohere's events: contents and calls are counted apart, each is opened and closed, and the end tells the
 * usage. Calls stay open until then, because servers may tell several of them in turn.
 */
final class CohereEvents implements ClientEvents {

    private final EventBuffer out = new EventBuffer();
    private boolean started;
    private String content = "";
    private int contents;

    /** Whether arguments have come, by the call's index. */
    private final TreeMap<Integer, Boolean> calls = new TreeMap<>();

    private String finishReason = "stop";
    private JsonNode usage = Json.emptyObject();

    @Override
    public void chunk(ObjectNode chunk) {
        start(chunk);
        if (chunk.path("usage").isObject()) {
            usage = chunk.get("usage");
        }
        for (JsonNode choice : chunk.path("choices")) {
            // Cohere gives one answer.
            if (choice.path("index").asInt() == 0) {
                JsonNode delta = choice.path("delta");
                text("thinking", ChatAnswerToCohere.reasoning(delta));
                text("text", delta.path("content").asText(""));
                text("text", delta.path("refusal").asText(""));
                delta.path("tool_calls").forEach(this::call);
                finishReason = choice.path("finish_reason").asText(finishReason);
            }
        }
    }

    @Override
    public boolean text(String piece) {
        text("text", piece);
        return true;
    }

    private void start(JsonNode chunk) {
        if (started) {
            return;
        }
        started = true;
        ObjectNode event = Json.emptyObject().put("type", "message-start");
        event.put("id", chunk.path("id").asText());
        ObjectNode message = event.putObject("delta").putObject("message").put("role", "assistant");
        message.putArray("content");
        message.put("tool_plan", "").putArray("tool_calls");
        message.putArray("citations");
        event(event);
    }

    private void text(String type, String piece) {
        if (piece.isEmpty()) {
            return;
        }
        if (!content.equals(type)) {
            close();
            content = type;
            ObjectNode event = event("content-start", contents);
            message(event).putObject("content").put("type", type).put(type, "");
            event(event);
        }
        ObjectNode event = event("content-delta", contents);
        message(event).putObject("content").put(type, piece);
        event(event);
    }

    private void close() {
        if (!content.isEmpty()) {
            event(event("content-end", contents));
            content = "";
            contents++;
        }
    }

    private void call(JsonNode piece) {
        close();
        int index = piece.path("index").asInt();
        if (calls.putIfAbsent(index, false) == null) {
            ObjectNode event = event("tool-call-start", index);
            ChatAnswerToCohere.call(message(event).putObject("tool_calls"), piece)
                    .put("arguments", "");
            event(event);
        }
        arguments(index, piece.path("function").path("arguments").asText(""));
    }

    private void arguments(int index, String piece) {
        if (!piece.isEmpty()) {
            calls.put(index, true);
            ObjectNode event = event("tool-call-delta", index);
            message(event).putObject("tool_calls").putObject("function").put("arguments", piece);
            event(event);
        }
    }

    @Override
    public void end() {
        start(Json.emptyObject());
        close();
        calls.forEach((index, told) -> {
            if (!told) {
                arguments(index, "{}");
            }
            event(event("tool-call-end", index));
        });
        ObjectNode event = Json.emptyObject().put("type", "message-end");
        ObjectNode delta = event.putObject("delta");
        delta.put("finish_reason", CohereFacts.reason(finishReason, !calls.isEmpty()));
        if (!usage.isEmpty()) {
            delta.set("usage", ChatAnswerToCohere.usage(usage));
        }
        event(event);
    }

    private static ObjectNode event(String type, int index) {
        return Json.emptyObject().put("type", type).put("index", index);
    }

    private static ObjectNode message(ObjectNode event) {
        return event.putObject("delta").putObject("message");
    }

    private void event(ObjectNode event) {
        out.event(event.get("type").textValue(), event);
    }

    @Override
    public byte[] taken() {
        return out.taken();
    }

    @Override
    public byte[] failure(Failure failure) {
        return failed(failure);
    }

    /** Cohere has no event for it: an answer ends with the reason that it failed. */
    static byte[] failed(Failure failure) {
        ObjectNode event = Json.emptyObject().put("type", "message-end");
        event.putObject("delta").put("finish_reason", "ERROR").put("error", failure.message());
        CohereEvents events = new CohereEvents();
        events.event(event);
        return events.taken();
    }
}
