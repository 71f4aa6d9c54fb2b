package aigateway.web.openai;

import aigateway.call.Usage;
import aigateway.web.json.Json;
import aigateway.web.json.JsonBuffer;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says a vendor's stream in OpenAI's chunks: the role comes first and once for each choice, tool calls are counted from
 * nought, and after the finish reason comes one chunk with the usage and no choices. Not thread-safe.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat-streaming">OpenAI API reference</a>
 */
public final class ChunkWriter {

    private static final byte[] DATA = ascii("data: ");
    private static final byte[] END = ascii("\n\n");
    private static final byte[] DONE = ascii("data: [DONE]\n\n");
    private static final byte[] CHOICE = ascii(",\"choices\":[{\"index\":");
    private static final byte[] CONTENT = ascii(",\"delta\":{\"content\":");
    private static final byte[] REASONING = ascii(",\"delta\":{\"reasoning_content\":");
    private static final byte[] GOES_ON = ascii("},\"finish_reason\":null}]}\n\n");
    private static final byte[] CALL = ascii(",\"delta\":{\"tool_calls\":[{\"index\":");
    private static final byte[] ARGUMENTS = ascii(",\"function\":{\"arguments\":");
    private static final byte[] CALL_END = ascii("}}]");

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** What a delta holds. */
    @FunctionalInterface
    public interface Delta {
        void write(JsonGenerator json) throws IOException;
    }

    private final JsonBuffer out = new JsonBuffer(512);
    private final long created;
    private final Set<Integer> begun = new HashSet<>(2);
    private final Set<Integer> finished = new HashSet<>(2);
    private String id = "";
    private String model = "";
    private byte @Nullable [] head;
    private boolean failed;

    /** @param created seconds since 1970 */
    public ChunkWriter(long created) {
        this.created = created;
    }

    /** What the vendor calls its answer and the model; what it does not say is left as it is. */
    public void identify(@Nullable String answerId, @Nullable String modelName) {
        id = answerId == null ? id : answerId;
        model = modelName == null ? model : modelName;
        head = null;
    }

    /** Opens the choice, unless that has been done. */
    public void role(int choice) {
        if (begun.add(choice)) {
            chunk(choice, null, json -> {
                json.writeStringField("role", "assistant");
                json.writeStringField("content", "");
            });
        }
    }

    public void text(int choice, String text) {
        role(choice);
        piece(choice, CONTENT, text);
    }

    /** What the model thinks, as the servers that tell it in OpenAI's shape call it. */
    public void reasoning(int choice, String text) {
        role(choice);
        piece(choice, REASONING, text);
    }

    /** Any field of a delta that OpenAI does not have. */
    public void extension(int choice, String field, JsonNode value) {
        role(choice);
        chunk(choice, null, json -> {
            json.writeFieldName(field);
            Json.write(json, value);
        });
    }

    public void toolCall(int choice, int index, String callId, String name) {
        role(choice);
        chunk(choice, null, json -> {
            json.writeArrayFieldStart("tool_calls");
            json.writeStartObject();
            json.writeNumberField("index", index);
            json.writeStringField("id", callId);
            json.writeStringField("type", "function");
            json.writeObjectFieldStart("function");
            json.writeStringField("name", name);
            json.writeStringField("arguments", "");
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndArray();
        });
    }

    public void arguments(int choice, int index, String piece) {
        out.raw(head()).raw(CHOICE).number(choice).raw(CALL).number(index);
        out.raw(ARGUMENTS).text(piece).raw(CALL_END).raw(GOES_ON);
    }

    /** What most chunks are. */
    private void piece(int choice, byte[] field, String text) {
        out.raw(head()).raw(CHOICE).number(choice).raw(field).text(text).raw(GOES_ON);
    }

    /** How each chunk begins. */
    private byte[] head() {
        byte[] known = head;
        if (known == null) {
            known = new JsonBuffer(256)
                    .raw(DATA)
                    .raw("{\"id\":")
                    .text(id)
                    .raw(",\"object\":\"chat.completion.chunk\",\"created\":")
                    .number(created)
                    .raw(",\"model\":")
                    .text(model)
                    .taken();
            head = known;
        }
        return known;
    }

    public void finish(int choice, String reason) {
        role(choice);
        chunk(choice, reason, json -> {});
        finished.add(choice);
    }

    /** Whether every choice that was opened has its finish reason. */
    public boolean isFinished() {
        return !finished.isEmpty() && finished.size() == begun.size();
    }

    public void usage(Usage usage) {
        if (!usage.isTold()) {
            return;
        }
        event(json -> {
            json.writeArrayFieldStart("choices");
            json.writeEndArray();
            json.writeFieldName("usage");
            UsageWriter.write(json, usage);
        });
    }

    public void done() {
        out.raw(DONE);
    }

    /** That the vendor failed in the middle. Nothing may follow. */
    public void error(String message, @Nullable String type, @Nullable String code) {
        failed = true;
        out.raw(DATA);
        try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeStringField("message", message);
            json.writeStringField("type", type);
            json.writeNullField("param");
            json.writeStringField("code", code);
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        out.raw(END);
    }

    boolean hasFailed() {
        return failed;
    }

    /** What has been said since the last time. */
    public byte[] taken() {
        return out.taken();
    }

    private void chunk(int choice, @Nullable String finishReason, Delta delta) {
        event(json -> {
            json.writeArrayFieldStart("choices");
            json.writeStartObject();
            json.writeNumberField("index", choice);
            json.writeObjectFieldStart("delta");
            delta.write(json);
            json.writeEndObject();
            json.writeStringField("finish_reason", finishReason);
            json.writeEndObject();
            json.writeEndArray();
        });
    }

    private void event(Delta rest) {
        out.raw(DATA);
        try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("id", id);
            json.writeStringField("object", "chat.completion.chunk");
            json.writeNumberField("created", created);
            json.writeStringField("model", model);
            rest.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        out.raw(END);
    }
}
