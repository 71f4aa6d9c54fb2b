package aigateway.web.responses;

import aigateway.web.json.JsonBuffer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/**
 * An item of a response while it is told: opened, piece by piece, closed. Its text is told once more when it is closed, so
 * it is kept, but not beyond {@link #MOST_CHARACTERS}: the pieces have told it all.
 */
final class StreamedItem {

    static final int MOST_CHARACTERS = 4 << 20;

    private static final byte[] NOTHING = new byte[0];
    private static final byte[] ARGUMENTS = EventWriter.head("response.function_call_arguments.delta");

    private final ObjectNode item;
    private final String id;
    private final boolean reasoning;
    private final int index;
    private final EventWriter out;
    private final StringBuilder text = new StringBuilder();

    /** Where in the text the thoughts begin that nobody has signed yet. */
    private int unsigned;

    private String part = "";

    /** The bytes around each piece of the part that is being told. */
    private byte[] pieceHead = NOTHING;

    private byte[] beforePiece = NOTHING;
    private byte[] afterPiece = NOTHING;

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
            pieceHead = EventWriter.head(ofText(".delta"));
            beforePiece = placed(placeOfPart("delta"));
            afterPiece = afterText().getBytes(StandardCharsets.US_ASCII);
        }
        keep(piece);
        out.event(pieceHead, beforePiece, piece, afterPiece);
    }

    void arguments(String piece) {
        keep(piece);
        if (beforePiece.length == 0) {
            beforePiece = placed(",\"delta\":");
        }
        out.event(ARGUMENTS, beforePiece, piece, NOTHING);
    }

    /**
     * What the vendor signed of these thoughts; told at the item's end. In a stream the signature comes alone, and belongs to
     * the text before it: without that it is refused.
     */
    void signed(JsonNode blocks) {
        ArrayNode all = SignedThoughts.read(item.path("encrypted_content").asText(""));
        for (JsonNode block : blocks) {
            boolean isSigned = !block.path("signature").asText("").isBlank();
            if (!isSigned && block.path("type").asText().equals("thinking")) {
                // A piece of what is signed later, which the text has as well.
                continue;
            }
            ObjectNode signed = block.deepCopy();
            if (isSigned && signed.path("thinking").asText("").isEmpty()) {
                signed.put("thinking", text.substring(unsigned));
            }
            unsigned = text.length();
            all.add(signed);
        }
        if (!all.isEmpty()) {
            item.put("encrypted_content", SignedThoughts.written(all));
        }
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
        out.event("response.function_call_arguments.done", json -> json.raw(placed(",\"name\":"))
                .text(item.path("name").asText())
                .raw(",\"arguments\":")
                .text(all));
    }

    private void closePart() {
        if (part.isEmpty()) {
            return;
        }
        String all = text.toString();
        text.setLength(0);
        byte[] before = placed(placeOfPart(part.equals("refusal") ? "refusal" : "text"));
        out.event(ofText(".done"), json -> json.raw(before).text(all).raw(afterText()));
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
            json.raw(",\"output_index\":").number(index).raw(",\"item\":").tree(item);
        });
    }

    private void tellPart(String what, ObjectNode whole) {
        String of = part.equals("summary_text") ? "response.reasoning_summary_part" : "response.content_part";
        out.event(of + what, json -> {
            json.raw(placed(placeOfPart("part"))).tree(whole);
        });
    }

    private String ofText(String what) {
        return (part.equals("summary_text") ? "response.reasoning_summary_text" : "response." + part) + what;
    }

    private String afterText() {
        return part.equals("output_text") ? ",\"logprobs\":[]" : "";
    }

    private String placeOfPart(String field) {
        return (reasoning ? ",\"summary_index\":" : ",\"content_index\":") + parts().size() + ",\"" + field + "\":";
    }

    /** Where in the response it is that something is said, and what of it. */
    private byte[] placed(String rest) {
        return new JsonBuffer(128)
                .raw(",\"item_id\":")
                .text(id)
                .raw(",\"output_index\":")
                .number(index)
                .raw(rest)
                .taken();
    }
}
