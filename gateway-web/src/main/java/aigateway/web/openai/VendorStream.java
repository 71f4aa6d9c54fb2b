package aigateway.web.openai;

import aigateway.call.Usage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A vendor's stream on its way into OpenAI's chunks, piece by piece. Keeps what it must between pieces; not thread-safe. */
public interface VendorStream {

    /**
     * Takes what came, cut anywhere.
     *
     * @return whole events of OpenAI's; empty when none is complete yet
     * @throws IOException these bytes are not the vendor's protocol
     */
    byte[] translate(byte[] came) throws IOException;

    /**
     * The vendor has ended its answer as HTTP wants it.
     *
     * @return what is still to be said
     */
    byte[] end() throws IOException;

    /**
     * What the vendor has told of its usage so far, since a stream may break off before the chunk that says it. Any thread.
     *
     * @return null: nothing that is not among the chunks
     */
    default @Nullable Usage usage() {
        return null;
    }
}
