package aigateway.web.provider;

import static aigateway.call.GatewayException.badRequest;

import aigateway.call.GatewayException;
import aigateway.routing.Target;
import aigateway.web.call.Dialect;
import aigateway.web.openai.ChatRequest;
import aigateway.web.provider.http.UpstreamRequest;
import aigateway.web.provider.http.UpstreamResponse;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a client says to an account itself, in the vendor's own words: passed on, with the account's key for the client's.
 *
 * @param path encoded, what follows the account's address
 * @param query encoded; null: none
 * @param headers the client's, none of them the gateway's or a credential
 * @param contentType of the body; null where there is none
 * @param afterwards what is done with an answer before the client hears it
 */
public record NativeRequest(
        Dialect dialect,
        String method,
        String path,
        @Nullable String query,
        Map<String, String> headers,
        byte[] body,
        @Nullable String contentType,
        Function<UpstreamResponse, CompletableFuture<UpstreamResponse>> afterwards)
        implements ChatRequest.Original {

    private static final int MOST_DECODED = 4;

    /** @throws aigateway.call.GatewayException a path that might lead out of the account's address */
    public NativeRequest {
        check(path);
    }

    private static void check(String path) {
        String seen = path;
        for (int i = 0; i < MOST_DECODED; i++) {
            if (seen.startsWith("/")
                    || seen.indexOf('\\') >= 0
                    || seen.chars().anyMatch(c -> c < ' ' || c == 127)
                    || List.of(seen.split("/", -1)).stream().anyMatch(it -> it.startsWith("..") || it.equals("."))) {
                throw wrongPath();
            }
            String before = seen;
            try {
                seen = URLDecoder.decode(before.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException notEncoded) {
                throw wrongPath();
            }
            if (seen.equals(before)) {
                return;
            }
        }
        throw wrongPath();
    }

    private static GatewayException wrongPath() {
        return badRequest(
                "The path after the account's name must lead to something under the account's address.", null);
    }

    /** The account's address and the path, and nothing else. */
    public URI under(URI base) {
        String address = base.toString();
        try {
            URI uri = URI.create((address.endsWith("/") ? address : address + '/')
                    + path
                    + (query == null || query.isEmpty() ? "" : '?' + query));
            if (base.getRawAuthority().equals(uri.getRawAuthority())) {
                return uri;
            }
        } catch (IllegalArgumentException unreadable) {
            // Told below.
        }
        throw wrongPath();
    }

    public static LlmProvider.Server server(URI uri) {
        String text = uri.toString();
        int query = text.indexOf('?');
        int port = uri.getPort() >= 0 ? uri.getPort() : "http".equals(uri.getScheme()) ? 80 : 443;
        return new LlmProvider.Server(query < 0 ? text : text.substring(0, query), uri.getHost(), port);
    }

    /** As it goes on the wire, with the account's headers before the client's. */
    public UpstreamRequest to(URI uri, RequestHeaders signed, Target target) {
        headers.forEach((name, value) -> signed.set(name.equals("accept") ? "Accept" : name, value));
        return new UpstreamRequest(
                method,
                uri,
                signed.of(target),
                body,
                contentType == null ? UpstreamRequest.JSON : contentType,
                UpstreamRequest.Expected.ANYTHING);
    }

    @Override
    public byte[] forUpstream(String upstreamModel, Map<String, Object> defaults, Map<String, Object> overrides) {
        return body;
    }
}
