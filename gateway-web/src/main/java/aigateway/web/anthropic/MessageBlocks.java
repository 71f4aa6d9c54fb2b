package aigateway.web.anthropic;

import aigateway.web.json.Json;
import aigateway.web.openai.JsonEnd;
import aigateway.web.sse.EventBuffer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a message, opened and closed one after another, as Anthropic's clients read them. In OpenAI's protocol
 * several calls may be told in turn: what comes for a later block waits until the call before it is whole.
 */
final class MessageBlocks {

    /** Characters. More is no answer that anybody waits for. */
    static final int MOST_WAITING = 1 << 20;

    /** What a block takes beside its text. */
    private static final int BLOCK = 256;

    private static final class Block {
        private final String type;
        private final ObjectNode content;
        private final JsonEnd end = new JsonEnd();
        private final StringBuilder waiting = new StringBuilder(0);
        private @Nullable JsonNode signature;
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

        private int weight() {
            int signed = signature == null ? 0 : signature.textValue().length();
            // What was thought in secret came with its block.
            return BLOCK
                    + waiting.length()
                    + signed
                    + content.path("data").asText().length();
        }
    }

    private final EventBuffer out;

    /** The first has been opened, the others wait. */
    private final ArrayDeque<Block> blocks = new ArrayDeque<>(2);

    private final Map<Integer, Block> calls = new HashMap<>();
    private int index;
    private int weight;

    MessageBlocks(EventBuffer out) {
        this.out = out;
    }

    /**
     * @param type {@code text} or {@code thinking}
     * @throws IOException too much waits for a call to be whole
     */
    void text(String type, String piece) throws IOException {
        if (piece.isEmpty()) {
            return;
        }
        Block block = blocks.peekLast();
        if (block == null || !block.type.equals(type)) {
            ObjectNode content = Json.emptyObject().put("type", type).put(type, "");
            block = add(type, type.equals("thinking") ? content.put("signature", "") : content);
        }
        say(block, piece);
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
            add("redacted_thinking", (ObjectNode) said);
        } else if (block != null && block.type.equals("thinking") && signature.isTextual()) {
            if (block == blocks.peekFirst()) {
                sign(signature);
            } else {
                weight -= block.weight();
                block.signature = signature;
                waits(block.weight());
            }
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
            use.put("id", call.path("id").asText(""));
            use.put("name", function.path("name").asText(""));
            use.putObject("input");
            block = add("tool_use", use);
            calls.put(number, block);
        }
        String piece = function.path("arguments").asText("");
        // A block is closed when its arguments are whole: what comes then is no part of them.
        if (!piece.isEmpty() && !block.closed) {
            block.end.read(piece);
            say(block, piece);
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

    private Block add(String type, ObjectNode content) throws IOException {
        Block block = new Block(type, content);
        blocks.add(block);
        if (blocks.size() == 1) {
            open(block);
        } else {
            waits(block.weight());
            next(false);
        }
        return block;
    }

    private void say(Block block, String piece) throws IOException {
        block.told = true;
        if (block == blocks.peekFirst()) {
            tell(block, piece);
        } else {
            block.waiting.append(piece);
            waits(piece.length());
        }
    }

    private void waits(int more) throws IOException {
        weight += more;
        if (weight > MOST_WAITING) {
            throw new IOException("more than " + MOST_WAITING + " characters after a call that is not whole");
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
                weight -= first.weight();
                open(first);
            }
        }
    }

    private void open(Block block) {
        ObjectNode event = event("content_block_start");
        event.set("content_block", block.content);
        out.event("content_block_start", event);
        if (!block.waiting.isEmpty()) {
            tell(block, block.waiting.toString());
            block.waiting.setLength(0);
        }
        if (block.signature != null) {
            sign(block.signature);
        }
    }

    private void close(Block block) {
        if (block.isCall() && !block.told) {
            // Anthropic's clients want to hear of arguments, even where there are none.
            tell(block, "{}");
        }
        block.closed = true;
        out.event("content_block_stop", event("content_block_stop"));
        index++;
    }

    private void tell(Block block, String piece) {
        String type = block.isCall() ? "input_json_delta" : block.type + "_delta";
        delta(Json.emptyObject().put("type", type).put(block.isCall() ? "partial_json" : block.type, piece));
    }

    private void sign(JsonNode signature) {
        ObjectNode delta = Json.emptyObject().put("type", "signature_delta");
        delta.set("signature", signature);
        delta(delta);
    }

    private void delta(ObjectNode delta) {
        ObjectNode event = event("content_block_delta");
        event.set("delta", delta);
        out.event("content_block_delta", event);
    }

    private ObjectNode event(String type) {
        return Json.emptyObject().put("type", type).put("index", index);
    }
}
