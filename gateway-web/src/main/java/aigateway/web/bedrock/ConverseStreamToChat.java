package aigateway.web.bedrock;

import aigateway.web.json.Json;
import aigateway.web.openai.ChunkWriter;
import aigateway.web.openai.UnknownEvents;
import aigateway.web.openai.VendorStream;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A stream of ConverseStream's as OpenAI's chunks. A text's block is not announced, a tool's is; the usage comes after the
 * stop reason, in an event of its own.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html">Bedrock:
 *     ConverseStream</a>
 */
public final class ConverseStreamToChat implements VendorStream {

    private final ChunkWriter chunks;
    private final Frames frames = new Frames(this::message);
    private int toolCalls;
    private boolean inTool;
    private boolean arguments;
    private boolean failed;

    /**
     * @param id Bedrock tells its own in a header
     * @param model which Bedrock does not name
     * @param created seconds since 1970
     */
    public ConverseStreamToChat(String id, String model, long created) {
        chunks = new ChunkWriter(created);
        chunks.identify(id, model);
    }

    private void message(Map<String, String> headers, byte[] payload) throws IOException {
        String type = headers.getOrDefault(":message-type", "event");
        if (failed) {
            return;
        }
        if (!type.equals("event")) {
            failed = true;
            String kind = headers.getOrDefault(":exception-type", headers.getOrDefault(":error-code", type));
            chunks.error(reason(payload, headers), kind, kind);
            return;
        }
        try {
            event(headers.getOrDefault(":event-type", ""), Json.object(payload));
        } catch (UncheckedIOException notJson) {
            throw notJson.getCause();
        }
    }

    private static String reason(byte[] payload, Map<String, String> headers) {
        String otherwise = headers.getOrDefault(":error-message", "Bedrock broke off its answer.");
        try {
            return Json.object(payload).path("message").asText(otherwise);
        } catch (UncheckedIOException notJson) {
            return otherwise;
        }
    }

    private void event(String type, ObjectNode event) {
        switch (type) {
            case "messageStart" -> chunks.role(0);
            case "contentBlockStart" -> start(event.path("start").path("toolUse"));
            case "contentBlockDelta" -> delta(event.path("delta"));
            case "contentBlockStop" -> stop();
            case "messageStop" -> chunks.finish(
                    0, ConverseFacts.finishReason(event.path("stopReason").asText()));
            case "metadata" -> {
                if (event.path("usage").isObject()) {
                    chunks.usage(ConverseFacts.usage(event.get("usage")));
                }
            }
            default -> UnknownEvents.passOver();
        }
    }

    private void start(JsonNode tool) {
        inTool = tool.isObject();
        arguments = false;
        if (inTool) {
            chunks.toolCall(
                    0,
                    toolCalls++,
                    tool.path("toolUseId").asText(),
                    tool.path("name").asText());
        }
    }

    private void delta(JsonNode delta) {
        String text = delta.path("text").asText("");
        if (!text.isEmpty()) {
            chunks.text(0, text);
        }
        String input = delta.path("toolUse").path("input").asText("");
        if (!input.isEmpty() && inTool) {
            arguments = true;
            chunks.arguments(0, toolCalls - 1, input);
        }
        JsonNode thought = delta.path("reasoningContent");
        String reasoning = thought.path("text").asText("");
        if (!reasoning.isEmpty()) {
            chunks.reasoning(0, reasoning);
        }
        ArrayNode blocks = Json.emptyArray();
        if (thought.path("signature").isTextual()) {
            blocks.addObject().put("type", "thinking").put("thinking", "").set("signature", thought.get("signature"));
        } else if (thought.path("redactedContent").isTextual()) {
            blocks.addObject().put("type", "redacted_thinking").set("data", thought.get("redactedContent"));
        }
        if (!blocks.isEmpty()) {
            chunks.extension(0, "thinking_blocks", blocks);
        }
    }

    private void stop() {
        if (inTool && !arguments) {
            chunks.arguments(0, toolCalls - 1, "{}");
        }
        inTool = false;
    }

    @Override
    public byte[] translate(byte[] came) throws IOException {
        frames.read(came);
        return chunks.taken();
    }

    /** A stream that ends inside a message was cut, whatever HTTP says. */
    @Override
    public byte[] end() throws IOException {
        if (frames.isInsideMessage()) {
            throw new IOException("the stream ended in the middle of a message");
        }
        if (chunks.isFinished() && !failed) {
            chunks.done();
        }
        return chunks.taken();
    }
}
