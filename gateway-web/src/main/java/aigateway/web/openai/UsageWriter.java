package aigateway.web.openai;

import aigateway.call.Usage;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** OpenAI's {@code usage} object, with searches where others tell them; {@link UsageReader} reads it back as it was. */
public final class UsageWriter {

    private UsageWriter() {}

    public static void write(JsonGenerator json, Usage usage) throws IOException {
        json.writeStartObject();
        number(json, "prompt_tokens", usage.inputTokens(), usage.inputUntold());
        number(json, "completion_tokens", usage.outputTokens(), usage.outputUntold());
        number(json, "total_tokens", usage.totalTokens(), usage.inputUntold() || usage.outputUntold());
        json.writeObjectFieldStart("prompt_tokens_details");
        json.writeNumberField("cached_tokens", usage.cacheReadTokens());
        if (usage.cacheWriteTokens() > 0) {
            json.writeNumberField("cache_write_tokens", usage.cacheWriteTokens());
        }
        if (usage.cacheWriteHourTokens() > 0) {
            json.writeNumberField("cache_write_1h_tokens", usage.cacheWriteHourTokens());
        }
        if (usage.inputAudioTokens() > 0) {
            json.writeNumberField("audio_tokens", usage.inputAudioTokens());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("completion_tokens_details");
        json.writeNumberField("reasoning_tokens", usage.reasoningTokens());
        if (usage.outputAudioTokens() > 0) {
            json.writeNumberField("audio_tokens", usage.outputAudioTokens());
        }
        json.writeEndObject();
        if (usage.units().searches() > 0) {
            json.writeObjectFieldStart("server_tool_use");
            json.writeNumberField("web_search_requests", usage.units().searches());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String field, long tokens, boolean untold) throws IOException {
        json.writeFieldName(field);
        if (untold) {
            json.writeNull();
        } else {
            json.writeNumber(tokens);
        }
    }
}
