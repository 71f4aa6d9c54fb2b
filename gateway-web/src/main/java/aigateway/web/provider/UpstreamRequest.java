package aigateway.web.provider;

import java.net.URI;
import java.util.Map;

/**
 * A POST to a vendor.
 *
 * @param headers without content type and length
 * @param body JSON
 * @param streaming whether events are expected
 */
public record UpstreamRequest(URI uri, Map<String, String> headers, byte[] body, boolean streaming) {}
