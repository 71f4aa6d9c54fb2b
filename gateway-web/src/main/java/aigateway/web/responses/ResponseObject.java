package aigateway.web.responses;

import aigateway.web.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** A response without its output: who answers, what became of it, and what the request asked for, which is repeated in it. */
final class ResponseObject {

    private static final List<String> REPEATED = List.of(
            "instructions",
            "max_output_tokens",
            "max_tool_calls",
            "metadata",
            "parallel_tool_calls",
            "reasoning",
            "service_tier",
            "temperature",
            "text",
            "tool_choice",
            "tools",
            "top_logprobs",
            "top_p",
            "user");

    private static final Pattern NOT_IN_IDS = Pattern.compile("[^A-Za-z0-9]");

    private ResponseObject() {}

    /**
     * @param said a chat completion, or a chunk of one
     * @param base see {@link #base}
     */
    static ObjectNode of(ObjectNode asked, JsonNode said, String base) {
        ObjectNode response = Json.emptyObject()
                .put("id", "resp_" + base)
                .put("object", "response")
                .put("created_at", said.path("created").asLong())
                .put("status", "in_progress")
                .put("background", false);
        response.putNull("error").putNull("incomplete_details").putNull("instructions");
        response.putNull("max_output_tokens").putNull("max_tool_calls").putObject("metadata");
        response.put("model", said.path("model").asText());
        response.putArray("output");
        response.put("parallel_tool_calls", true).putNull("previous_response_id");
        response.putObject("reasoning").putNull("effort").putNull("summary");
        response.put("service_tier", said.path("service_tier").asText("default"));
        response.put("store", false).put("temperature", 1.0);
        response.putObject("text").putObject("format").put("type", "text");
        response.put("tool_choice", "auto").putArray("tools");
        response.put("top_logprobs", 0).put("top_p", 1.0).put("truncation", "disabled");
        response.putNull("usage").putNull("user");
        for (String field : REPEATED) {
            if (asked.hasNonNull(field)) {
                response.set(field, asked.get(field));
            }
        }
        return response;
    }

    /** What the ids of a response and its items have in common: the vendor's id of the answer, where it has one. */
    static String base(String chatId) {
        String id = chatId.startsWith("chatcmpl-") ? chatId.substring("chatcmpl-".length()) : chatId;
        return id.isEmpty()
                ? UUID.randomUUID().toString().replace("-", "")
                : NOT_IN_IDS.matcher(id).replaceAll("");
    }

    /** Says how it ended. */
    static void finish(ObjectNode response, String finishReason) {
        String why =
                switch (finishReason) {
                    case "length" -> "max_output_tokens";
                    case "content_filter" -> "content_filter";
                    default -> "";
                };
        response.put("status", why.isEmpty() ? "completed" : "incomplete");
        if (!why.isEmpty()) {
            response.putObject("incomplete_details").put("reason", why);
        }
    }

    static ObjectNode usage(JsonNode usage) {
        ObjectNode said = Json.emptyObject()
                .put("input_tokens", usage.path("prompt_tokens").asLong());
        said.putObject("input_tokens_details")
                .put(
                        "cached_tokens",
                        usage.path("prompt_tokens_details")
                                .path("cached_tokens")
                                .asLong());
        said.put("output_tokens", usage.path("completion_tokens").asLong());
        said.putObject("output_tokens_details")
                .put(
                        "reasoning_tokens",
                        usage.path("completion_tokens_details")
                                .path("reasoning_tokens")
                                .asLong());
        return said.put(
                "total_tokens",
                usage.path("prompt_tokens").asLong()
                        + usage.path("completion_tokens").asLong());
    }
}
