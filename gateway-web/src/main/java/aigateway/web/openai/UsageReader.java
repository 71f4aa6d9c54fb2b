package aigateway.web.openai;

import aigateway.call.Usage;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** OpenAI's {@code usage} object. */
public final class UsageReader {

    private long input;
    private long output;
    private long cacheRead;
    private long cacheWrite;
    private long cacheWriteHour;
    private long reasoning;
    private long inputAudio;
    private long outputAudio;

    private UsageReader() {}

    /** Reads the value the parser stands on; null where it is no object. */
    public static @Nullable Usage read(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return null;
        }
        UsageReader reader = new UsageReader();
        reader.object(parser, "");
        return new Usage(
                reader.input,
                reader.output,
                reader.cacheRead,
                reader.cacheWrite,
                reader.cacheWriteHour,
                reader.reasoning,
                reader.inputAudio,
                reader.outputAudio,
                false);
    }

    private void object(JsonParser parser, String path) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && path.isEmpty()) {
                object(parser, field);
            } else if (value == JsonToken.VALUE_NUMBER_INT) {
                count(path, field, parser.getLongValue());
            } else {
                parser.skipChildren();
            }
        }
    }

    private void count(String path, String field, long tokens) {
        boolean ofInput = path.equals("prompt_tokens_details");
        switch (field) {
            case "prompt_tokens" -> input = tokens;
            case "completion_tokens" -> output = tokens;
            case "cached_tokens", "num_cached_tokens" -> cacheRead = tokens;
            case "cache_write_tokens" -> cacheWrite = tokens;
            case "cache_write_1h_tokens" -> cacheWriteHour = tokens;
            case "reasoning_tokens" -> reasoning = tokens;
            case "audio_tokens" -> {
                if (ofInput) {
                    inputAudio = tokens;
                } else {
                    outputAudio = tokens;
                }
            }
            default -> {}
        }
    }
}
