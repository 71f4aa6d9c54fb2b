package aigateway.web.provider.http;

import aigateway.call.Usage;
import org.jspecify.annotations.Nullable;

/** Bytes that keep coming from a vendor, as fast as the sink lets them. */
public interface UpstreamStream {

    /** Where they go. Calls come one after another, never at once. */
    interface Sink {

        void bytes(byte[] bytes);

        /** The vendor ended its answer as HTTP wants it. */
        void end();

        void failed(Throwable cause);
    }

    /** Starts the flow, with whatever has come already. */
    void flowTo(Sink sink);

    /** So many bytes have been used up and as many more may come. Any thread. */
    void taken(int bytes);

    /** Closes the connection to the vendor. Any thread, any time, more than once. */
    void cancel();

    /** What the vendor has told of its usage so far and these bytes may not say; null: nothing. Any thread. */
    default @Nullable Usage usage() {
        return null;
    }
}
