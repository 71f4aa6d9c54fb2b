package aigateway.web.anthropic;

import aigateway.web.call.Dialect;
import aigateway.web.dialect.ClientEvents;
import aigateway.web.json.Json;
import aigateway.web.sse.EventBuffer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/**
 * OpenAI's chunks as Anthropic's events: blocks are opened and closed one after another, and what is told of the end comes
 * with the usage, which OpenAI tells last.
 */
final class MessagesEvents implements ClientEvents {

    private final EventBuffer out = new EventBuffer();
    private boolean started;
    private String block = "";
    private int blocks;
    private int tool = -1;
    private boolean called;
    private boolean arguments;
    private String finishReason = "stop";
    private JsonNode usage = Json.emptyObject();

    @Override
    public void chunk(ObjectNode chunk) {
        if (!started) {
            start(chunk);
        }
        if (chunk.path("usage").isObject()) {
            usage = chunk.get("usage");
        }
        JsonNode choice = chunk.path("choices").path(0);
        JsonNode delta = choice.path("delta");
        text("thinking", "thinking", ChatAnswerToMessages.reasoning(delta));
        delta.path("thinking_blocks").forEach(this::thinking);
        text("text", "text", delta.path("content").asText(""));
        text("text", "text", delta.path("refusal").asText(""));
        delta.path("tool_calls").forEach(this::toolCall);
        if (choice.path("finish_reason").isTextual()) {
            finishReason = choice.get("finish_reason").textValue();
        }
    }

    @Override
    public boolean text(String piece) {
        text("text", "text", piece);
        return true;
    }

    private void start(ObjectNode chunk) {
        started = true;
        ObjectNode event = Json.emptyObject().put("type", "message_start");
        ObjectNode message = event.putObject("message");
        message.put("id", chunk.path("id").asText());
        message.put("type", "message").put("role", "assistant");
        message.put("model", chunk.path("model").asText());
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        message.set("usage", ChatAnswerToMessages.usage(usage));
        event(event);
    }

    private void text(String type, String field, String piece) {
        if (piece.isEmpty()) {
            return;
        }
        if (!block.equals(type)) {
            ObjectNode opened = Json.emptyObject().put("type", type).put(field, "");
            open(type, type.equals("thinking") ? opened.put("signature", "") : opened);
        }
        delta(Json.emptyObject().put("type", type + "_delta").put(field, piece));
    }

    /** A signature belongs to the thinking before it; what was thought in secret is a block of its own. */
    private void thinking(JsonNode said) {
        if (said.path("type").asText().equals("redacted_thinking")) {
            open("redacted_thinking", (ObjectNode) said);
        } else if (block.equals("thinking") && said.path("signature").isTextual()) {
            ObjectNode delta = Json.emptyObject().put("type", "signature_delta");
            delta.set("signature", said.get("signature"));
            delta(delta);
        }
    }

    private void toolCall(JsonNode call) {
        int index = call.path("index").asInt(0);
        JsonNode function = call.path("function");
        if (index != tool || !block.equals("tool_use")) {
            tool = index;
            called = true;
            ObjectNode use = Json.emptyObject().put("type", "tool_use");
            use.put("id", call.path("id").asText());
            use.put("name", function.path("name").asText());
            use.putObject("input");
            open("tool_use", use);
            arguments = false;
        }
        String piece = function.path("arguments").asText("");
        if (!piece.isEmpty()) {
            arguments = true;
            delta(Json.emptyObject().put("type", "input_json_delta").put("partial_json", piece));
        }
    }

    private void open(String type, ObjectNode content) {
        close();
        block = type;
        ObjectNode event = Json.emptyObject().put("type", "content_block_start").put("index", blocks);
        event.set("content_block", content);
        event(event);
    }

    private void delta(ObjectNode delta) {
        ObjectNode event = Json.emptyObject().put("type", "content_block_delta").put("index", blocks);
        event.set("delta", delta);
        event(event);
    }

    private void close() {
        if (block.equals("tool_use") && !arguments) {
            // Anthropic's clients want to hear of arguments, even where there are none.
            arguments = true;
            delta(Json.emptyObject().put("type", "input_json_delta").put("partial_json", "{}"));
        }
        if (!block.isEmpty()) {
            event(Json.emptyObject().put("type", "content_block_stop").put("index", blocks));
            block = "";
            blocks++;
        }
    }

    @Override
    public void end() {
        if (!started) {
            start(Json.emptyObject());
        }
        close();
        String reason = called ? ChatAnswerToMessages.calledTools(finishReason) : finishReason;
        ObjectNode event = Json.emptyObject().put("type", "message_delta");
        event.putObject("delta")
                .put("stop_reason", StopReasons.stopReason(reason))
                .putNull("stop_sequence");
        event.set("usage", ChatAnswerToMessages.usage(usage));
        event(event);
        event(Json.emptyObject().put("type", "message_stop"));
    }

    private void event(ObjectNode event) {
        out.event(event.get("type").textValue(), event);
    }

    @Override
    public byte[] taken() {
        return out.taken();
    }

    @Override
    public byte[] failure(String message) {
        return failed(message);
    }

    static byte[] failed(String message) {
        String error =
                new String(Dialect.ANTHROPIC.error(502, message, "api_error", null, null), StandardCharsets.UTF_8);
        return ("event: error\ndata: " + error + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
