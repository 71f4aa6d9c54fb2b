package aigateway.web.provider.http;

import java.util.Map;

/** A vendor's answer: all of it, or the first bytes of a stream and the rest to come. */
public sealed interface UpstreamResponse {

    int status();

    /** Names in lower case. */
    Map<String, String> headers();

    record Whole(int status, Map<String, String> headers, byte[] body) implements UpstreamResponse {}

    record Streaming(int status, Map<String, String> headers, UpstreamStream stream) implements UpstreamResponse {}
}
