package aigateway.web.anthropic;

import aigateway.web.call.Dialect;
import aigateway.web.call.Failure;
import aigateway.web.dialect.ClientEvents;
import aigateway.web.json.Json;
import aigateway.web.sse.EventBuffer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** OpenAI's chunks as Anthropic's events. What is told of the end comes with the usage, which OpenAI tells last. */
final class MessagesEvents implements ClientEvents {

    private final EventBuffer out = new EventBuffer();
    private final MessageBlocks blocks = new MessageBlocks(out);
    private boolean started;
    private String finishReason = "stop";
    private JsonNode usage = Json.emptyObject();

    @Override
    public void chunk(ObjectNode chunk) throws IOException {
        if (!started) {
            start(chunk);
        }
        if (chunk.path("usage").isObject()) {
            usage = chunk.get("usage");
        }
        JsonNode choice = chunk.path("choices").path(0);
        JsonNode delta = choice.path("delta");
        blocks.text("thinking", ChatAnswerToMessages.reasoning(delta));
        for (JsonNode said : delta.path("thinking_blocks")) {
            blocks.thinking(said);
        }
        blocks.text("text", delta.path("content").asText(""));
        blocks.text("text", delta.path("refusal").asText(""));
        for (JsonNode call : delta.path("tool_calls")) {
            blocks.call(call);
        }
        if (choice.path("finish_reason").isTextual()) {
            finishReason = choice.get("finish_reason").textValue();
        }
    }

    @Override
    public boolean text(String piece) throws IOException {
        blocks.text("text", piece);
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

    @Override
    public void end() {
        if (!started) {
            start(Json.emptyObject());
        }
        blocks.end();
        String reason = blocks.called() ? ChatAnswerToMessages.calledTools(finishReason) : finishReason;
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
    public byte[] failure(Failure failure) {
        return failed(failure);
    }

    static byte[] failed(Failure failure) {
        String error = new String(Dialect.ANTHROPIC.error(failure), StandardCharsets.UTF_8);
        return ("event: error\ndata: " + error + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
