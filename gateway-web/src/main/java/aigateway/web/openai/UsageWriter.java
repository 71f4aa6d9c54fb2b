package aigateway.web.openai;

import aigateway.call.Usage;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** OpenAI's {@code usage} object, written; {@link UsageReader} reads it back as it was. */
public final class UsageWriter {

    private UsageWriter() {}

    public static void write(JsonGenerator json, Usage usage) throws IOException {
        json.writeStartObject();
        json.writeNumberField("prompt_tokens", usage.inputTokens());
        json.writeNumberField("completion_tokens", usage.outputTokens());
        json.writeNumberField("total_tokens", usage.totalTokens());
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
        json.writeEndObject();
    }
}
