package aigateway.web.anthropic;

import aigateway.call.Usage;
import aigateway.web.json.Json;
import aigateway.web.openai.ChunkWriter;
import aigateway.web.openai.UnknownEvents;
import aigateway.web.openai.UsageReader;
import aigateway.web.openai.VendorEvents;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A stream of Anthropic's as OpenAI's chunks. OpenAI counts tool calls, Anthropic blocks of any kind; a tool without
 * arguments gets none from Anthropic and {@code {}} from us.
 *
 * @see <a href="https://docs.anthropic.com/en/docs/build-with-claude/streaming">Anthropic: streaming</a>
 */
public final class MessagesStreamToChat extends VendorEvents {

    private final MessagesUsage usage = new MessagesUsage();
    private volatile @Nullable Usage told;
    private int toolCalls;
    private boolean inTool;
    private boolean arguments;

    /** @param created seconds since 1970 */
    public MessagesStreamToChat(long created) {
        super(new ChunkWriter(created));
    }

    @Override
    protected void event(ObjectNode event) {
        switch (event.path("type").asText()) {
            case "message_start" -> {
                JsonNode message = event.path("message");
                chunks.identify(
                        message.path("id").textValue(), message.path("model").textValue());
                used(message.path("usage"), false);
                chunks.role(0);
            }
            case "content_block_start" -> start(event.path("content_block"));
            case "content_block_delta" -> delta(event.path("delta"));
            case "content_block_stop" -> stop();
            case "message_delta" -> {
                used(event.path("usage"), true);
                JsonNode reason = event.path("delta").path("stop_reason");
                if (reason.isTextual()) {
                    chunks.finish(0, StopReasons.finishReason(reason.textValue()));
                }
            }
            case "message_stop" -> {
                over();
                close();
            }
            case "error" -> {
                over();
                JsonNode error = event.path("error");
                String type = error.path("type").asText("api_error");
                chunks.error(error.path("message").asText("Anthropic broke off its answer."), type, type);
            }
            case "ping" -> {}
            default -> UnknownEvents.passOver();
        }
    }

    /** The beginning tells the input, and an output that is no more than begun. */
    private void used(JsonNode usageTold, boolean last) {
        usage.add(usageTold);
        boolean isWhole = last && UsageReader.tokens(usageTold.path("output_tokens"), UsageReader.UNTOLD) >= 0;
        told = isWhole ? usage.usage() : usage.usage().soFar();
    }

    @Override
    public @Nullable Usage usage() {
        return told;
    }

    private void start(JsonNode block) {
        inTool = false;
        switch (block.path("type").asText()) {
            case "text" -> text(block.path("text").asText(""));
            case "thinking" -> reasoning(block.path("thinking").asText(""));
            case "redacted_thinking" -> chunks.extension(
                    0, "thinking_blocks", Json.emptyArray().add(block));
            case "tool_use" -> {
                inTool = true;
                arguments = false;
                chunks.toolCall(
                        0,
                        toolCalls++,
                        block.path("id").asText(),
                        block.path("name").asText());
                if (!block.path("input").isEmpty()) {
                    arguments(block.path("input").toString());
                }
            }
            default -> {}
        }
    }

    private void delta(JsonNode delta) {
        switch (delta.path("type").asText()) {
            case "text_delta" -> text(delta.path("text").asText(""));
            case "thinking_delta" -> reasoning(delta.path("thinking").asText(""));
            case "signature_delta" -> {
                ArrayNode blocks = Json.emptyArray();
                blocks.addObject()
                        .put("type", "thinking")
                        .put("thinking", "")
                        .set("signature", delta.path("signature"));
                chunks.extension(0, "thinking_blocks", blocks);
            }
            case "input_json_delta" -> {
                // Of tools that the vendor runs by itself the client hears nothing.
                if (inTool) {
                    arguments(delta.path("partial_json").asText(""));
                }
            }
            case "citations_delta" -> {}
            default -> UnknownEvents.passOver();
        }
    }

    private void stop() {
        if (inTool && !arguments) {
            arguments("{}");
        }
        inTool = false;
    }

    private void text(String piece) {
        if (!piece.isEmpty()) {
            chunks.text(0, piece);
        }
    }

    private void reasoning(String piece) {
        if (!piece.isEmpty()) {
            chunks.reasoning(0, piece);
        }
    }

    private void arguments(String piece) {
        if (!piece.isEmpty()) {
            arguments = true;
            chunks.arguments(0, toolCalls - 1, piece);
        }
    }

    @Override
    protected void close() {
        chunks.usage(usage.usage());
        if (chunks.isFinished()) {
            chunks.done();
        }
    }
}
