package aigateway.web.media;

import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatAnswer;
import aigateway.web.openai.ChatStreamContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream that is no text: of what passes only numbers are kept. */
public abstract class MediaStream implements AnswerStream {

    private static final ChatStreamContent NOTHING_SAID = new ChatStreamContent();
    private static final int WEIGHT = 64;

    protected long bytes;

    @Override
    public boolean hasContent() {
        return bytes > 0;
    }

    @Override
    public boolean hasBegun() {
        return bytes > 0;
    }

    @Override
    public boolean isDone() {
        return false;
    }

    @Override
    public @Nullable String error() {
        return null;
    }

    @Override
    public ChatStreamContent content() {
        return NOTHING_SAID;
    }

    @Override
    public ChatAnswer answer() {
        return new ChatAnswer(null, null, List.of(), usage());
    }

    @Override
    public int weight() {
        return WEIGHT;
    }
}
