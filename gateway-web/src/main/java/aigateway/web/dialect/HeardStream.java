package aigateway.web.dialect;

import aigateway.call.Usage;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatStreamContent;
import aigateway.web.openai.ChatStreamReader;
import org.jspecify.annotations.Nullable;

/** A stream that is understood in OpenAI's shape, whatever the client hears. */
abstract class HeardStream implements AnswerStream {

    /** Passes everything on: what the client hears is for the subclass to say. */
    protected final ChatStreamReader reader = new ChatStreamReader(false);

    @Override
    public boolean isDone() {
        return reader.isDone();
    }

    @Override
    public @Nullable String error() {
        return reader.error();
    }

    @Override
    public boolean hasContent() {
        return reader.hasContent();
    }

    @Override
    public @Nullable Usage usage() {
        return reader.usage();
    }

    @Override
    public ChatStreamContent content() {
        return reader.content();
    }
}
