package aigateway.web.dialect;

import aigateway.web.call.Failure;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** OpenAI's chunks retold as events of another dialect. Keeps what it must between chunks; not thread-safe. */
public interface ClientEvents {

    /**
     * @param chunk whose calls each have an index of their own
     * @throws IOException it cannot be told in this dialect
     */
    void chunk(ObjectNode chunk) throws IOException;

    /**
     * The same, of a chunk that is not the first and says nothing but a piece of the only answer's text, as most do.
     *
     * @return false where the whole chunk is needed
     * @throws IOException it cannot be told in this dialect
     */
    default boolean text(String piece) throws IOException {
        return false;
    }

    /** The answer is complete: says what is still to be said. */
    void end();

    /** What has been said since the last time. */
    byte[] taken();

    /** An event that says what failed. Nothing may follow. */
    byte[] failure(Failure failure);
}
