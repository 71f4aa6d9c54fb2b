package aigateway.web.dialect;

import aigateway.call.Usage;
import aigateway.web.call.Failure;
import aigateway.web.openai.AnswerStream;
import aigateway.web.openai.ChatStreamContent;
import aigateway.web.openai.ChatStreamReader;
import aigateway.web.openai.VendorEvents;
import aigateway.web.sse.WholeEvents;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A stream that passes from vendor to client unchanged, both speaking the same, and is translated only to be read. */
public class AsIsStream implements AnswerStream {

    private static final byte[] NOTHING = new byte[0];

    /** Passes everything on: what the client hears are the events themselves. */
    private final ChatStreamReader reader = new ChatStreamReader(false);

    private final WholeEvents events = new WholeEvents();
    private final VendorEvents translation;
    private final Function<Failure, byte[]> words;
    private boolean unreadable;

    /** @param words a failure as an event of the dialect's */
    public AsIsStream(VendorEvents translation, Function<Failure, byte[]> words) {
        this.translation = translation;
        this.words = words;
    }

    @Override
    public byte[] read(byte[] came) {
        understand(came);
        return error() == null ? events.read(came) : events.readUntil(came, translation.errorPlace());
    }

    private void understand(byte[] came) {
        if (unreadable) {
            return;
        }
        try {
            reader.read(translation.translate(came));
        } catch (IOException notJson) {
            // Not ours to judge: the client's own parser will see the same bytes.
            unreadable = true;
        }
    }

    @Override
    public byte[] rest() {
        return error() == null ? events.rest() : NOTHING;
    }

    @Override
    public byte[] failed(Failure failure) {
        byte[] event = words.apply(failure);
        if (!events.isInside()) {
            return event;
        }
        // Where the vendor's last line was not finished, the event would be taken for its end.
        byte[] apart = new byte[event.length + 2];
        apart[0] = '\n';
        apart[1] = '\n';
        System.arraycopy(event, 0, apart, 2, event.length);
        return apart;
    }

    /** The vendor's own, unless its beginning has passed unread, as that of a very long one does. */
    @Override
    public byte[] errorEvent(Failure failure, UnaryOperator<String> clean) {
        try {
            return events.isInside() ? failed(failure) : VendorsError.shown(events.first(), clean);
        } catch (IOException unreadable) {
            return failed(failure);
        }
    }

    /** Also where it could not be read: the vendor ended it as HTTP wants it. */
    @Override
    public boolean isComplete() {
        reader.read(ending());
        return unreadable || reader.isComplete();
    }

    private byte[] ending() {
        try {
            return translation.end();
        } catch (IOException halfAnEvent) {
            return NOTHING;
        }
    }

    @Override
    public boolean isInsideEvent() {
        return events.isInside();
    }

    @Override
    public boolean isDone() {
        return reader.isDone();
    }

    @Override
    public @Nullable Usage usage() {
        Usage soFar = translation.usage();
        return soFar == null ? AnswerStream.super.usage() : soFar;
    }

    @Override
    public ChatStreamContent content() {
        return reader.content();
    }
}
