package aigateway.web.responses;

import aigateway.web.call.Failure;
import aigateway.web.dialect.ClientEvents;
import aigateway.web.json.Json;
import aigateway.web.json.JsonBuffer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's chunks as the events of a response: numbered, each item opened, told piece by piece and closed, and the whole
 * response once more at its end. Calls stay open until then, because servers may tell several of them in turn.
 */
final class ResponsesEvents implements ClientEvents {

    private static final String RESPONSE = ",\"response\":";

    private final ObjectNode asked;
    private final EventWriter out = new EventWriter();
    private final List<StreamedItem> items = new ArrayList<>();
    private final TreeMap<Integer, StreamedItem> calls = new TreeMap<>();
    private @Nullable ObjectNode response;
    private String base = "";
    private @Nullable StreamedItem open;
    private String finishReason = "stop";
    private JsonNode usage = Json.emptyObject();

    /** @param asked the request, of which the answer repeats some */
    ResponsesEvents(ObjectNode asked) {
        this.asked = asked;
    }

    @Override
    public void chunk(ObjectNode chunk) {
        started(chunk);
        if (chunk.path("usage").isObject()) {
            usage = chunk.get("usage");
        }
        for (JsonNode choice : chunk.path("choices")) {
            // A response has one answer.
            if (choice.path("index").asInt() == 0) {
                choice(choice);
            }
        }
    }

    @Override
    public boolean text(String piece) {
        item("message").text("output_text", piece);
        return true;
    }

    private ObjectNode started(JsonNode chunk) {
        ObjectNode begun = response;
        if (begun == null) {
            base = ResponseObject.base(chunk.path("id").asText());
            begun = ResponseObject.of(asked, chunk, base);
            response = begun;
            byte[] written = new JsonBuffer(1024).tree(begun).taken();
            out.event("response.created", json -> json.raw(RESPONSE).raw(written));
            out.event("response.in_progress", json -> json.raw(RESPONSE).raw(written));
        }
        return begun;
    }

    private void choice(JsonNode choice) {
        JsonNode delta = choice.path("delta");
        String thought = OutputItem.reasoning(delta);
        if (!thought.isEmpty()) {
            item("reasoning").text("summary_text", thought);
        }
        if (!delta.path("thinking_blocks").isEmpty()) {
            item("reasoning").signed(delta.path("thinking_blocks"));
        }
        String text = delta.path("content").asText("");
        if (!text.isEmpty()) {
            item("message").text("output_text", text);
        }
        String refusal = delta.path("refusal").asText("");
        if (!refusal.isEmpty()) {
            item("message").text("refusal", refusal);
        }
        delta.path("tool_calls").forEach(this::call);
        finishReason = choice.path("finish_reason").asText(finishReason);
    }

    /** The item that is being told, or a new one of the type. */
    private StreamedItem item(String type) {
        StreamedItem current = open;
        if (current == null || !current.isOf(type)) {
            close();
            String id = base + '_' + items.size();
            current =
                    opened(type.equals("reasoning") ? OutputItem.reasoning(id) : OutputItem.message(id, "in_progress"));
            open = current;
        }
        return current;
    }

    private StreamedItem opened(ObjectNode item) {
        StreamedItem opened = new StreamedItem(item, items.size(), out);
        items.add(opened);
        return opened;
    }

    private void call(JsonNode piece) {
        close();
        int index = piece.path("index").asInt();
        StreamedItem call = calls.get(index);
        String arguments = piece.path("function").path("arguments").asText("");
        if (call == null) {
            ObjectNode item = OutputItem.call(base + '_' + items.size(), "in_progress", piece);
            call = opened(item.put("arguments", ""));
            calls.put(index, call);
        }
        if (!arguments.isEmpty()) {
            call.arguments(arguments);
        }
    }

    private void close() {
        StreamedItem current = open;
        open = null;
        if (current != null) {
            current.close("completed");
        }
    }

    @Override
    public void end() {
        ObjectNode whole = started(Json.emptyObject());
        ResponseObject.finish(whole, finishReason);
        String status = whole.path("status").asText();
        StreamedItem current = open;
        open = null;
        if (current != null) {
            current.close(status);
        }
        calls.values().forEach(call -> call.close(status));
        items.forEach(item -> whole.withArray("output").add(item.json()));
        if (!usage.isEmpty()) {
            whole.set("usage", ResponseObject.usage(usage));
        }
        out.event("response." + status, json -> json.raw(RESPONSE).tree(whole));
    }

    @Override
    public byte[] taken() {
        return out.taken();
    }

    @Override
    public byte[] failure(Failure failure) {
        return out.failure(failure);
    }
}
