package aigateway.web.anthropic;

import aigateway.web.json.Json;
import aigateway.web.sse.EventBuffer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The blocks of a message, opened and closed one after another, as Anthropic's clients read them. In OpenAI's protocol
 * several calls may be told in turn: what comes for a later block waits until the call before it is whole.
 */
final class MessageBlocks {

    /** Characters. More is no answer that anybody waits for. */
    static final int MOST_WAITING = 1 << 20;

    private static final class Block {
        private final String type;
        private final ObjectNode content;
        private final JsonEnd end = new JsonEnd();
        private final List<ObjectNode> waiting = new ArrayList<>(0);
        private boolean told;
        private boolean closed;

        private Block(String type, ObjectNode content) {
            this.type = type;
            this.content = content;
        }

        private boolean isCall() {
            return type.equals("tool_use");
        }

        private boolean isWhole() {
            return !isCall() || end.reached();
        }
    }

    private final EventBuffer out;

    /** The first has been opened, the others wait. */
    private final ArrayDeque<Block> blocks = new ArrayDeque<>(2);

    private final Map<Integer, Block> calls = new HashMap<>();
    private int index;
    private int waiting;

    MessageBlocks(EventBuffer out) {
        this.out = out;
    }

    /** @throws IOException too much waits for a call to be whole */
    void text(String type, String field, String piece) throws IOException {
        if (piece.isEmpty()) {
            return;
        }
        Block block = blocks.peekLast();
        if (block == null || !block.type.equals(type)) {
            ObjectNode content = Json.emptyObject().put("type", type).put(field, "");
            block = add(type, type.equals("thinking") ? content.put("signature", "") : content);
        }
        delta(block, Json.emptyObject().put("type", type + "_delta").put(field, piece), piece.length());
    }

    /**
     * A signature belongs to the thinking before it; what was thought in secret is a block of its own.
     *
     * @throws IOException too much waits for a call to be whole
     */
    void thinking(JsonNode said) throws IOException {
        Block block = blocks.peekLast();
        JsonNode signature = said.path("signature");
        if (said.path("type").asText().equals("redacted_thinking")) {
            waits(said.path("data").asText().length());
            add("redacted_thinking", (ObjectNode) said);
        } else if (block != null && block.type.equals("thinking") && signature.isTextual()) {
            ObjectNode delta = Json.emptyObject().put("type", "signature_delta");
            delta.set("signature", signature);
            delta(block, delta, signature.textValue().length());
        }
    }

    /**
     * @param call a piece of it, with an index that is its own
     * @throws IOException too much waits for a call to be whole
     */
    void call(JsonNode call) throws IOException {
        int number = call.path("index").asInt(0);
        JsonNode function = call.path("function");
        Block block = calls.get(number);
        if (block == null) {
            ObjectNode use = Json.emptyObject().put("type", "tool_use");
            use.put("id", call.path("id").asText());
            use.put("name", function.path("name").asText());
            use.putObject("input");
            block = add("tool_use", use);
            calls.put(number, block);
        }
        String piece = function.path("arguments").asText("");
        // A block is closed when its arguments are whole: what follows can be no more than a blank.
        if (!piece.isEmpty() && !block.closed) {
            block.end.read(piece);
            delta(block, input(piece), piece.length());
            next(false);
        }
    }

    boolean called() {
        return !calls.isEmpty();
    }

    /** Closes what is open and tells what waits. */
    void end() {
        next(true);
    }

    private Block add(String type, ObjectNode content) {
        Block block = new Block(type, content);
        blocks.add(block);
        if (blocks.size() == 1) {
            open(block);
        } else {
            next(false);
        }
        return block;
    }

    private void delta(Block block, ObjectNode delta, int characters) throws IOException {
        block.told = true;
        if (block == blocks.peekFirst()) {
            event(delta);
        } else {
            waits(characters);
            block.waiting.add(delta);
        }
    }

    private void waits(int characters) throws IOException {
        if (blocks.size() > 1) {
            waiting += characters;
            if (waiting > MOST_WAITING) {
                throw new IOException("more than " + MOST_WAITING + " characters after a call that was not whole");
            }
        }
    }

    /** Goes on from blocks that are whole to those after them. */
    private void next(boolean ended) {
        Block first = blocks.peekFirst();
        while (first != null && (ended || (blocks.size() > 1 && first.isWhole()))) {
            close(first);
            blocks.remove();
            first = blocks.peekFirst();
            if (first != null) {
                open(first);
            }
        }
    }

    private void open(Block block) {
        ObjectNode event = Json.emptyObject().put("type", "content_block_start").put("index", index);
        event.set("content_block", block.content);
        out.event("content_block_start", event);
        block.waiting.forEach(this::event);
        block.waiting.clear();
    }

    private void close(Block block) {
        if (block.isCall() && !block.told) {
            // Anthropic's clients want to hear of arguments, even where there are none.
            event(input("{}"));
        }
        block.closed = true;
        out.event(
                "content_block_stop",
                Json.emptyObject().put("type", "content_block_stop").put("index", index));
        index++;
    }

    private static ObjectNode input(String piece) {
        return Json.emptyObject().put("type", "input_json_delta").put("partial_json", piece);
    }

    private void event(ObjectNode delta) {
        ObjectNode event = Json.emptyObject().put("type", "content_block_delta").put("index", index);
        event.set("delta", delta);
        out.event("content_block_delta", event);
    }
}
