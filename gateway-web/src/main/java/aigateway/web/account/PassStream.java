package aigateway.web.account;

import aigateway.call.Usage;
import aigateway.web.anthropic.MessagesStreamToChat;
import aigateway.web.call.Dialect;
import aigateway.web.call.Failure;
import aigateway.web.json.Json;
import aigateway.web.media.MediaStream;
import aigateway.web.openai.ChatStreamReader;
import aigateway.web.sse.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What passes as it is, events or a file. Its beginning and its end are looked at, since usage stands there. Where none
 * does, or not for the last time, events of a chat completion or of Anthropic's are counted by their text, and anything else
 * by its bytes.
 */
final class PassStream extends MediaStream {

    private static final int LOOKED_AT = 16 << 10;

    /** How Anthropic's events begin. */
    private static final String MESSAGES = "event: message_start";

    private static final byte[] NOTHING = new byte[0];

    private final Dialect dialect;
    private final @Nullable LongFunction<Usage> estimate;
    private final ChatStreamReader chunks = ChatStreamReader.counting();
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream(512);
    private byte[] end = NOTHING;

    /** Anthropic's events; null: others. */
    private @Nullable MessagesStreamToChat messages;

    private boolean areEvents = true;
    private byte @Nullable [] unrecognised = NOTHING;

    /** @param estimate what is counted, by the tokens that came, where the vendor tells nothing; null: nothing is */
    PassStream(Dialect dialect, @Nullable LongFunction<Usage> estimate) {
        this.dialect = dialect;
        this.estimate = estimate;
    }

    @Override
    public byte[] read(byte[] came) {
        bytes += came.length;
        int room = Math.min(came.length, LOOKED_AT - beginning.size());
        beginning.write(came, 0, room);
        byte[] both = Arrays.copyOf(end, end.length + came.length - room);
        System.arraycopy(came, room, both, end.length, came.length - room);
        end = both.length > LOOKED_AT ? Arrays.copyOfRange(both, both.length - LOOKED_AT, both.length) : both;
        if (estimate != null && areEvents) {
            count(came);
        }
        return came;
    }

    private static boolean isEvent(String first) {
        return first.startsWith("event:") || first.startsWith("data:") || first.startsWith(":");
    }

    private void count(byte[] came) {
        byte[] next = unrecognised == null ? came : recognised(Bytes.joined(unrecognised, came));
        try {
            chunks.read(messages == null ? next : messages.translate(next));
        } catch (IOException notJson) {
            areEvents = false;
        }
    }

    /** By its first words: until these are there, nothing is read. */
    private byte[] recognised(byte[] first) {
        unrecognised = first.length < MESSAGES.length() ? first : null;
        if (unrecognised != null) {
            return NOTHING;
        }
        String text = new String(first, 0, MESSAGES.length(), StandardCharsets.ISO_8859_1);
        messages = text.equals(MESSAGES) ? new MessagesStreamToChat(0) : null;
        areEvents = isEvent(text);
        return areEvents ? first : NOTHING;
    }

    @Override
    public byte[] rest() {
        return NOTHING;
    }

    /** In events there are words for it, in nothing else. */
    @Override
    public byte[] failed(Failure failure) {
        if (!isEvent(beginning.toString(StandardCharsets.ISO_8859_1))) {
            return NOTHING;
        }
        byte[] error = dialect.error(failure);
        return ("\n\nevent: error\ndata: " + new String(error, StandardCharsets.UTF_8) + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The vendor ended it as HTTP wants it. */
    @Override
    public boolean isComplete() {
        return true;
    }

    /** Nothing is put in between: what passes is not ours. */
    @Override
    public boolean isInsideEvent() {
        return true;
    }

    @Override
    public Usage usage() {
        Usage told = NativeUsage.in(Bytes.joined(beginning.toByteArray(), end));
        if (told != null) {
            Usage soFar = messages == null ? null : messages.usage();
            return soFar == null ? told : soFar.orOutput(chunks.content().outputTokens());
        }
        return estimate == null ? Usage.NONE : estimate.apply(outputTokens());
    }

    private long outputTokens() {
        return chunks.hasBegun() ? chunks.content().outputTokens() : bytes / 4;
    }

    @Override
    public byte[] told() {
        return Json.bytes(Json.emptyObject().put("bytes", bytes));
    }
}
