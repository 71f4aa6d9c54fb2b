package aigateway.web.openai;

import aigateway.call.Units;
import aigateway.call.Usage;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** OpenAI's {@code usage} object. What is missing in it, or is no number of tokens, counts as untold. */
public final class UsageReader {

    /** In the place of a number of tokens. */
    public static final long UNTOLD = -1;

    private long input = UNTOLD;
    private long output = UNTOLD;
    private long total;
    private long cacheRead;
    private long cacheWrite;
    private long cacheWriteHour;
    private long reasoning;
    private long inputAudio;
    private long outputAudio;
    private long searches;

    private UsageReader() {}

    /** Reads the value the parser stands on; null where it is no object. */
    public static @Nullable Usage read(JsonParser parser) throws IOException {
        return read(parser, true);
    }

    /** @param writes whether there is an output: where there is none the total is the input's, and some tell that alone */
    static @Nullable Usage read(JsonParser parser, boolean writes) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return null;
        }
        UsageReader reader = new UsageReader();
        reader.object(parser, "");
        if (!writes && reader.input == UNTOLD && reader.total > 0) {
            reader.input = reader.total;
        }
        Usage tokens = new Usage(
                        reader.input,
                        withReasoning(reader.input, reader.output, reader.reasoning, reader.total),
                        reader.cacheRead,
                        reader.cacheWrite,
                        reader.cacheWriteHour,
                        reader.reasoning,
                        reader.inputAudio,
                        reader.outputAudio,
                        false)
                .told(reader.input != UNTOLD, reader.output != UNTOLD);
        return reader.searches == 0 ? tokens : tokens.with(Units.ofSearches(reader.searches));
    }

    /**
     * Some servers tell reasoning apart from the rest of the output: their sum says so, or, where there is no sum that says
     * otherwise, that it is the larger one.
     */
    public static long withReasoning(long input, long output, long reasoning, long total) {
        boolean apart = reasoning > 0
                && (total == input + output + reasoning || (reasoning > output && total != input + output));
        return apart && output >= 0 ? output + reasoning : output;
    }

    /** A number of tokens, as any vendor tells it. */
    public static long tokens(JsonNode told, long otherwise) {
        return told.isNumber() && Usage.isPlausible(told.doubleValue()) ? told.longValue() : otherwise;
    }

    private void object(JsonParser parser, String path) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && path.isEmpty()) {
                object(parser, field);
            } else {
                long tokens = tokens(parser);
                parser.skipChildren();
                if (tokens != UNTOLD) {
                    count(path, field, tokens);
                }
            }
        }
    }

    private static long tokens(JsonParser parser) throws IOException {
        double told = parser.currentToken().isNumeric() ? parser.getDoubleValue() : UNTOLD;
        return Usage.isPlausible(told) ? (long) told : UNTOLD;
    }

    private void count(String path, String field, long tokens) {
        boolean ofInput = path.equals("prompt_tokens_details");
        switch (field) {
            case "prompt_tokens" -> input = tokens;
            case "completion_tokens" -> output = tokens;
            case "total_tokens" -> total = tokens;
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
            case "web_search_requests" -> searches = tokens;
            default -> {}
        }
    }
}
