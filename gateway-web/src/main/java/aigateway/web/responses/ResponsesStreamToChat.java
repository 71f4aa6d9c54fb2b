package aigateway.web.responses;

import aigateway.web.openai.ChunkWriter;
import aigateway.web.openai.UnknownEvents;
import aigateway.web.openai.VendorEvents;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The events of a response of OpenAI's as chunks, to be read along: the client gets the events themselves.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses-streaming">OpenAI: streaming events</a>
 */
final class ResponsesStreamToChat extends VendorEvents {

    /** By the place of their item in the response's output. */
    private final Map<Integer, Integer> calls = new HashMap<>();

    /** As the vendor calls them. */
    private final Set<String> items = new LinkedHashSet<>();

    private int next;
    private @Nullable String id;
    private @Nullable String previous;

    ResponsesStreamToChat() {
        super(new ChunkWriter(0));
    }

    /** The number that an event has that follows what has come. */
    int next() {
        return next;
    }

    /** What the vendor calls the response; null before it has said. */
    @Nullable
    String id() {
        return id;
    }

    /** What the vendor calls the response before this one; null: there is none, or it has not said. */
    @Nullable
    String previous() {
        return previous;
    }

    /** What the vendor calls the items it has spoken of. */
    Set<String> items() {
        return items;
    }

    @Override
    protected void event(ObjectNode event) {
        next = event.path("sequence_number").asInt(next) + 1;
        JsonNode response = event.path("response");
        id = response.path("id").asText(id);
        previous = response.path("previous_response_id").isTextual()
                ? response.path("previous_response_id").textValue()
                : previous;
        // A stream that is read from its middle on does not say which items have begun.
        named(ItemNames.named(event));
        named(ItemNames.id(event.path("item")));
        response.path("output").forEach(item -> named(ItemNames.id(item)));
        switch (event.path("type").asText()) {
            case "response.created" -> chunks.identify(
                    response.path("id").textValue(), response.path("model").textValue());
            case "response.output_text.delta", "response.refusal.delta" -> chunks.text(
                    0, event.path("delta").asText());
            case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" -> chunks.reasoning(
                    0, event.path("delta").asText());
            case "response.output_item.added" -> added(event);
            case "response.function_call_arguments.delta" -> {
                Integer call = calls.get(event.path("output_index").asInt());
                if (call != null) {
                    chunks.arguments(0, call, event.path("delta").asText());
                }
            }
            case "response.completed", "response.incomplete" -> end(response);
            case "response.failed" -> {
                used(response);
                failed(response.path("error"));
            }
            case "error" -> failed(event.path("error").isObject() ? event.get("error") : event);
            default -> {
                // Most tell again, or in detail, what a chat has one word for.
                if (!event.path("type").asText().startsWith("response.")) {
                    UnknownEvents.passOver();
                }
            }
        }
    }

    private void added(JsonNode event) {
        JsonNode item = event.path("item");
        if (item.path("type").asText().equals("function_call")) {
            int index = calls.size();
            calls.put(event.path("output_index").asInt(), index);
            chunks.toolCall(
                    0, index, item.path("call_id").asText(), item.path("name").asText());
        }
    }

    private void named(@Nullable String item) {
        if (item != null) {
            items.add(item);
        }
    }

    private void end(JsonNode response) {
        over();
        chunks.finish(0, ResponseToChat.finishReason(response, !calls.isEmpty()));
        used(response);
        chunks.done();
    }

    private void used(JsonNode response) {
        if (response.path("usage").isObject()) {
            chunks.usage(ResponseToChat.usage(response.get("usage")));
        }
    }

    private void failed(JsonNode error) {
        over();
        String code = error.path("code").asText("api_error");
        chunks.error(error.path("message").asText("OpenAI broke off its response."), code, code);
    }

    /** A proper end says so; this one was none. */
    @Override
    protected void close() {}
}
