package aigateway.web.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** OpenAI's chunks retold as events of another dialect. Keeps what it must between chunks; not thread-safe. */
public interface ClientEvents {

    void chunk(ObjectNode chunk);

    /**
     * The same, of a chunk that is not the first and says nothing but a piece of the only answer's text, as most do.
     *
     * @return false where the whole chunk is needed
     */
    default boolean text(String piece) {
        return false;
    }

    /** The answer is complete: says what is still to be said. */
    void end();

    /** What has been said since the last time. */
    byte[] taken();

    /** An event that says the stream failed. Nothing may follow. */
    byte[] failure(String message);
}
