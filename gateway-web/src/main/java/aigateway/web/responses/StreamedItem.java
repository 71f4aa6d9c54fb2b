package aigateway.web.responses;

import aigateway.web.json.Json;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * An item of a response while it is told: opened, piece by piece, closed. Its text is told once more when it is closed, so
 * it is kept, but not beyond {@link #MOST_CHARACTERS}: the pieces have told it all.
 */
final class StreamedItem {

    static final int MOST_CHARACTERS = 4 << 20;

    private final ObjectNode item;
    private final String id;
    private final boolean reasoning;
    private final int index;
    private final EventWriter out;
    private final StringBuilder text = new StringBuilder();
    private String part = "";

    StreamedItem(ObjectNode item, int index, EventWriter out) {
        this.item = item;
        this.id = item.path("id").asText();
        this.reasoning = isOf("reasoning");
        this.index = index;
        this.out = out;
        tellWhole("response.output_item.added");
    }

    boolean isOf(String type) {
        return item.path("type").asText().equals(type);
    }

    ObjectNode json() {
        return item;
    }

    /** @param type of the part that the piece belongs to */
    void text(String type, String piece) {
        if (!part.equals(type)) {
            closePart();
            part = type;
            tellPart(".added", OutputItem.part(type, ""));
        }
        keep(piece);
        tellText(".delta", "delta", piece);
    }

    void arguments(String piece) {
        keep(piece);
        out.event("response.function_call_arguments.delta", json -> {
            place(json);
            json.writeStringField("delta", piece);
        });
    }

    /** What the vendor signed of these thoughts; told at the item's end. */
    void signed(JsonNode blocks) {
        ArrayNode all = SignedThoughts.read(item.path("encrypted_content").asText(""));
        blocks.forEach(all::add);
        item.put("encrypted_content", SignedThoughts.written(all));
    }

    private void keep(String piece) {
        if (text.length() < MOST_CHARACTERS) {
            text.append(piece);
        }
    }

    void close(String status) {
        if (isOf("function_call")) {
            closeArguments();
        } else {
            closePart();
        }
        if (!reasoning) {
            item.put("status", status);
        }
        tellWhole("response.output_item.done");
    }

    private void closeArguments() {
        if (text.isEmpty()) {
            arguments("{}");
        }
        String all = text.toString();
        item.put("arguments", all);
        out.event("response.function_call_arguments.done", json -> {
            place(json);
            json.writeStringField("name", item.path("name").asText());
            json.writeStringField("arguments", all);
        });
    }

    private void closePart() {
        if (part.isEmpty()) {
            return;
        }
        String all = text.toString();
        text.setLength(0);
        tellText(".done", part.equals("refusal") ? "refusal" : "text", all);
        ObjectNode whole = OutputItem.part(part, all);
        tellPart(".done", whole);
        parts().add(whole);
        part = "";
    }

    private ArrayNode parts() {
        return item.withArray(reasoning ? "summary" : "content");
    }

    private void tellWhole(String type) {
        out.event(type, json -> {
            json.writeNumberField("output_index", index);
            json.writeFieldName("item");
            Json.write(json, item);
        });
    }

    private void tellPart(String what, ObjectNode whole) {
        String of = part.equals("summary_text") ? "response.reasoning_summary_part" : "response.content_part";
        out.event(of + what, json -> {
            placeOfPart(json);
            json.writeFieldName("part");
            Json.write(json, whole);
        });
    }

    private void tellText(String what, String field, String said) {
        String of = part.equals("summary_text") ? "response.reasoning_summary_text" : "response." + part;
        out.event(of + what, json -> {
            placeOfPart(json);
            json.writeStringField(field, said);
            if (part.equals("output_text")) {
                json.writeArrayFieldStart("logprobs");
                json.writeEndArray();
            }
        });
    }

    private void placeOfPart(JsonGenerator json) throws IOException {
        place(json);
        json.writeNumberField(reasoning ? "summary_index" : "content_index", parts().size());
    }

    private void place(JsonGenerator json) throws IOException {
        json.writeStringField("item_id", id);
        json.writeNumberField("output_index", index);
    }
}
