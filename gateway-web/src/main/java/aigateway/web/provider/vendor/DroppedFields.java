package aigateway.web.provider.vendor;

import aigateway.web.provider.http.UpstreamResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How an answer says which of the client's fields the vendor had nothing for. */
final class DroppedFields {

    static final String HEADER = "x-tfy-dropped-parameters";

    private DroppedFields() {}

    static UpstreamResponse told(List<String> dropped, UpstreamResponse response) {
        if (dropped.isEmpty()) {
            return response;
        }
        Map<String, String> headers = told(dropped, response.headers());
        return response instanceof UpstreamResponse.Streaming streaming
                ? new UpstreamResponse.Streaming(streaming.status(), headers, streaming.stream())
                : new UpstreamResponse.Whole(response.status(), headers, ((UpstreamResponse.Whole) response).body());
    }

    static Map<String, String> told(List<String> dropped, Map<String, String> headers) {
        if (dropped.isEmpty()) {
            return headers;
        }
        Map<String, String> said = new HashMap<>(headers);
        said.put(HEADER, String.join(",", dropped));
        return said;
    }
}
