package aigateway.web.anthropic;

import static aigateway.web.openai.UsageReader.UNTOLD;
import static aigateway.web.openai.UsageReader.tokens;

import aigateway.call.Units;
import aigateway.call.Usage;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * Anthropic's {@code usage}: its input tokens are those that met no cache, ours are all. A stream tells it in pieces, of
 * which the last holds.
 */
final class MessagesUsage {

    private long input = UNTOLD;
    private long output = UNTOLD;
    private long read;
    private long written;
    private long writtenHour;
    private long thinking;
    private long searches;

    static Usage of(JsonNode usage) {
        MessagesUsage all = new MessagesUsage();
        all.add(usage);
        return all.usage();
    }

    void add(JsonNode usage) {
        input = tokens(usage.path("input_tokens"), input);
        output = tokens(usage.path("output_tokens"), output);
        read = tokens(usage.path("cache_read_input_tokens"), read);
        written = tokens(usage.path("cache_creation_input_tokens"), written);
        writtenHour = tokens(usage.path("cache_creation").path("ephemeral_1h_input_tokens"), writtenHour);
        thinking = tokens(usage.path("output_tokens_details").path("thinking_tokens"), thinking);
        searches = tokens(usage.path("server_tool_use").path("web_search_requests"), searches);
    }

    Usage usage() {
        return new Usage(input + read + written, output, read, written, writtenHour, thinking, 0, 0, false)
                .told(input != UNTOLD, output != UNTOLD)
                .with(Units.ofSearches(searches));
    }
}
