package aigateway.web.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** OpenAI's chunks retold as events of another dialect. Keeps what it must between chunks; not thread-safe. */
public interface ClientEvents {

    void chunk(ObjectNode chunk);

    /** The answer is complete: says what is still to be said. */
    void end();

    /** What has been said since the last time. */
    byte[] taken();

    /** An event that says the stream failed. Nothing may follow. */
    byte[] failure(String message);
}
