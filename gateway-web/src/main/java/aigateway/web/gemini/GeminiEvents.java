package aigateway.web.gemini;

import aigateway.web.call.Dialect;
import aigateway.web.call.Failure;
import aigateway.web.dialect.ClientEvents;
import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/**
 * OpenAI's chunks as Gemini's. Gemini tells a call in one piece: its arguments are kept until they are complete, and
 * nothing else is. The finish reason comes last, with the usage, and no event says that it was the last.
 */
final class GeminiEvents implements ClientEvents {

    private record Key(int choice, int call) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return choice == other.choice ? Integer.compare(call, other.call) : Integer.compare(choice, other.choice);
        }
    }

    private static final class Call {
        private String id = "";
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    private final TreeMap<Key, Call> calls = new TreeMap<>();
    private final TreeMap<Integer, String> finished = new TreeMap<>();
    private ObjectNode last = Json.emptyObject();

    @Override
    public void chunk(ObjectNode chunk) {
        ObjectNode said = ChatToCandidates.envelope(chunk);
        ArrayNode candidates = Json.emptyArray();
        for (JsonNode choice : chunk.path("choices")) {
            int index = choice.path("index").asInt();
            JsonNode delta = choice.path("delta");
            ArrayNode parts = Json.emptyArray();
            ChatToCandidates.thought(parts, delta);
            ChatToCandidates.text(parts, delta.path("content").asText(""));
            ChatToCandidates.text(parts, delta.path("refusal").asText(""));
            delta.path("tool_calls").forEach(call -> keep(index, call));
            if (!parts.isEmpty()) {
                ChatToCandidates.candidate(candidates, index, parts);
            }
            if (choice.path("finish_reason").isTextual()) {
                finished.put(index, choice.get("finish_reason").textValue());
            }
        }
        if (chunk.path("usage").isObject()) {
            said.set("usageMetadata", ChatToCandidates.usage(chunk.get("usage")));
        }
        last = said.deepCopy();
        if (!candidates.isEmpty()) {
            said.set("candidates", candidates);
            event(said);
        }
    }

    private void keep(int choice, JsonNode piece) {
        Call call = calls.computeIfAbsent(new Key(choice, piece.path("index").asInt()), any -> new Call());
        // Some servers repeat the name, or make up an id for each piece: the first that is told stays.
        call.id = call.id.isEmpty() ? piece.path("id").asText("") : call.id;
        call.name = call.name.isEmpty() ? piece.path("function").path("name").asText("") : call.name;
        call.arguments.append(piece.path("function").path("arguments").asText(""));
    }

    @Override
    public void end() {
        ArrayNode candidates = last.putArray("candidates");
        if (finished.isEmpty()) {
            finished.put(0, "stop");
        }
        finished.forEach((index, reason) -> {
            ArrayNode parts = Json.emptyArray();
            calls.forEach((key, call) -> {
                if (key.choice() == index) {
                    ChatToCandidates.call(parts, call.id, call.name, call.arguments.toString());
                }
            });
            if (parts.isEmpty()) {
                parts.addObject().put("text", "");
            }
            ChatToCandidates.candidate(candidates, index, parts)
                    .put("finishReason", ChatToCandidates.finishReason(reason));
        });
        event(last);
    }

    private void event(ObjectNode event) {
        out.writeBytes("data: ".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(Json.bytes(event));
        out.writeBytes("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public byte[] taken() {
        byte[] said = out.toByteArray();
        out.reset();
        return said;
    }

    @Override
    public byte[] failure(Failure failure) {
        return failed(failure);
    }

    static byte[] failed(Failure failure) {
        String error = new String(Dialect.GEMINI.error(failure), StandardCharsets.UTF_8);
        return ("data: " + error + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
