package aigateway.web.anthropic;

import aigateway.call.Usage;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * Anthropic's {@code usage}: its input tokens are those that met no cache, ours are all. A stream tells it in pieces, of
 * which the last holds.
 */
final class MessagesUsage {

    private long input;
    private long output;
    private long read;
    private long written;
    private long writtenHour;
    private long thinking;
    private boolean told;

    static Usage of(JsonNode usage) {
        MessagesUsage all = new MessagesUsage();
        all.add(usage);
        return all.usage();
    }

    void add(JsonNode usage) {
        told |= usage.isObject();
        input = usage.path("input_tokens").asLong(input);
        output = usage.path("output_tokens").asLong(output);
        read = usage.path("cache_read_input_tokens").asLong(read);
        written = usage.path("cache_creation_input_tokens").asLong(written);
        writtenHour =
                usage.path("cache_creation").path("ephemeral_1h_input_tokens").asLong(writtenHour);
        thinking = usage.path("output_tokens_details").path("thinking_tokens").asLong(thinking);
    }

    boolean isTold() {
        return told;
    }

    Usage usage() {
        return new Usage(input + read + written, output, read, written, writtenHour, thinking, 0, 0, false);
    }
}
