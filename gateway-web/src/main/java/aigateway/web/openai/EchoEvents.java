package aigateway.web.openai;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * An echo as server-sent events: the role, a chunk for each word, the reason of the end, the usage, {@code [DONE]}. A word
 * of two letters becomes two hundred bytes, so they are made a piece at a time. Not thread-safe.
 */
public final class EchoEvents {

    private static final int PIECE = 8 << 10;

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    private final EchoAnswer answer;
    private final String text;
    private final ObjectNode chunk;
    private final ObjectNode delta;
    private boolean begun;
    private boolean ended;

    /** Where the next word begins. */
    private int next;

    EchoEvents(EchoAnswer answer) {
        this.answer = answer;
        this.text = answer.text();
        this.chunk = answer.delta(null);
        this.delta = (ObjectNode) chunk.at("/choices/0/delta");
    }

    /** The next events, a few thousand bytes of them or one long word; empty: that was all. */
    public byte[] next() {
        ByteArrayOutputStream piece = new ByteArrayOutputStream(PIECE + 1024);
        if (!begun) {
            begun = true;
            ObjectNode role = answer.delta(null);
            ((ObjectNode) role.at("/choices/0/delta")).put("role", "assistant").put("content", "");
            write(piece, role);
        }
        while (!ended && piece.size() < PIECE) {
            // Of an empty text there is one word, which is empty.
            int end = endOfWord();
            delta.put("content", text.substring(next, end));
            write(piece, chunk);
            next = end;
            ended = next == text.length();
            if (ended) {
                finish(piece);
            }
        }
        return piece.toByteArray();
    }

    private void finish(ByteArrayOutputStream piece) {
        write(piece, answer.delta("stop"));
        write(piece, answer.usageChunk());
        piece.writeBytes(DONE);
    }

    /** With the space behind it. */
    private int endOfWord() {
        int end = next + 1;
        while (end < text.length() && (isSpace(text.charAt(end)) || !isSpace(text.charAt(end - 1)))) {
            end++;
        }
        return Math.min(end, text.length());
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static void write(ByteArrayOutputStream piece, ObjectNode chunk) {
        piece.writeBytes(DATA);
        piece.writeBytes(Json.bytes(chunk));
        piece.writeBytes(END);
    }
}
