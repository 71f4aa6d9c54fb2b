package aigateway.web.provider.http;

import java.net.URI;
import java.util.Map;

/**
 * A request to a vendor.
 *
 * @param headers without content type and length
 * @param body empty: none
 * @param contentType of the body
 * @param expected what of an answer is passed on as it comes
 */
public record UpstreamRequest(
        String method, URI uri, Map<String, String> headers, byte[] body, String contentType, Expected expected) {

    /** What of an answer is passed on as it comes, and not kept until it is whole. */
    public enum Expected {
        NOTHING,
        /** Events and sound. */
        STREAM,
        /** Whatever is not JSON. */
        ANYTHING
    }

    public static final String JSON = "application/json";

    /** A POST of JSON. */
    public UpstreamRequest(URI uri, Map<String, String> headers, byte[] body, boolean streaming) {
        this("POST", uri, headers, body, JSON, streaming ? Expected.STREAM : Expected.NOTHING);
    }

    /** Whether anything of an answer is passed on as it comes. */
    public boolean streaming() {
        return expected != Expected.NOTHING;
    }
}
