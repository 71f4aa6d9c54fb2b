package aigateway.web.account;

import aigateway.call.Units;
import aigateway.call.Usage;
import aigateway.web.json.Json;
import aigateway.web.openai.UsageReader;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The usage that is told in an answer which nobody translates, whichever vendor's words it is in. */
final class NativeUsage {

    private static final String[] NAMES = {"\"usage\"", "\"usageMetadata\""};

    private NativeUsage() {}

    /** In a stream's beginning and end: most tell it in their last event, one tells the input's in its first. */
    static @Nullable Usage in(byte[] text) {
        String all = new String(text, StandardCharsets.ISO_8859_1);
        Usage first = null;
        Usage last = null;
        for (String name : NAMES) {
            for (int at = all.indexOf(name); at >= 0; at = all.indexOf(name, at + 1)) {
                Usage told = of(valueAfter(all, at + name.length()));
                first = first == null ? told : first;
                last = told == null ? last : told;
            }
        }
        return first == null || last == null || last.inputTokens() > 0
                ? last
                : new Usage(
                                first.inputTokens(),
                                last.outputTokens(),
                                first.cacheReadTokens(),
                                first.cacheWriteTokens(),
                                first.cacheWriteHourTokens(),
                                last.reasoningTokens(),
                                0,
                                0,
                                false)
                        .with(last.units());
    }

    /** Of the object that is told as usage; null when it says nothing of tokens. */
    static @Nullable Usage of(@Nullable JsonNode told) {
        if (told == null || !told.isObject()) {
            return null;
        }
        if (told.has("promptTokenCount")) {
            return google(told);
        }
        if (told.has("inputTokens")) {
            long read = told.path("cacheReadInputTokens").asLong();
            long written = told.path("cacheWriteInputTokens").asLong();
            return usage(
                    told.path("inputTokens").asLong() + read + written,
                    told.path("outputTokens").asLong(),
                    read,
                    written,
                    0);
        }
        JsonNode tokens = told.path("tokens");
        if (tokens.has("input_tokens")) {
            return usage(
                    tokens.path("input_tokens").asLong(),
                    tokens.path("output_tokens").asLong(),
                    0,
                    0,
                    0);
        }
        boolean newer = told.has("input_tokens") || told.has("output_tokens");
        if (told.has("prompt_tokens") || told.has("completion_tokens") || (told.has("total_tokens") && !newer)) {
            return openAi(told, "prompt_tokens", "completion_tokens");
        }
        if (told.has("cache_read_input_tokens") || told.has("cache_creation_input_tokens")) {
            long read = told.path("cache_read_input_tokens").asLong();
            long written = told.path("cache_creation_input_tokens").asLong();
            return new Usage(
                            told.path("input_tokens").asLong() + read + written,
                            told.path("output_tokens").asLong(),
                            read,
                            written,
                            told.at("/cache_creation/ephemeral_1h_input_tokens").asLong(),
                            told.at("/output_tokens_details/thinking_tokens").asLong(),
                            0,
                            0,
                            false)
                    .with(searches(told));
        }
        return newer ? openAi(told, "input_tokens", "output_tokens") : null;
    }

    private static Usage google(JsonNode told) {
        long thoughts = told.path("thoughtsTokenCount").asLong();
        return usage(
                told.path("promptTokenCount").asLong()
                        + told.path("toolUsePromptTokenCount").asLong(),
                told.path("candidatesTokenCount").asLong() + thoughts,
                told.path("cachedContentTokenCount").asLong(),
                0,
                thoughts);
    }

    private static Usage openAi(JsonNode told, String input, String output) {
        JsonNode in = told.path(input + "_details");
        JsonNode out = told.path(output + "_details");
        long asked = told.path(input).asLong();
        long answered = told.path(output).asLong();
        long total = told.path("total_tokens").asLong();
        long reasoning = out.path("reasoning_tokens").asLong();
        return new Usage(
                        asked == 0 && answered == 0 ? total : asked,
                        UsageReader.withReasoning(asked, answered, reasoning, total),
                        in.path("cached_tokens").asLong(),
                        in.path("cache_write_tokens").asLong(),
                        0,
                        reasoning,
                        in.path("audio_tokens").asLong(),
                        out.path("audio_tokens").asLong(),
                        false)
                .with(searches(told));
    }

    private static Units searches(JsonNode told) {
        return Units.ofSearches(told.at("/server_tool_use/web_search_requests").asLong());
    }

    private static Usage usage(long input, long output, long read, long written, long reasoning) {
        return new Usage(input, output, read, written, 0, reasoning, 0, 0, false);
    }

    private static @Nullable JsonNode valueAfter(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ':' || Character.isWhitespace(text.charAt(at)))) {
            at++;
        }
        if (at == text.length() || text.charAt(at) != '{') {
            return null;
        }
        try (JsonParser parser = Json.FACTORY.createParser(text.substring(at))) {
            parser.nextToken();
            return Json.tree(parser);
        } catch (IOException cut) {
            return null;
        }
    }
}
