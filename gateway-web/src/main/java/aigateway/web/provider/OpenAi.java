package aigateway.web.provider;

import aigateway.manifest.AuthData;
import aigateway.manifest.HeadersOverride;
import aigateway.routing.Target;
import aigateway.web.openai.ChatRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/**
 * OpenAI, and every address that speaks its protocol.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat">OpenAI API reference</a>
 */
@ApplicationScoped
public class OpenAi implements LlmProvider {

    private static final URI PUBLIC_ADDRESS = URI.create("https://api.openai.com/v1");

    @Inject
    UpstreamClient client;

    @Override
    public Set<String> accountTypes() {
        return Set.of("openai", "self-hosted-model");
    }

    @Override
    public Server server(Target target) {
        URI uri = address(target);
        int port = uri.getPort() >= 0 ? uri.getPort() : "http".equals(uri.getScheme()) ? 80 : 443;
        return new Server(uri.toString(), uri.getHost(), port);
    }

    @Override
    public CompletionStage<UpstreamResponse> chat(Target target, ChatRequest request, String traceparent) {
        byte[] body = request.forUpstream(
                target.model().upstreamName(), target.model().defaults(), target.overrides());
        return client.send(
                new UpstreamRequest(address(target), headers(target, request, traceparent), body, request.stream()));
    }

    private static URI address(Target target) {
        URI base = target.account().baseUrl();
        String text = (base == null ? PUBLIC_ADDRESS : base).toString();
        return URI.create((text.endsWith("/") ? text : text + '/') + "chat/completions");
    }

    private static Map<String, String> headers(Target target, ChatRequest request, String traceparent) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", request.stream() ? "text/event-stream" : "application/json");
        headers.put("User-Agent", "ai-gateway");
        headers.put("traceparent", traceparent);
        AuthData auth = target.account().authData();
        if (auth != null && auth.apiKey() != null) {
            headers.put("Authorization", "Bearer " + auth.apiKey().value());
        }
        HeadersOverride own = target.headers();
        if (target.account().headers().isEmpty() && (own == null || own.isEmpty())) {
            return headers;
        }
        Map<String, String> merged = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        merged.putAll(headers);
        merged.putAll(target.account().headers());
        if (own != null) {
            merged.putAll(own.set());
            own.remove().forEach(merged::remove);
        }
        return merged;
    }
}
