package aigateway.web.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An item of a response while it is told: opened, piece by piece, closed. Its text is told once more when it is closed, so
 * it is kept, but not beyond {@link #MOST_CHARACTERS}: the pieces have told it all.
 */
final class StreamedItem {

    static final int MOST_CHARACTERS = 4 << 20;

    private final ObjectNode item;
    private final int index;
    private final EventWriter out;
    private final StringBuilder text = new StringBuilder();
    private String part = "";

    StreamedItem(ObjectNode item, int index, EventWriter out) {
        this.item = item;
        this.index = index;
        this.out = out;
        out.event("response.output_item.added", event -> event.put("output_index", index)
                .set("item", item.deepCopy()));
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
            tell(partEvent() + ".added", event -> event.set("part", OutputItem.part(type, "")));
        }
        keep(piece);
        tell(textEvent() + ".delta", event -> {
            event.put("delta", piece);
            if (type.equals("output_text")) {
                event.putArray("logprobs");
            }
        });
    }

    void arguments(String piece) {
        keep(piece);
        out.event(
                "response.function_call_arguments.delta",
                event -> event.put("item_id", id()).put("output_index", index).put("delta", piece));
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
        if (!isOf("reasoning")) {
            item.put("status", status);
        }
        out.event("response.output_item.done", event -> event.put("output_index", index)
                .set("item", item));
    }

    private void closeArguments() {
        if (text.isEmpty()) {
            arguments("{}");
        }
        item.put("arguments", text.toString());
        out.event("response.function_call_arguments.done", event -> event.put("item_id", id())
                .put("output_index", index)
                .put("name", item.path("name").asText())
                .put("arguments", text.toString()));
    }

    private void closePart() {
        if (part.isEmpty()) {
            return;
        }
        String all = text.toString();
        text.setLength(0);
        tell(textEvent() + ".done", event -> {
            event.put(part.equals("refusal") ? "refusal" : "text", all);
            if (part.equals("output_text")) {
                event.putArray("logprobs");
            }
        });
        ObjectNode whole = OutputItem.part(part, all);
        tell(partEvent() + ".done", event -> event.set("part", whole));
        parts().add(whole);
        part = "";
    }

    private ArrayNode parts() {
        return item.withArray(isOf("reasoning") ? "summary" : "content");
    }

    private String partEvent() {
        return part.equals("summary_text") ? "response.reasoning_summary_part" : "response.content_part";
    }

    private String textEvent() {
        return part.equals("summary_text") ? "response.reasoning_summary_text" : "response." + part;
    }

    private void tell(String type, java.util.function.Consumer<ObjectNode> content) {
        out.event(type, event -> {
            event.put("item_id", id()).put("output_index", index);
            event.put(isOf("reasoning") ? "summary_index" : "content_index", parts().size());
            content.accept(event);
        });
    }

    private String id() {
        return item.path("id").asText();
    }
}
